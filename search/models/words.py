"""The words of the catalogue, and what editors say of them: everyday names, empty phrases, pinned results."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import DraftStateMixin, RevisionMixin

from rules.text import fold, normalise
from search.language.vocabulary import Vocabulary


class Words(models.Model):
    """One row. counts: the vocabulary of all entries, counted on with each of them, anew by rebuild_search.

    version: changes with the counts and with whatever editors say, so that every process reads it again.
    """

    counts = models.JSONField(default=dict)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("words of the catalogue")
        verbose_name_plural = _("words of the catalogue")

    def __str__(self) -> str:
        return str(self.version)

    def vocabulary(self) -> Vocabulary:
        counts: dict[str, Any] = self.counts or {}
        return Vocabulary(**counts)


class SaidQuerySet(models.QuerySet[Any]):
    def on_site(self, site: int | None) -> SaidQuerySet:
        """What holds there: said for the site, or for every one."""
        return self.filter(Q(site=None) | Q(site=site))


def written(text: str, name: str) -> str:
    """The words in one way of writing. Raises ValidationError beside the field `name` when there are none."""
    words = normalise(text).strip()
    if not fold(words):
        raise ValidationError({name: _("Write words: signs alone are not looked for.")})
    return words


class Said(DraftStateMixin, RevisionMixin, models.Model):
    """What an editor says of words: tried out on the judged queries as a draft, in force once published."""

    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("site"),
        help_text=_("Empty: on every site."),
    )

    objects = SaidQuerySet.as_manager()

    class Meta:
        abstract = True


class Synonym(Said):
    """ "sổ đỏ" -> "giấy chứng nhận quyền sử dụng đất"."""

    typed = models.CharField(
        _("what people type"),
        max_length=120,
        validators=[MinLengthValidator(2)],
        help_text=_("For example: sổ đỏ"),
    )
    official = models.CharField(
        _("what the catalogue says"),
        max_length=200,
        help_text=_("Words that stand in the names of the procedures meant."),
    )
    both_ways = models.BooleanField(
        _("both ways"),
        default=False,
        help_text=_("The official words find the everyday ones too."),
    )
    typed_folded = models.CharField(max_length=120, editable=False, db_index=True)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("typed"), FieldPanel("official")]),
        FieldPanel("both_ways"),
        FieldPanel("site"),
    ]

    class Meta:
        verbose_name = _("everyday name")
        verbose_name_plural = _("everyday names")
        ordering = ["typed_folded", "official"]

    def __str__(self) -> str:
        return f"{self.typed} → {self.official}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.typed_folded = fold(self.typed)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.typed, self.official = written(self.typed, "typed"), written(self.official, "official")
        if fold(self.typed) == fold(self.official):
            raise ValidationError({"official": _("This is what people type already, but for the accents.")})


class StopPhrase(models.Model):
    """ "tôi muốn", "thủ tục": words that say nothing of what is looked for."""

    phrase = models.CharField(_("phrase"), max_length=80, unique=True)

    panels: ClassVar = [FieldPanel("phrase")]

    class Meta:
        verbose_name = _("empty phrase")
        verbose_name_plural = _("empty phrases")
        ordering = ["phrase"]

    def __str__(self) -> str:
        return str(self.phrase)

    def clean(self) -> None:
        self.phrase = written(self.phrase, "phrase")


class Pin(Said):
    """A procedure that comes first for exactly these words."""

    query = models.CharField(_("words asked"), max_length=200)
    query_folded = models.CharField(max_length=200, editable=False, db_index=True)
    procedure = models.ForeignKey(
        "procedures.ProcedurePage", on_delete=models.CASCADE, related_name="+", verbose_name=_("procedure")
    )

    panels: ClassVar = [FieldPanel("query"), FieldPanel("procedure"), FieldPanel("site")]

    class Meta:
        verbose_name = _("pinned result")
        verbose_name_plural = _("pinned results")
        ordering = ["query_folded"]

    def __str__(self) -> str:
        return f"{self.query} → {self.procedure}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.query_folded = fold(self.query)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.query = written(self.query, "query")
