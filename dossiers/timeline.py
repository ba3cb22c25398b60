"""What happened, in plain words: one entry an event, with what its reader may know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.assignment_rules import words as rule_words
from dossiers.checking import check_words, counted
from dossiers.clock_words import amount, pause_words
from dossiers.linked.shown import OUTCOMES
from dossiers.models import Dossier, DossierEvent
from dossiers.stepping import agency_names, role_names
from dossiers.ways import Way
from procedures.processing_rules import rules
from rules.money import format_vnd

TITLES: dict[str, str | Promise] = {
    "submit": gettext_lazy("Dossier filed"),
    "accept": gettext_lazy("Dossier accepted"),
    "refuse": gettext_lazy("Dossier not accepted"),
    "ask_supplement": gettext_lazy("More papers asked for"),
    "supplement": gettext_lazy("Answer to the request"),
    "take_supplement": gettext_lazy("Missing papers brought to the counter"),
    "check_papers": gettext_lazy("Papers checked"),
    "assign": gettext_lazy("Given to a specialist"),
    "hand_over": gettext_lazy("Handed over to a colleague"),
    "pass_on": gettext_lazy("Passed on to another agency"),
    "take_back": gettext_lazy("Called back what was passed on"),
    "come_back": gettext_lazy("What was passed on came back"),
    "recall": gettext_lazy("Called back by the agency it came from"),
    "ask_payment": gettext_lazy("Asked to pay"),
    "pay": gettext_lazy("Payment recorded"),
    "complete_step": gettext_lazy("Step finished"),
    "send_back": gettext_lazy("Sent back to an earlier step"),
    "pause": gettext_lazy("Time stopped by the agency"),
    "resume": gettext_lazy("Time runs again"),
    "undo_step": gettext_lazy("Step taken back"),
    "correct": gettext_lazy("Slip corrected"),
    "ask_opinion": gettext_lazy("A colleague's opinion asked"),
    "give_opinion": gettext_lazy("Opinion given"),
    "ask_extension": gettext_lazy("Extension asked for"),
    "extend": gettext_lazy("Term extended"),
    "deny_extension": gettext_lazy("Extension denied"),
    "apologise": gettext_lazy("Apology and new appointment"),
    "recount": gettext_lazy("The dates were counted anew"),
    "ask_withdrawal": gettext_lazy("Withdrawal asked for"),
    "recall_withdrawal": gettext_lazy("Withdrawal taken back"),
    "deny_withdrawal": gettext_lazy("Withdrawal denied"),
    "grant_withdrawal": gettext_lazy("Dossier withdrawn"),
    "stop": gettext_lazy("Processing was stopped"),
    "compare": gettext_lazy("Compared with the original"),
    "submit_copies": gettext_lazy("Copy submitted for signature"),
    "submit_result": gettext_lazy("Result handed in to be signed"),
    "refuse_result": gettext_lazy("Result not signed"),
    "finish": gettext_lazy("Result ready"),
    "return_for_correction": gettext_lazy("Result sent back for correction"),
    "hand_result": gettext_lazy("Result handed over"),
    "ask": gettext_lazy("Question asked"),
    "reply": gettext_lazy("Question answered"),
    "follow": gettext_lazy("Another person may follow"),
    "unfollow": gettext_lazy("A person may no longer follow"),
    "warn": gettext_lazy("Warned: time runs out"),
    "escalate": gettext_lazy("Overdue: leaders were told"),
}
YOU = gettext_lazy("You")
INTERNAL = frozenset(
    {
        "assign",
        "hand_over",
        "accept",
        "hand_result",
        "resume",
        "extend",
        "complete_step",
        "undo_step",
        "compare",
        "submit_copies",
        "submit_result",
    }
)
"""Actions whose note is for colleagues, not for the applicant."""
UNSEEN = frozenset(
    {
        "ask_extension", "deny_extension", "send_back", "check_papers", "warn", "escalate", "ask_opinion",
        "give_opinion", "refuse_result",
    }
)  # fmt: skip
"""What colleagues settle among themselves: the applicant hears of the outcome."""


@dataclass(frozen=True)
class Detail:
    """Something that was said with an action: a text, or items of a list."""

    label: str
    text: str = ""
    items: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """who: for the applicant a role at the agency, for officers a name."""

    sequence: int
    action: str
    at: datetime
    title: str | Promise
    who: str
    to_status: int
    details: list[Detail] = field(default_factory=list)


def for_applicant(
    dossier: Dossier, events: Iterable[DossierEvent], *, applicant: str | Promise = YOU
) -> list[Entry]:
    """Newest first. Officers appear by role and agency; with their name where the rules say so.

    applicant: what the applicant is called; a follower is not "you".
    """
    roles, events, named = role_names(), list(events), rules().officer_names
    agencies = elsewhere(dossier, events)

    def who(event: DossierEvent) -> str:
        if event.actor_kind == "applicant":
            return str(applicant)
        if event.actor_kind == "system":
            return _("Automatic")
        place = event.payload.get("taken_in", {}).get("agency")
        place = place or agencies.get(event.agency_code, dossier.agency.name)
        role = roles.get(event.role, _("Officer"))
        return f"{f'{event.actor_name} ({role})' if named else role}, {place}"

    return [_entry(event, who, internal=False) for event in events if event.action not in UNSEEN][::-1]


def elsewhere(dossier: Dossier, events: Iterable[DossierEvent]) -> dict[str, str]:
    """{code: name} of the other agencies for which something was done."""
    codes = {event.agency_code for event in events} - {dossier.agency_code, ""}
    return agency_names({code: code for code in codes})


def for_officer(dossier: Dossier, events: Iterable[DossierEvent]) -> list[Entry]:
    """Newest first, with names, and the agency where it is another."""
    roles, events = role_names(), list(events)
    agencies = elsewhere(dossier, events)

    def who(event: DossierEvent) -> str:
        if event.actor_kind == "officer":
            parts = (roles.get(event.role, event.role), agencies.get(event.agency_code, ""))
            said = f"{event.actor_name} ({', '.join(filter(None, parts))})"
            absent = event.payload.get("in_place_of")
            return (
                _("%(who)s, in place of %(absent)s") % {"who": said, "absent": absent["name"]}
                if absent
                else said
            )
        return (
            _("%(name)s (applicant)") % {"name": event.actor_name}
            if event.actor_kind == "applicant"
            else _("Automatic")
        )

    return [_entry(event, who, internal=True) for event in events][::-1]


def _entry(event: DossierEvent, who: Callable[[DossierEvent], str], *, internal: bool) -> Entry:
    return Entry(
        sequence=event.sequence,
        action=event.action,
        at=event.at,
        title=TITLES.get(event.action, event.action),
        who=who(event),
        to_status=event.to_status,
        details=_details(event, internal=internal),
    )


def _reception(said: dict[str, Any]) -> list[Detail]:
    """What reception says: how papers came and which, how they were found, when they are passed on."""
    taken, day = said.get("taken_in", {}), said.get("handed_on")
    return [
        Detail(_("Taken in at"), taken.get("unit", "")),
        Detail(_("How the papers came"), str(Way(taken["way"]).label) if taken else ""),
        Detail(_("Papers at the counter"), items=[counted(one) for one in taken.get("papers", [])]),
        Detail(_("Brought"), items=said.get("brought", [])),
        Detail(_("Brought by"), said.get("bearer", "")),
        Detail(_("Papers"), items=[check_words(one) for one in said.get("checks", [])]),
        Detail(_("Passed on to the agency"), date_format(date.fromisoformat(day)) if day else ""),
    ]


def _linked(said: dict[str, Any]) -> list[Detail]:
    """What was passed on and how it came back; where a dossier comes from."""
    passed, origin = said.get("passed", {}), said.get("origin", {})
    return [
        Detail(_("Passed on to"), passed.get("to", "")),
        Detail(_("Procedure there"), passed.get("procedure", "")),
        Detail(_("Outcome"), str(OUTCOMES.get(said.get("outcome", ""), ""))),
        Detail(_("Comes from"), " – ".join(filter(None, map(origin.get, ("agency", "code", "procedure"))))),
    ]


def _copy(action: str, said: dict[str, Any]) -> list[Detail]:
    """What was seen of the original, the number of the copy."""
    seen = len(said.get("pages", [])) if action == "compare" else 0
    return [
        Detail(_("Pages of the original seen"), str(seen) if seen else ""),
        Detail(_("Number of the copy"), ", ".join(filter(None, map(said.get, ("number", "book"))))),
    ]


def _details(event: DossierEvent, *, internal: bool) -> list[Detail]:
    said: dict[str, Any] = event.payload
    note = said.get("note", "") if internal or event.action not in INTERNAL else ""
    files = len(said.get("files", [])) + len(said.get("corrected_files", []))
    rows = [
        Detail(_("Dossier code"), said.get("code", "")),
        *_reception(said),
        *_linked(said),
        Detail(_("Working calendar"), said.get("calendar", "")),
        Detail(_("Step"), said.get("step_name", "")),
        Detail(_("Back to"), said.get("to_name", "")),
        Detail(_("Confirmed"), _("with a one-time code") if said.get("signature") else ""),
        Detail(_("Checked"), items=said.get("checked", [])),
        Detail(_("Why the time stops"), pause_words(said)),
        Detail(_("More time"), amount(said["more"], said["unit"]) if said.get("more") else ""),
        Detail(
            _("Answer wanted by") if event.action == "ask_opinion" else _("New day"),
            date_format(date.fromisoformat(said["until"])) if said.get("until") else "",
        ),
        Detail(_("Reason"), said.get("reason", "") or said.get("refusal", "")),
        *_copy(event.action, said),
        Detail(_("What is missing"), items=said.get("papers", [])),
        Detail(_("To be corrected"), items=said.get("question_names", [])),
        Detail(_("Corrected"), items=[one["label"] for one in said.get("changes", []) if one["label"]]),
        Detail(_("Asked"), said.get("colleague_name", "")),
        Detail(
            _("Question") if event.action in ("ask", "ask_opinion") else _("Reply"), said.get("message", "")
        ),
        Detail(_("Person"), said.get("name", "")),
        Detail(_("Result made"), " – ".join(filter(None, map(said.get, ("result_name", "result_number"))))),
        Detail(_("Not signed by"), said.get("signer", "")),
        Detail(_("Sent by post with"), " – ".join(filter(None, map(said.get, ("carrier", "tracking"))))),
        Detail(_("Files"), str(files) if files else ""),
        Detail(_("Officer"), said.get("assignee_name", "") if internal else ""),
        Detail(_("By rule"), rule_words(said["rule"]) if internal and said.get("rule") else ""),
        Detail(_("Sum"), format_vnd(said["amount"]) if said.get("amount") else ""),
        Detail(_("To be paid within"), amount(said["days"], "day") if said.get("days") else ""),
        Detail(_("Receipt"), said.get("receipt", "")),
        Detail(_("Agency the form asked for"), said.get("wanted_agency", "") if internal else ""),
        Detail(_("Note"), note),
    ]
    return [detail for detail in rows if detail.text or detail.items]
