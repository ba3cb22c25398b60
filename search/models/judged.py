"""Queries with the procedures that answer them, on which words are tried before they are published."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from procedures.pages import ProcedurePage
from rules.text import fold
from search.models.words import written


class JudgedQuery(models.Model):
    """codes: every procedure a helpful clerk would offer for the words, separated by spaces."""

    query = models.CharField(_("words asked"), max_length=200)
    query_folded = models.CharField(max_length=200, editable=False, db_index=True)
    codes = models.CharField(
        _("procedures that answer it"),
        max_length=500,
        help_text=_("Their codes, separated by spaces; any of them is a right answer."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    panels: ClassVar = [FieldPanel("query"), FieldPanel("codes"), FieldPanel("note")]

    class Meta:
        verbose_name = _("judged query")
        verbose_name_plural = _("judged queries")
        ordering = ["query_folded", "query"]
        constraints = [
            models.UniqueConstraint(
                fields=["query"],
                name="search_judged_once",
                violation_error_message=_("These words are judged already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.query)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.query_folded = fold(self.query)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.query = written(self.query, "query")
        codes = list(dict.fromkeys(self.codes.replace(",", " ").replace(";", " ").split()))
        known = set(ProcedurePage.objects.filter(code__in=codes).values_list("code", flat=True))
        if unknown := [code for code in codes if code not in known]:
            raise ValidationError(
                {"codes": _("No procedure here has the code %(codes)s.") % {"codes": ", ".join(unknown)}}
            )
        self.codes = " ".join(codes)

    @property
    def accepted(self) -> list[str]:
        return self.codes.split()
