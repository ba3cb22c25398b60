"""What officers keep for their own work: views of the inbox, rules of assignment."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

PEOPLE = settings.AUTH_USER_MODEL


class SavedView(models.Model):
    """Filters of the inbox under an officer's own name for them. Words looked for are never among them."""

    owner = models.ForeignKey(PEOPLE, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=80)
    filters = models.JSONField(default=dict, help_text='as in the address: {"status": "4", "mine": "on"}')
    order = models.PositiveSmallIntegerField(default=0)
    opens_first = models.BooleanField(_("the desk opens with it"), default=False)
    shared_with = models.CharField(
        max_length=32, blank=True, help_text="code of the agency whose officers see it too"
    )

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_view_per_name"),
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(opens_first=True), name="one_view_opens_first"
            ),
        ]
        indexes = [
            models.Index(
                fields=["shared_with"], condition=~models.Q(shared_with=""), name="dossier_shared_views"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentRule(models.Model):
    """To whom accepted dossiers of an agency go by themselves: of a procedure, of a field, or all others."""

    class Way(models.TextChoices):
        OFFICER = "officer", _("always to the same officer")
        TURN = "turn", _("in turn")
        LOAD = "load", _("to who has the fewest open dossiers")

    agency_code = models.CharField(max_length=32)
    procedure_code = models.CharField(_("procedure"), max_length=40, blank=True)
    field = models.CharField(_("field"), max_length=200, blank=True)
    way = models.CharField(_("to whom"), max_length=10, choices=Way)
    officer = models.ForeignKey(
        PEOPLE, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("officer")
    )
    last = models.ForeignKey(
        PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+", help_text="whose turn it was last"
    )

    class Meta:
        verbose_name = _("rule of assignment")
        verbose_name_plural = _("rules of assignment")
        ordering = ["agency_code", "procedure_code", "field"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code", "procedure_code", "field"], name="one_rule_per_procedure_or_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.procedure_code or self.field}".strip()
