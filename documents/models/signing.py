"""Who signs with which key, for how long a code holds, and each signature that is wanted or was given."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile
from documents.models.issued import IssuedDocument


class SignatureKind(models.TextChoices):
    """NĐ 30/2020, domain.md §5.4: the person who signs, then the agency's seal."""

    PERSONAL = "personal", _("signature of a person")
    SEAL = "seal", _("seal of the agency")


class SigningKey(models.Model):
    """A key a person signs with, or an agency's seal. What it needs beside, its provider says (options).

    secret: what only the server may read (PKCS#12, PIN, credentials), encrypted. image: PNG on transparent
    ground, the written signature (blue) or the seal (red).
    """

    kind = models.CharField(_("kind"), max_length=10, choices=SignatureKind)
    provider = models.CharField(_("where the key is kept"), max_length=20)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signing_keys",
        verbose_name=_("officer"),
    )
    agency_code = models.CharField(_("agency"), max_length=32, blank=True)
    options = models.JSONField(default=dict, blank=True)
    secret = models.TextField(blank=True, editable=False)
    certificate = models.TextField(_("certificate"), blank=True, help_text="PEM, the signer's first")
    image = models.BinaryField(null=True, blank=True, editable=False)
    on = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(on=True, kind="personal"), name="one_key_a_person"
            ),
            models.UniqueConstraint(
                fields=["agency_code"], condition=models.Q(on=True, kind="seal"), name="one_seal_an_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.owner or self.agency_code}"


class Authority(models.Model):
    """A certification authority whose certificates count: root (or bridge) as PEM, and its revocation list.

    demo: made by `manage.py demo_authority`, its key kept beside it, encrypted; production trusts none.
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    certificate = models.TextField(_("certificate"), help_text="PEM")
    demo = models.BooleanField(_("for demonstration only"), default=False)
    on = models.BooleanField(_("trusted"), default=True)
    key = models.TextField(blank=True, editable=False)
    revoked = models.JSONField(default=dict, blank=True, help_text="{serial: ISO time of revocation}")

    class Meta:
        verbose_name = _("certification authority")
        verbose_name_plural = _("certification authorities")

    def __str__(self) -> str:
        return self.name


class SigningSession(models.Model):
    """An officer gave a one-time code: until `until` their key signs what they choose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "until"])]

    def __str__(self) -> str:
        return f"{self.user} {self.opened_at:%Y-%m-%d %H:%M}"


class Signature(models.Model):
    """One signature of a document, wanted or given; they are given in their order.

    look: where and how it is seen ({"page", "box": [x1, y1, x2, y2] in points} or {} for an invisible one).
    signer, serial, signed_at, file: of the signature given; file: the document with it.
    """

    class State(models.TextChoices):
        WANTED = "wanted", _("to be signed")
        CHOSEN = "chosen", _("being signed")
        GIVEN = "given", _("signed")
        FAILED = "failed", _("could not be signed")
        REFUSED = "refused", _("not signed")

    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="signatures")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=SignatureKind)
    agency_code = models.CharField(_("agency"), max_length=32)
    role = models.CharField(
        max_length=32, blank=True, help_text="who alone gives it at the agency; empty: whoever may sign there"
    )
    automatic = models.BooleanField(
        default=False, help_text="given by itself when its turn comes (a seal, an officer's own scan)"
    )
    look = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WANTED)
    session = models.ForeignKey(SigningSession, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(SigningKey, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(_("signed by"), max_length=250, blank=True)
    serial = models.CharField(_("serial number of the certificate"), max_length=80, blank=True)
    signed_at = models.DateTimeField(_("signed"), null=True)
    file = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["document", "order"]
        constraints = [models.UniqueConstraint(fields=["document", "order"], name="one_signature_a_place")]
        indexes = [models.Index(fields=["state", "agency_code"])]

    def __str__(self) -> str:
        return f"{self.document} {self.order}"
