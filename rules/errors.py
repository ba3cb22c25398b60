"""What can be wrong with a rule."""

from __future__ import annotations


class MalformedCondition(ValueError):
    """A condition that is not of the shape this room understands.

    Seen by developers and in logs only: editors are told by `rules.checks.check` before a rule is used.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}:{detail}" if detail else code)
        self.code = code
        self.detail = detail


class MalformedFormula(ValueError):
    """A formula that cannot be read. Codes: too_long, syntax (detail: "line:column")."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}:{detail}" if detail else code)
        self.code = code
        self.detail = detail
