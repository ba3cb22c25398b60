"""The secret that lets an applicant without an account see the dossier: derived, never stored in clear.

It is made from the server's key: the receipt page and the first e-mail can show it, while the table keeps
only its hash. After a change of SECRET_KEY old secrets still open their dossiers; they cannot be shown again.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid

from django.utils.crypto import constant_time_compare, salted_hmac

from dossiers.numbering import LETTERS

LENGTH = 12
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def derive(dossier_id: uuid.UUID) -> str:
    """Twelve letters and digits (60 bits) in groups of four: 7K3M-9Q2P-XT4V."""
    digest = salted_hmac("dossiers.tracking", str(dossier_id), algorithm="sha256").digest()
    letters = "".join(LETTERS[byte % 32] for byte in digest[:LENGTH])
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def plain(secret: str) -> str:
    """As a person may type it: any case, spaces or dashes, I for 1 and O for 0."""
    return "".join(c for c in secret.upper().translate(MISREAD) if c in LETTERS)


def digest(dossier_id: uuid.UUID, secret: str) -> str:
    return hmac.new(dossier_id.bytes, plain(secret).encode(), hashlib.sha256).hexdigest()


def matches(dossier_id: uuid.UUID, secret: str, stored: str) -> bool:
    return constant_time_compare(digest(dossier_id, secret), stored)


def still_shown(dossier_id: uuid.UUID, stored: str) -> str:
    """The secret if the key it was made from is still in use, else ""."""
    secret = derive(dossier_id)
    return secret if matches(dossier_id, secret, stored) else ""
