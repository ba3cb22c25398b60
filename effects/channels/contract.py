"""What whoever carries messages says about itself, and how it says what became of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Letter:
    """A message as it goes out. ref: ours, the same at every attempt: a second copy can be dropped."""

    to: str
    subject: str
    text: str
    ref: str
    html: str = ""


class Provider(Protocol):
    """Somebody who carries messages of one channel. Neither function may touch the database."""

    @property
    def SCHEMA(self) -> Mapping[str, Any]:
        """JSON Schema of its options."""

    def check_config(self) -> list[str]:
        """What is wrong with its settings, in words for the operator; asks nobody over the network."""

    def send(self, letter: Letter) -> str:
        """Hand the message over. Returns the provider's own reference, "" when it gives none.

        Raises GiveUp when trying again cannot help; whatever else it raises is tried again. Codes of errors
        name neither person nor text.
        """
