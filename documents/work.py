"""What the worker does for this room: signatures are given after commit, old scans forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from documents.errors import SigningRefused
from documents.scanning import scans
from documents.signing.asking import SIGN
from documents.signing.giving import failed, give
from effects.duties import duty
from effects.errors import GiveUp
from effects.handlers import handler


def give_up(*, key: str, signature: int) -> None:
    """The officer sees it and may try again. What sign_it said of it already stands."""
    failed(signature, "signer_away")


@handler(SIGN, atomic=False, lease=timedelta(minutes=3), attempts=6, gave_up=give_up)
def sign_it(*, key: str, signature: int) -> None:
    """Not one transaction: tokens, signing services and time stamps answer over the network.

    Raises GiveUp where trying again cannot help.
    """
    try:
        give(signature, timezone.now())
    except SigningRefused as refused:
        failed(signature, refused.code)
        raise GiveUp(refused.code) from refused


duty("forget_scans", every=timedelta(hours=1))(scans.forget_old)
