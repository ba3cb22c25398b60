"""What is to be paid for a dossier: asked by an officer, settled by the cashier's receipt."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import DossierEvent


def open_invoice(dossier_id: uuid.UUID | str) -> Any | None:
    """The invoice of the dossier that is not settled yet."""
    return None


def ask_fee(command: Command, event: DossierEvent) -> None:
    """Issue the invoice the officer asked for, in the transaction of the event."""
