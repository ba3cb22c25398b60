"""The papers a person or an organisation keeps here, whom they are lent to by a link, how long they stay."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from accounts.models import Organization, User
from documents.models.files import StoredFile
from documents.models.issued import IssuedDocument


class PaperKind(models.TextChoices):
    """How a paper came into the store; who answers for it follows from that."""

    RESULT = "KQ", _("results of procedures")
    CERTIFIED = "BSCT", _("certified copies")
    SCANNED = "SH", _("papers digitised by an officer")
    CHECKED = "GT", _("papers an officer found valid")
    OWN = "TL", _("papers of your own, not verified")


def gone_with_its_owner(collector: Any, field: Any, papers: Any, using: str) -> None:
    """When an account goes, its own papers go too; an organisation keeps what the account brought it."""
    models.SET_NULL(collector, field, papers.exclude(organization=None), using)
    models.CASCADE(collector, field, papers.filter(organization=None), using)


class KeptPaper(models.Model):
    """A paper in a person's or an organisation's store. Once each content in each store; removed, the row
    stays and says why, the file goes where nobody else has it.

    organization: whose it is, null for a person's own; owner: that person, or who brought it. answers: the
    required paper it is (eforms' papers_again), "" when unknown. tax_code: of the organisation for which the
    owner filed, also before anybody represented it. source: whose business it comes from ("dossier", id).
    warned_at: its holder was told that the time of keeping ends.
    """

    class Why(models.TextChoices):
        OWNER = "owner", _("deleted by the owner")
        RETENTION = "retention", _("the time of keeping was over")
        MOVED = "moved", _("the organisation has it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=gone_with_its_owner, related_name="kept_papers"
    )
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="kept_papers"
    )
    tax_code = models.CharField(_("tax code of the organisation"), max_length=14, blank=True)
    kind = models.CharField(_("kind"), max_length=4, choices=PaperKind)
    answers = models.CharField(max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=500)
    issuer = models.CharField(_("issued by"), max_length=250, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    issued_on = models.DateField(_("day of issue"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source_kind = models.CharField(max_length=20, blank=True)
    source_id = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(IssuedDocument, null=True, on_delete=models.PROTECT, related_name="kept")
    digitised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    find_text = models.CharField(max_length=900, help_text="title, issuer and number, folded for searching")
    added_at = models.DateTimeField(_("kept since"))
    warned_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_why = models.CharField(max_length=10, choices=Why, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("paper in a person's store")
        verbose_name_plural = _("papers in people's stores")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "sha256"],
                condition=Q(organization__isnull=True),
                name="one_kept_paper_a_content",
            ),
            models.UniqueConstraint(
                fields=["organization", "sha256"],
                condition=Q(organization__isnull=False),
                name="one_kept_paper_an_organization",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(organization__isnull=False),
                name="kept_paper_has_a_holder",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "-added_at"],
                condition=Q(removed_at__isnull=True),
                name="kept_papers_of_owner",
            ),
            models.Index(
                fields=["organization", "-added_at"],
                condition=Q(removed_at__isnull=True, organization__isnull=False),
                name="kept_papers_of_organization",
            ),
            models.Index(
                fields=["kind", "added_at"],
                condition=Q(removed_at__isnull=True),
                name="kept_papers_by_age",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def holder(self) -> User | Organization:
        """Whose paper it is."""
        found = self.organization or self.owner
        assert found is not None  # kept_paper_has_a_holder
        return found

    @property
    def current_file(self) -> StoredFile | None:
        """The document as it stands, with all its signatures; else the file that was kept."""
        return self.document.file if self.document else self.file


class Share(models.Model):
    """A link by which a stranger reads one paper: until a moment, so many times, or until it is ended."""

    paper = models.ForeignKey(KeptPaper, on_delete=models.CASCADE, related_name="shares")
    token_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    until = models.DateTimeField(_("until"))
    most = models.PositiveSmallIntegerField(_("times at most"))
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("shared paper")
        verbose_name_plural = _("shared papers")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.made_at:%Y-%m-%d %H:%M}"


class ShareOpening(models.Model):
    """The paper was read by its link. by: the account of who was signed in; address: of the network."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.share_id} {self.at:%Y-%m-%d %H:%M}"


def _years(label: object, first: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, default=first)  # type: ignore[arg-type]


@register_setting(icon="folder-open-inverse")
class KeepingRules(BaseGenericSetting):
    """How many years papers stay in people's stores, by kind; 0: as long as their owner wants."""

    results = _years(_("results of procedures: years"), 0)
    certified = _years(_("certified copies: years"), 10)
    scanned = _years(_("papers digitised by an officer: years"), 10)
    checked = _years(_("papers an officer found valid: years"), 5)
    own = _years(_("papers of their own: years"), 2)
    warning_days = models.PositiveSmallIntegerField(
        _("days before, in which the owner is told"),
        default=30,
        help_text=_(
            "Years count from the day a paper stops being valid, else from the day it was added. 0 years: it "
            "stays. Documents an agency issued can be verified all the same."
        ),
    )

    class Meta:
        verbose_name = _("keeping of people's papers")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def years(self, kind: str) -> int:
        """Of a PaperKind."""
        return int(getattr(self, YEARS[kind]))


YEARS = {
    PaperKind.RESULT.value: "results",
    PaperKind.CERTIFIED.value: "certified",
    PaperKind.SCANNED.value: "scanned",
    PaperKind.CHECKED.value: "checked",
    PaperKind.OWN.value: "own",
}
