"""Why a file or a document is refused."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "empty": _("The file “%(name)s” is empty (0 bytes). Choose the file again."),
    "too_large": _("The file “%(name)s” is too large (%(size)s). A file may have %(limit)s at most."),
    "too_many_pixels": _(
        "The picture “%(name)s” is too large (%(size)s). Save it smaller and choose it again."
    ),
    "type": _("The file “%(name)s” cannot be accepted. Accepted kinds: %(accepted)s."),
    "disguised": _("The file “%(name)s” is not what its ending says. Save it again as one of: %(accepted)s."),
    "name": _("The file has no usable name. Give it a name such as “giay-chung-sinh.pdf”."),
    "damaged": _("The file “%(name)s” is damaged and cannot be opened. Save or scan it again."),
    "not_turnable": _("The file “%(name)s” cannot be turned here. Turn it on your device first."),
    "locked": _("The file “%(name)s” is protected by a password. Remove the password and choose it again."),
    "too_many_pages": _(
        "The file “%(name)s” has %(pages)s pages; here at most %(most)s fit. Divide it, or hand in a part."
    ),
    "too_heavy": _(
        "The file “%(name)s” takes too long or too much room to be drawn. Print it to a new PDF, or"
        " photograph its pages."
    ),
    "no_pages": _("There is no page yet. Take a picture or choose a file first."),
}
# What callers see as the code: the finer reasons above belong to one of five kinds.
CODES = {
    "too_many_pixels": "too_large",
    "too_many_pages": "too_large",
    "too_heavy": "too_large",
    "disguised": "type",
    "locked": "damaged",
    "not_turnable": "damaged",
    "no_pages": "empty",
}


def size_text(size: int) -> str:
    """Bytes in words, "20 MB" rather than "20.0 MB"."""
    return re.sub(r"[.,]0(?=\s)", "", filesizeformat(size))


# In the language of whoever reads the message.
SIZES = {"size": lazy(filesizeformat, str), "limit": lazy(size_text, str)}


class FileRefused(ValidationError):
    """A file cannot be taken in. The person who chose it sees the message beside the field.

    `code`: empty, too_large, type, name or damaged; `reason`: the key in MESSAGES. `size`, `limit`: bytes.
    """

    def __init__(self, reason: str, **params: Any) -> None:
        sizes: dict[str, Any] = {key: told(params[key]) for key, told in SIZES.items() if key in params}
        params = {**params, **sizes}
        super().__init__(MESSAGES[reason], code=CODES.get(reason, reason), params=params)
        self.reason = reason


class PaperHeld(ValidationError):
    """A matter in process uses the paper. Seen by its owner, who wants to delete it."""

    def __init__(self) -> None:
        super().__init__(
            _("A dossier that is still being processed uses this paper. It can be deleted afterwards."),
            code="held",
        )


SIGNING = {
    "no_key": _("There is no key to sign with. An administrator enters it under “Signing keys”."),
    "locked_up": _("The signing key can no longer be read. An administrator enters it anew."),
    "wrong_password": _("This is not a PKCS#12 file (.p12, .pfx), or the password is wrong."),
    "signer_away": _("The signing service or token does not answer. Try again later."),
    "certificate": _(
        "The certificate does not hold: it has expired, was revoked, or its authority is not trusted."
    ),
    "session_over": _("The time for signing is over. Give a one-time code again."),
    "not_waiting": _("This document no longer waits for this signature."),
    "not_yours": _("You may not sign this document."),
    "other_role": _("This signature is given by whoever holds the role “%(role)s” at the agency."),
    "reason_missing": _("Say why you do not sign."),
    "no_demo": _("The authority of the demo is for the demo only."),
}


class SigningRefused(ValidationError):
    """A signature cannot be given, or a key not be used. Officers see it; `code`: a key of SIGNING."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(SIGNING[code], code=code, params=params)
        self.code: str = code


class TemplateBroken(ImproperlyConfigured):
    """A document template is missing or does not compile. Seen by developers, and as a failed effect."""


class ReaderTaken(ImproperlyConfigured):
    """Two rooms claim to decide who reads the same kind of file. Seen by developers at start-up."""
