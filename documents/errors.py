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
}
# What callers see as the code: the finer reasons above belong to one of five kinds.
CODES = {"too_many_pixels": "too_large", "disguised": "type", "locked": "damaged", "not_turnable": "damaged"}


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


class TemplateBroken(ImproperlyConfigured):
    """A document template is missing or does not compile. Seen by developers, and as a failed effect."""


class ReaderTaken(ImproperlyConfigured):
    """Two rooms claim to decide who reads the same kind of file. Seen by developers at start-up."""
