"""Form 04, "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết": before the term ends, or after it."""

from __future__ import annotations

from datetime import date
from typing import Any

from dossiers.pausing import APPOINTED_ANEW
from dossiers.slips.appointments import appointments
from dossiers.slips.facts import Case, moment_in, parts
from procedures.processing_rules import rules


def facts(case: Case) -> dict[str, Any]:
    """`more` is None for an apology: it promises a day (`new_day`) and leaves the due date as it is."""
    said = case.event.payload
    before = moment_in(case.events[-2].payload["clock"]["due"])
    extended = case.event.action == "extend"
    new = case.due if extended else date.fromisoformat(said["until"])
    return {
        "old_due": parts(before) if before else None,
        "first_due": parts(first) if (first := moment_in(said["clock"]["first_due"])) else None,
        "more": {"amount": said["more"], "unit": said["unit"]} if extended else None,
        "new_day": parts(new) if new else None,
        "reason": said["reason"],
        "time": sum(one.action in APPOINTED_ANEW for one in case.events),
        "most": rules().reappointments,
        "appointments": appointments(case.events),
    }
