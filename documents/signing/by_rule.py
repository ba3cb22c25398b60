"""Which signatures a paper gets because a rule says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from documents.models import SignatureKind, SignedBy, SigningRules
from documents.signing.asking import Wanted
from documents.signing.keys import seal_of

Places = Callable[[], Sequence[Mapping[str, dict[str, Any]]]]


def wanted_for(kind: str, agency_code: str, places: Places = list) -> list[Wanted]:
    """For a paper of a kind ("M01", "RECEIPT"); [] when it is not signed.

    `places`: asked only when something is signed (looks.places); the last one counts. An agency that has no
    seal here issues its papers unsealed.
    """
    rule = getattr(SigningRules.load(), kind.lower(), SignedBy.NOBODY)
    by_officer = rule in (SignedBy.OFFICER, SignedBy.BOTH)
    sealed = rule in (SignedBy.SEAL, SignedBy.BOTH) and seal_of(agency_code) is not None
    if not by_officer and not sealed:
        return []
    looks = next(reversed(places()), {})
    wanted = []
    if by_officer:
        look = looks.get(SignatureKind.PERSONAL, {})
        wanted.append(Wanted(SignatureKind.PERSONAL, agency_code, look=dict(look)))
    if sealed:
        look = looks.get(SignatureKind.SEAL, {})
        wanted.append(Wanted(SignatureKind.SEAL, agency_code, automatic=True, look=dict(look)))
    return wanted
