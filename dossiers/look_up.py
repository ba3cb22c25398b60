"""Finding a dossier by its code and secret, with an end to guessing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.crypto import salted_hmac

from dossiers import tracking_secret
from dossiers.errors import NotFound, TooManyLookUps
from dossiers.models import Dossier, FailedLookUp

WINDOW = timedelta(minutes=15)
TRIES = 10


def find(code: str, secret: str, *, who: str, at: datetime) -> Dossier:
    """The dossier with this dossier code or request code and this secret.

    who: where the wish comes from (an address); kept as a hash, and only when it failed.
    Raises NotFound, with the same words whichever of the two is wrong, and TooManyLookUps.
    """
    source = salted_hmac("dossiers.look_up", who, algorithm="sha256").hexdigest()
    failures = FailedLookUp.objects.filter(who=source, at__gt=at - WINDOW)
    if failures.count() >= TRIES:
        raise TooManyLookUps(minutes=int(WINDOW.total_seconds() // 60))
    typed = "".join(code.split()).upper()
    dossier = Dossier.objects.filter(Q(code=typed) | Q(request_code=typed)).first() if typed else None
    if dossier is None or not tracking_secret.matches(dossier.pk, secret, dossier.secret_hash):
        FailedLookUp.objects.filter(at__lt=at - WINDOW).delete()
        FailedLookUp.objects.create(who=source, at=at)
        raise NotFound
    return dossier
