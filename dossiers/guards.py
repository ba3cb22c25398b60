"""What must hold before an action: functions that return None or the code of the reason (errors.REASONS)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dossiers.actors import Actor
from dossiers.assigning import candidates
from dossiers.charges import open_invoice
from dossiers.models import Dossier


@dataclass(frozen=True)
class Command:
    """One wish to act: `payload` holds what the action takes, cleaned of empty values."""

    dossier: Dossier
    action: str
    actor: Actor
    at: datetime
    key: str
    payload: dict[str, Any]


Guard = Callable[[Command], str | None]

# -- about the dossier: which row of the table applies, whether the action is offered


def not_yet_accepted(command: Command) -> str | None:
    return "already_accepted" if command.dossier.accepted_at else None


def accepted_before(command: Command) -> str | None:
    return None if command.dossier.accepted_at else "not_yet_accepted"


def fee_settled(command: Command) -> str | None:
    return "invoice_open" if open_invoice(command.dossier.pk) else None


def colleague_there(command: Command) -> str | None:
    return None if candidates(command.dossier, command.at).exists() else "nobody_else"


# -- about what came with the action


def reason_given(command: Command) -> str | None:
    return None if str(command.payload.get("reason", "")).strip() else "reason_missing"


def papers_listed(command: Command) -> str | None:
    return None if command.payload.get("papers") else "papers_not_listed"


def answer_given(command: Command) -> str | None:
    given = command.payload.get("message") or command.payload.get("files")
    return None if given else "answer_empty"


def amount_given(command: Command) -> str | None:
    amount = command.payload.get("amount")
    return None if isinstance(amount, int) and amount > 0 else "amount_missing"
