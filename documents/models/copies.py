"""The books in which certified copies are entered, and each copy in them (Nghị định 23/2015/NĐ-CP)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile
from documents.models.issued import IssuedDocument


class CopyRegister(models.Model):
    """An agency's register of a year: the last number given, and the book it was entered in.

    Numbers go on through all books of a year; book_from: the first number of the book in use.
    """

    agency_code = models.CharField(_("agency"), max_length=32)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)
    book = models.PositiveSmallIntegerField(_("book"), default=1)
    book_from = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("register of certified copies")
        verbose_name_plural = _("registers of certified copies")
        constraints = [
            models.UniqueConstraint(fields=["agency_code", "year"], name="one_register_of_copies_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.year}"


class CertifiedCopy(models.Model):
    """A copy somebody asked for: its number once it has one stays in the register, whatever becomes of it.

    seen: of each page whether the original was seen. fee: what is to be paid for it, in đồng.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        COMPARED = "compared", _("compared with the original")
        NUMBERED = "numbered", _("waiting for signatures")
        ISSUED = "issued", _("issued to the applicant")
        REFUSED = "refused", _("not certified")

    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64)
    round = models.PositiveSmallIntegerField(default=1, help_text="asked for again after a refused signature")
    agency_code = models.CharField(_("agency"), max_length=32)
    register = models.ForeignKey(CopyRegister, null=True, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveIntegerField(_("number"), null=True)
    book = models.PositiveSmallIntegerField(_("book"), null=True)
    entered_at = models.DateTimeField(_("entered"), null=True)
    code = models.CharField(_("dossier"), max_length=60, blank=True)
    title = models.CharField(_("the original"), max_length=300, blank=True)
    asked_by = models.CharField(_("asked for by"), max_length=250, blank=True)
    pages = models.PositiveIntegerField(_("number of pages"), default=0)
    copies = models.PositiveSmallIntegerField(_("number of copies"), default=1)
    fee = models.PositiveBigIntegerField(_("fee"), default=0)
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    seen = models.JSONField(default=list, blank=True)
    compared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    compared_at = models.DateTimeField(null=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ASKED)
    signer = models.CharField(_("signed by"), max_length=250, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    document = models.OneToOneField(IssuedDocument, null=True, on_delete=models.PROTECT, related_name="copy")
    asked_at = models.DateTimeField(_("asked for on"))

    class Meta:
        verbose_name = _("certified copy")
        verbose_name_plural = _("certified copies")
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="one_number_of_a_copy_in_a_register"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "round"], name="one_copy_a_subject_and_round"
            ),
        ]
        indexes = [
            models.Index(fields=["agency_code", "asked_at"]),
            models.Index(fields=["agency_code", "entered_at", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number or ''} {self.title}".strip()

    @property
    def shown_number(self) -> str:
        """As it is printed and read out: "15"; "" before it has one."""
        return f"{self.number:02d}" if self.number else ""

    @property
    def shown_book(self) -> str:
        """ "01/2026-SCT/BS" (Thông tư 01/2020/TT-BTP); "" before it has a number."""
        if self.register is None or self.book is None:
            return ""
        return f"{self.book:02d}/{self.register.year}-SCT/BS"
