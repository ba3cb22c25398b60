"""Whose certificates count: authorities that are on, their revocation lists, and one context for pyHanko."""

from __future__ import annotations

from datetime import datetime

from asn1crypto import pem, x509
from django.conf import settings
from django.db.models import QuerySet
from pyhanko_certvalidator import ValidationContext

from documents.models import Authority
from documents.signing import demo


def trusted() -> QuerySet[Authority]:
    """Authorities that count; those of a demo only in a demo."""
    rows = Authority.objects.filter(on=True).order_by("pk")
    return rows if settings.DEMO else rows.filter(demo=False)


def roots() -> list[x509.Certificate]:
    return [one for row in trusted() for one in certificates(row.certificate)]


def revocation_lists(at: datetime) -> list[bytes]:
    """DER, of authorities whose key is here; those of others come from the addresses in certificates."""
    return [demo.revocation_list(row, at) for row in trusted() if row.key]


def context(at: datetime) -> ValidationContext:
    """For signing and for what is embedded: who is trusted and what was revoked, fetched where we lack it."""
    rows = list(trusted())
    return ValidationContext(
        trust_roots=[one for row in rows for one in certificates(row.certificate)],
        crls=[demo.revocation_list(row, at) for row in rows if row.key],
        allow_fetching=any(not row.key for row in rows),
        revocation_mode="hard-fail",
        retroactive_revinfo=True,
    )


def certificates(text: str) -> list[x509.Certificate]:
    """All certificates of a PEM text, in order. Raises ValueError."""
    data = text.encode()
    if not pem.detect(data):
        raise ValueError("no PEM")
    return [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(data, multiple=True)]
