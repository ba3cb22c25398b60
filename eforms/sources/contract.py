"""What a data source plugin says about itself, and how it says that it could not answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from effects.outside.errors import NoAnswer

Person = Mapping[str, str]  # what is known of who is asked about: PARTS
Params = Mapping[str, Any]  # the plugin's options as the administrator wrote them

PARTS = ("personal_number", "full_name", "birth_date", "phone", "email", "tax_code")


class Plugin(Protocol):
    """A kind of data source. Neither `check_config` nor `fetch` may touch the database."""

    @property
    def LABEL(self) -> Any:
        """Its name in the administrator's menu."""

    @property
    def SCHEMA(self) -> Mapping[str, Any]:
        """JSON Schema of its options."""

    def check_config(self, params: Params) -> list[str]:
        """What is wrong with the options, in words for the administrator; asks nobody over the network."""

    def reads(self, params: Params) -> set[str]:
        """Which PARTS of a person it needs: it is not asked while one of them is unknown."""

    def fetch(self, person: Person, params: Params) -> dict[str, Any]:
        """What the source knows; {} for somebody it does not know. Raises SourceDown."""


# The source gave no answer that can be used: what a plugin raises, and what asking over HTTP raises for it.
SourceDown = NoAnswer
