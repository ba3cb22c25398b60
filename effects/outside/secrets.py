"""Secrets that headers only name, `Bearer {secret:DVC}`: they lie in the environment, not in the database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from effects.outside.errors import NoAnswer

SECRET = re.compile(r"\{secret:([A-Z0-9_]+)\}")
HEADER_LETTERS = re.compile(r"[\t\x20-\x7e]*")


def missing(headers: Mapping[str, str], secrets: Iterable[str]) -> list[str]:
    """Names of secrets that headers use and the environment does not have."""
    return sorted({name for words in headers.values() for name in SECRET.findall(words)} - set(secrets))


def with_secrets(headers: Mapping[str, str], secrets: Mapping[str, str]) -> dict[str, str]:
    """The headers as they are sent. Raises NoAnswer (no_secret)."""
    if missing(headers, secrets):
        raise NoAnswer("no_secret")
    filled = {name: SECRET.sub(lambda found: secrets[found[1]], words) for name, words in headers.items()}
    if not all(HEADER_LETTERS.fullmatch(words) for words in filled.values()):
        raise NoAnswer("no_secret")
    return filled
