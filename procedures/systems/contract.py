"""What a plugin for outside systems says about itself, and what passes between it and the portal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Params = Mapping[str, Any]  # the plugin's options as the administrator wrote them
State = Literal["working", "done", "failed"]


@dataclass(frozen=True)
class Case:
    """What is passed on. ref: ours, the same at every attempt: a second copy can be dropped.

    answers: of the filed form and of the forms filled in for steps, by key. papers: [{"name", "sha256"}].
    """

    ref: str
    code: str
    procedure: str
    procedure_name: str
    agency: str
    step: str
    applicant: Mapping[str, str]
    answers: Mapping[str, Any]
    papers: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class News:
    """How the case stands there. message: in the words of whoever works on it."""

    state: State
    message: str = ""


class Plugin(Protocol):
    """A kind of outside system. Nothing here may touch the database; all but check_config ask over HTTP.

    They raise effects.outside.errors.NoAnswer when there is no answer now, and effects.errors.GiveUp when
    asking again cannot help.
    """

    @property
    def LABEL(self) -> Any:
        """Its name in the administrator's menu."""

    @property
    def SCHEMA(self) -> Mapping[str, Any]:
        """JSON Schema of its options."""

    def check_config(self, params: Params) -> list[str]:
        """What is wrong with the options, in words for the administrator; asks nobody over the network."""

    def send(self, case: Case, params: Params) -> str:
        """Hand the case over. Returns the other side's reference."""

    def ask(self, reference: str, params: Params) -> News:
        """How the case stands. GiveUp, where nothing is known of it any more, sends it back to the step."""

    def take_back(self, reference: str, reason: str, params: Params) -> None:
        """Tell the other side that the case is wanted back."""
