"""Which key signs what: a person's own, and the seal of just that agency."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from documents.errors import SigningRefused
from documents.models import Signature, SignatureKind, SigningKey


def of_person(user: User) -> SigningKey | None:
    return SigningKey.objects.filter(kind=SignatureKind.PERSONAL, owner=user, on=True).first()


def seal_of(agency_code: str) -> SigningKey | None:
    return SigningKey.objects.filter(kind=SignatureKind.SEAL, agency_code=agency_code, on=True).first()


def key_for(signature: Signature, user: User | None) -> SigningKey:
    """Raises SigningRefused (no_key)."""
    if signature.kind == SignatureKind.SEAL:
        found = seal_of(signature.agency_code)
    else:
        found = of_person(user) if user else None
    if found is None:
        raise SigningRefused("no_key")
    return found


def put_in_use(key: SigningKey, at: datetime | None = None) -> SigningKey:
    """Save a new key; the one it takes the place of is switched off and stays for the record."""
    same = SigningKey.objects.filter(kind=key.kind, on=True)
    mine = same.filter(owner=key.owner) if key.owner_id else same.filter(agency_code=key.agency_code)
    mine.exclude(pk=key.pk).update(on=False)
    key.on, key.created_at = True, key.created_at or at or timezone.now()
    key.save()
    return key
