"""Every dossier can be computed again from its events, and a row changed by hand is found."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dossiers.models import Dossier, DossierEvent
from dossiers.replay import audit
from tests.dossiers.cases import brought


@pytest.fixture
def dossier(db: Any) -> Dossier:
    return brought(
        "accept", "assign", "ask_supplement", "ask_withdrawal", "recall_withdrawal", "supplement", "finish"
    )


def test_an_untouched_dossier_has_no_fault(dossier: Dossier) -> None:
    assert list(audit()) == []
    out = StringIO()
    call_command("audit_dossiers", stdout=out)
    assert "1" in out.getvalue()


@pytest.mark.parametrize(
    ("model", "change", "what"),
    [
        (Dossier, {"status": 10}, "status"),
        (Dossier, {"applicant_name": "Ai đó"}, "applicant_name"),
        (Dossier, {"due_at": None}, "due_at"),
        (DossierEvent, {"actor_name": "Ai đó"}, "hash"),
        (DossierEvent, {"payload": {"clock": {}, "note": "khác"}}, "hash"),
    ],
)
def test_a_row_changed_by_hand_is_found(
    dossier: Dossier, model: Any, change: dict[str, Any], what: str
) -> None:
    rows = model._base_manager.filter(sequence=3) if model is DossierEvent else model.objects.all()
    rows.update(**change)
    assert what in {fault.what for fault in audit()}
    with pytest.raises(CommandError):
        call_command("audit_dossiers", stdout=StringIO())


def test_an_event_taken_out_is_found(dossier: Dossier) -> None:
    DossierEvent._base_manager.filter(sequence=4).delete()
    assert {"sequence", "chain"} <= {fault.what for fault in audit()}


def test_the_last_event_taken_out_is_found(dossier: Dossier) -> None:
    DossierEvent._base_manager.filter(sequence=8).delete()
    assert "last_sequence" in {fault.what for fault in audit()}
