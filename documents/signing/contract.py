"""What every place where a signing key may be kept can do. A provider keeps nothing: the key comes along."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from pyhanko.sign import Signer

from documents.models import SigningKey
from documents.signing.vault import lock_up, take_out
from themes.options import Option

LARGEST_FILE = 64 * 1024


@dataclass(frozen=True)
class LockedSecret(Option):
    """A secret, or a file that is one: goes into the vault, is never shown again; left empty it stays."""

    file: bool = False

    def field(self, kept: str | None) -> forms.Field:
        said = self.said
        if kept:
            said["help_text"] = _("Kept, and never shown. Fill in only to change it.")
        if self.file:
            return forms.FileField(**said)
        return forms.CharField(max_length=2000, widget=forms.PasswordInput(), strip=False, **said)

    def read(self, value: Any, kept: str) -> str:
        """A file as hexadecimal digits."""
        if not value:
            return kept
        return value.read(LARGEST_FILE).hex() if self.file else str(value)


class KeyPlace(ABC):
    """A place where keys are kept. name: the code stored with the key.

    demo_only: production offers it not.
    """

    name: str
    label: Any
    options: tuple[Option, ...] = ()

    def check_config(self, options: Mapping[str, str], secret: Mapping[str, str]) -> list[str]:
        """What is wrong with what was filled in, in the reader's words; asks the place itself."""
        return []

    @abstractmethod
    def signer(self, key: SigningKey) -> AbstractContextManager[Signer]:
        """What signs with the key, for one go. Raises SigningRefused (locked_up, signer_away, …)."""

    @abstractmethod
    def certificate(self, options: Mapping[str, str], secret: Mapping[str, str]) -> str:
        """PEM, the signer's certificate first, then those above it. Raises SigningRefused."""


def secrets_of(key: SigningKey) -> dict[str, str]:
    """{option: secret}, {} when there is none. Raises SigningRefused (locked_up)."""
    if not key.secret:
        return {}
    kept: dict[str, str] = json.loads(take_out(key.secret))
    return kept


def locked_up(secret: Mapping[str, str]) -> str:
    """As SigningKey.secret keeps it."""
    return lock_up(json.dumps(dict(secret)).encode()) if secret else ""
