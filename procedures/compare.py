"""Two releases, field by field: what was added, removed or changed, named as an editor names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from procedures import choices
from procedures.agency_list import names as agency_names
from procedures.process_blocks import process_words
from procedures.result_signers import Signer
from rules.money import format_vnd

LABELS = {
    "code": _("Procedure code"),
    "name": _("Name"),
    "name_en": _("Name in English"),
    "field": _("Field of the procedure"),
    "levels": _("Levels"),
    "online_level": _("Online level"),
    "subjects": _("Who may ask for it"),
    "summary": _("Summary"),
    "steps_text": _("Steps"),
    "conditions": _("Conditions"),
    "results": _("Results"),
    "procedure_type": _("Type of procedure"),
    "competent_agency": _("Competent agency"),
    "agency_codes": _("Agencies that settle it"),
    "coordinating_agency": _("Coordinating agency"),
    "receiving_address": _("Where dossiers are received"),
    "variants": _("Cases"),
    "papers": _("Papers"),
    "channels": _("Ways of filing"),
    "channel": _("Way of filing"),
    "time_limits": _("Time limits"),
    "fees": _("Fees"),
    "legal_bases": _("Legal bases"),
    "keywords": _("Keywords"),
    "decision": _("Decision of publication"),
    "replaced_by": _("Replaced by"),
    "clock_policy": _("Counting of time limits"),
    "process": _("Processing steps"),
    "branches": _("Branches"),
    "steps": _("Step"),
    "role": _("Who does it"),
    "hours": _("Working hours"),
    "when": _("Only when (formula)"),
    "checks": _("What is checked"),
    "produces": _("Papers that are made"),
    "tell": _("Tell the applicant when it begins"),
    "agency": _("At which agency"),
    "eform": _("E-form"),
    "signature": _("Confirmation"),
    "fee": _("Fee"),
    "stops": _("Time rests during this step"),
    "national_status": _("Status for the national system"),
    "undo": _("Finishing may be taken back"),
    "opens": _("Opens a dossier of this procedure"),
    "procedure": _("Procedure"),
    "sends": _("Passed on to an outside system"),
    "pauses": _("Reasons to stop the time"),
    "scan": _("Question with the scan"),
    "reason": _("Reason"),
    "on_resume": _("Afterwards"),
    "legal": _("Legal basis"),
    "form": _("E-form"),
    "number": _("Number"),
    "date": _("Date"),
    "kind": _("Kind"),
    "effective_from": _("Effective from"),
    "effective_to": _("Effective to"),
    "amount": _("Amount"),
    "unit": _("Unit"),
    "text": _("In words"),
    "note": _("Note"),
    "originals": _("Originals"),
    "copies": _("Copies"),
    "required": _("Always required"),
    "title": _("Title of the document"),
    "url": _("Address"),
    "document": _("Document made from a text"),
    "signatures": _("Signed electronically by, in this order"),
    "signer_roles": _("Roles of those who sign, in this order"),
    "body": _("Text the result is made from"),
    "signer": _("Who signs"),
    "sign": _("Sign of the number"),
    "version": _("Version"),
    "how": _("How the amount comes about"),
    "quantity": _("Quantity (formula)"),
    "tiers": _("Table of amounts"),
    "up_to": _("Up to"),
    "formula": _("Formula of the amount"),
    "minimum": _("At least (đồng)"),
    "maximum": _("At most (đồng)"),
    "round_to": _("Rounded to (đồng)"),
    "rounding": _("How it is rounded"),
    "cases": _("In these cases only"),
    "collected": _("When it is asked for"),
    "valid_from": _("Holds from"),
    "valid_to": _("Holds until"),
    "reductions": _("Exemptions and reductions"),
    "percent": _("Less by (percent)"),
    "paper": _("Paper that proves it"),
}
SILENT = {"id", "hash"}
CHOICES: dict[str, Any] = {
    "levels": choices.Level,
    "subjects": choices.Subject,
    "online_level": choices.OnlineLevel,
    "channel": choices.Channel,
    "unit": choices.Unit,
    "clock_policy": choices.ClockPolicy,
    "reason": choices.PauseReason,
    "on_resume": choices.OnResume,
    "stops": choices.PauseReason,
    "how": choices.FeeHow,
    "rounding": choices.Rounding,
    "collected": choices.Moment,
    "signatures": Signer,
}
DATES = {"date", "effective_from", "effective_to", "valid_from", "valid_to"}
MONEY = {"amount", "minimum", "maximum", "round_to"}


@dataclass(frozen=True)
class Change:
    """One difference. `path`: labels from the outside in; `before` or `after` is "" when added or removed."""

    path: tuple[str, ...]
    before: str
    after: str


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Differences of two contents, in the order of the newer; parts are matched by id, not by place."""
    before, after = dict(_leaves(old, ())), dict(_leaves(new, ()))
    names = {**_names(old, ()), **_names(new, ())}
    changed = [key for key in after if before.get(key, "") != after[key]]
    changed += [key for key in before if key not in after and before[key]]
    return [
        Change(_path(key, names), _named(key, before.get(key, "")), _named(key, after.get(key, "")))
        for key in changed
    ]


def _named(key: tuple[str, ...], value: str) -> str:
    """Codes of agencies as their names, of what differs only."""
    if key[-1] != "agency_codes" or not value:
        return value
    codes = value.split(", ")
    known = agency_names(set(codes))
    return ", ".join(known.get(one, one) for one in codes)


def _leaves(value: Any, key: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in SILENT:
                yield from _leaves(inner, (*key, name))
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for part, inner in _parts(value):
            yield from _leaves(inner, (*key, part))
    elif isinstance(value, list):
        yield key, ", ".join(_said(key, one) for one in value)
    else:
        yield key, _said(key, value)


def _said(key: tuple[str, ...], value: Any) -> str:
    """One value as people read it: 15000 -> "15.000 đ" in a fee, "working_day" -> "working days"."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if key[-1] in DATES:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    if key[-1] in MONEY and "fees" in key:
        return format_vnd(value)
    if key[0] == "process" and (words := process_words(key[-1], value)):
        return words
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    known = _choices(key)
    return str(known(value).label) if known and value in known.values else str(value)


def _choices(key: tuple[str, ...]) -> Any:
    if key[-1] == "kind":
        return choices.FeeKind if "fees" in key else choices.DecisionKind
    return CHOICES.get(key[-1])


def _parts(value: list[Any]) -> Iterator[tuple[str, Any]]:
    for index, inner in enumerate(value):
        yield f"#{inner.get('id') or inner.get('channel') or inner.get('number') or index}", inner


def _names(value: Any, key: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    """What a part is called, by its key: {("variants", "#…", "papers", "#…"): "Giấy chứng sinh"}."""
    found: dict[tuple[str, ...], str] = {}
    if isinstance(value, Mapping):
        for name, inner in value.items():
            found |= _names(inner, (*key, name))
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for part, inner in _parts(value):
            found[(*key, part)] = _called(inner)
            found |= _names(inner, (*key, part))
    return found


def _called(part: Mapping[str, Any]) -> str:
    for name in ("channel", "reason"):
        if part.get(name):
            return _said((name,), part[name])
    return str(part.get("name") or part.get("title") or part.get("number") or "")


def _path(key: tuple[str, ...], names: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    words = [
        names.get(key[: place + 1], "") if step.startswith("#") else _label(step, key)
        for place, step in enumerate(key)
    ]
    return tuple(word for word in words if word)


def _label(step: str, key: tuple[str, ...]) -> str:
    if step == "amount" and "time_limits" in key:
        return str(_("How long"))
    return str(LABELS.get(step, step))
