"""How it is said that somebody else's server gave no answer that can be used."""

from __future__ import annotations


class NoAnswer(Exception):
    """`code` says why, and names neither person nor address. What the caller makes of it, the caller says."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
