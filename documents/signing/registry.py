"""Which places there are where signing keys are kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from documents.errors import SigningRefused
from documents.models import SigningKey
from documents.signing.contract import KeyPlace, secrets_of
from themes.options import missing


@cache
def key_places() -> Mapping[str, KeyPlace]:
    """{code: place}, in the order they are offered."""
    from documents.signing.remote import RemoteKey
    from documents.signing.software import SoftwareKey
    from documents.signing.token_key import TokenKey

    known: tuple[KeyPlace, ...] = (SoftwareKey(), TokenKey(), RemoteKey())
    return {one.name: one for one in known}


def place_of(key: SigningKey) -> KeyPlace:
    """Raises SigningRefused (no_key): the place is no longer there."""
    try:
        return key_places()[key.provider]
    except KeyError:
        raise SigningRefused("no_key") from None


def problems_of(key: SigningKey) -> list[str]:
    """Why the key cannot sign, in the reader's words; [] when it can."""
    place, secret = place_of(key), secrets_of(key)
    given = {**key.options, **secret}
    lacking = [str(option.label) for option in missing(place.options, given)]
    return lacking or place.check_config(key.options, secret)
