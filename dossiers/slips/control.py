"""Form 06, "Phiếu kiểm soát quá trình giải quyết hồ sơ": every hand-over, read from the events each time.

It is no issued document: it is drawn when somebody asks and says when. Nothing in it can be written over,
because nothing of it is kept but the events.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import translation

from accounts.models import Role
from documents.render import pdf
from dossiers.actions import SUPPLEMENTS
from dossiers.clock import outcome
from dossiers.document_texts import text_for
from dossiers.models import Dossier, DossierEvent, DossierStep
from dossiers.slips.appointments import appointments
from dossiers.slips.facts import RECEPTION, Case, head, moment_in, parts, tracking_address, words_for_texts
from dossiers.slips.sets import heading
from dossiers.stepping import agency_names
from dossiers.timeline import TITLES
from procedures.agencies import calendar_of
from procedures.calendar import Calendar
from procedures.processing_rules import rules
from themes.marks import code128_svg, qr_svg

KIND = "M06"
AT_RECEPTION = frozenset({"reception", "return_desk", "cashier"})
"""Roles whose holders sit where dossiers come in and results go out."""
TO_APPLICANT = frozenset(
    {"refuse", "ask_supplement", "ask_payment", "grant_withdrawal", "stop", "hand_result"}
)
TO_OFFICER = frozenset({"accept", *SUPPLEMENTS, "assign", "hand_over", "pay", "return_for_correction"})
"""To whoever works on it: the specialist once there is one, else the agency."""
TO_RECEPTION = frozenset({"submit", "finish"})
STEPS = frozenset({"complete_step", "send_back"})
"""To whoever does the steps that begin then."""
JUDGED = {"accept": "reception_due", "refuse": "reception_due", "stop": "due", "finish": "due"}
"""Where a stage ends that has a time of its own: the date of the clock it is held against."""


def drawn(dossier: Dossier, *, by: str, at: datetime) -> bytes:
    """The PDF as of now; `dossier` comes from tracking.related(). Raises TemplateBroken."""
    events = list(dossier.events.all())
    case = Case(dossier, events[-1], events)
    title = heading(KIND, rules().form_set)
    facts = {
        **head(case),
        **control_facts(case),
        "form": title.printed(),
        "paper_number": case.code,
        "made": parts(at),
        "printed": {"at": parts(at), "by": by},
    }
    facts["note"] = text_for(KIND, title.form_set, words_for_texts(facts))
    images = {"qr.svg": qr_svg(tracking_address(case.code)), "code.svg": code128_svg(case.code)}
    return pdf("dossiers/slip_06.typ", facts, images=images, at=at)


def control_facts(case: Case) -> dict[str, Any]:
    """rows: [{where, at, giver, taker, result: early, on_time, late or ""; what, said}]; result: of all."""
    calendar, steps = calendar_of(case.dossier.agency), _Steps(case)
    with translation.override("vi"):
        rows = [_row(case, number, steps, calendar) for number in range(len(case.events))]
    ended = moment_in(case.event.payload["clock"]["ended"])
    return {
        "rows": rows,
        "appointments": appointments(case.events),
        "ended": parts(ended) if ended else None,
        "result": outcome(case.due, ended, calendar) if ended else "",
    }


class _Steps:
    """Steps of the process: which one an event ended, and which begin with it."""

    def __init__(self, case: Case) -> None:
        self.rows = list(case.dossier.steps.all())
        self.roles = dict(Role.objects.values_list("code", "name")) if self.rows else {}
        own = case.dossier.agency_code
        self.agencies = agency_names({one.pk: one.agency_code for one in self.rows if one.agency_code != own})

    def begun(self, event: DossierEvent) -> str:
        found = [one for one in self.rows if one.entered_at == event.at]
        return "; ".join(f"{one.name} ({self._who(one)})" for one in found)

    def _who(self, row: DossierStep) -> str:
        return ", ".join(filter(None, (self.roles.get(row.role, row.role), self.agencies.get(row.pk, ""))))

    def due(self, event: DossierEvent) -> datetime | None:
        wanted = event.payload.get("step")
        ended = (one for one in self.rows if one.step == wanted and one.left_at == event.at)
        return next((one.due_at for one in ended), None)


def _row(case: Case, number: int, steps: _Steps, calendar: Calendar) -> dict[str, Any]:
    event = case.events[number]
    by_applicant = event.actor_kind == "applicant"
    title, step = str(TITLES.get(event.action, event.action)), event.payload.get("step_name")
    return {
        "where": "Người nộp hồ sơ" if by_applicant else _place(case, event),
        "at": parts(event.at),
        "giver": event.actor_name or "Hệ thống",
        "taker": steps.begun(event) if event.action in STEPS else _taker(case, number),
        "result": _result(event, steps, calendar),
        "what": f"{title} ({step})" if step else title,
        "said": str(event.payload.get("reason") or _passed_on(event)),
    }


def _passed_on(event: DossierEvent) -> str:
    """The day a paper dossier goes to its agency: after 15:00 the next working day."""
    day = event.payload.get("handed_on")
    return f"chuyển hồ sơ ngày {date.fromisoformat(day):%d/%m/%Y}" if day else ""


def _place(case: Case, event: DossierEvent) -> str:
    if event.agency_code not in ("", case.dossier.agency_code):
        return agency_names({"": event.agency_code})[""]
    return _unit(case) if event.role in AT_RECEPTION else case.dossier.agency.name


def _unit(case: Case) -> str:
    unit = case.dossier.reception_unit
    return unit.name if unit else RECEPTION


def _taker(case: Case, number: int) -> str:
    """Who has the dossier after the event; "" when it did not change hands."""
    action = case.events[number].action
    if action in TO_APPLICANT:
        return case.dossier.applicant_name
    if action in TO_RECEPTION or (action in SUPPLEMENTS and not _accepted(case, number)):
        return _unit(case)
    if action not in TO_OFFICER:
        return ""
    given = [one.payload["assignee_name"] for one in case.events[: number + 1] if "assignee" in one.payload]
    return str(given[-1]) if given else case.dossier.agency.name


def _accepted(case: Case, number: int) -> bool:
    return any(one.action == "accept" for one in case.events[:number])


def _result(event: DossierEvent, steps: _Steps, calendar: Calendar) -> str:
    """Trước hạn, đúng hạn or quá hạn, where a stage or step with a time of its own ends."""
    if event.action in JUDGED:
        due = moment_in(event.payload["clock"][JUDGED[event.action]])
    else:
        due = steps.due(event) if event.action in STEPS else None
    return outcome(due, event.at, calendar) if due else ""
