"""What an examination says, as plain data that goes through JSON unchanged."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """One word for the whole file; only the first is good."""

    UNCHANGED = "signed_unchanged"
    CHANGED = "changed"
    BROKEN = "signature_broken"
    REVOKED = "certificate_revoked"
    UNTRUSTED = "untrusted"
    NOT_SIGNED = "not_signed"
    UNREADABLE = "unreadable"
    LOCKED = "locked"
    TOO_HEAVY = "too_heavy"


class State(StrEnum):
    """Of one signature. CHANGED: itself sound, but the file was changed after it in ways not allowed. WEAK:
    by a method or key that can be forged by now."""

    GOOD = "good"
    CHANGED = "changed"
    BROKEN = "broken"
    REVOKED = "revoked"
    EXPIRED = "expired"
    WEAK = "weak"
    UNTRUSTED = "untrusted"


class Kind(StrEnum):
    PERSONAL = "personal"
    SEAL = "seal"
    STAMP = "stamp"


class Later(StrEnum):
    """What was added to the file after a signature."""

    NOTHING = "nothing"
    PROOFS = "proofs"  # time stamps, lists of revoked certificates
    SIGNATURES = "signatures"
    CHANGES = "changes"


@dataclass(frozen=True)
class Seen:
    """One signature or time stamp. at: ISO, the proven time when `stamped`, else the signer's own.

    name, organisation: of the certificate (CN, O). visible: it is drawn on a page. why: for specialists,
    in English, as the library said it.
    """

    field: str
    kind: Kind
    state: State
    name: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    at: str = ""
    stamped: bool = False
    whole: bool = False
    later: Later = Later.NOTHING
    visible: bool = False
    why: str = ""


@dataclass(frozen=True)
class Report:
    """notes: "javascript", "attachments", "hidden_signature", "stamp_untrusted" and the like."""

    verdict: Verdict
    sha256: str
    size: int
    pages: int = 0
    signatures: list[Seen] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    why: str = ""

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def from_json(text: str) -> Report:
    """Raises ValueError, KeyError or TypeError for anything but a report."""
    said: dict[str, Any] = json.loads(text)
    rows = [
        Seen(
            **{
                **row,
                "kind": Kind(row["kind"]),
                "state": State(row["state"]),
                "later": Later(row["later"]),
            }
        )
        for row in said.pop("signatures")
    ]
    return Report(**{**said, "verdict": Verdict(said["verdict"])}, signatures=rows)
