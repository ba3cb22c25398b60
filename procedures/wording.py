"""A release in a citizen's words: time limits, fees, ways of filing; no figure without its conditions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from payments.fees.wording import MOMENT_WORDS, fee_text, reduction_texts
from procedures.choices import Channel, FeeKind, Level, OnlineLevel, Subject, Unit

Content = dict[str, Any]


def time_text(limit: Content) -> str:
    """{"amount", "unit", "text"} -> "5 working days"; the text where there is no number; "No time limit"."""
    if limit["unit"] == Unit.NONE:
        return limit["text"] or _("No time limit")
    if limit["amount"] is None:
        return limit["text"]
    return _counted(limit["amount"], limit["unit"])


def _counted(amount: int, unit: str) -> str:
    if amount == 0 and unit in (Unit.WORKING_DAY, Unit.DAY):
        return _("within the day")
    words = {
        Unit.WORKING_DAY: ngettext("%(n)s working day", "%(n)s working days", amount),
        Unit.DAY: ngettext("%(n)s day", "%(n)s days", amount),
        Unit.WORKING_HOUR: ngettext("%(n)s working hour", "%(n)s working hours", amount),
        Unit.HOUR: ngettext("%(n)s hour", "%(n)s hours", amount),
        Unit.MONTH: ngettext("%(n)s month", "%(n)s months", amount),
    }
    return words[Unit(unit)] % {"n": amount}


def time_row(limit: Content) -> Content:
    """{"text", "original", "note"}: `original` only where the source says more than the number does."""
    shown = time_text(limit)
    with override("vi"):
        said = {shown.casefold(), time_text(limit).casefold(), str(limit["amount"])}
    original = limit["text"].strip()
    return {"text": shown, "original": "" if original.casefold() in said else original, "note": limit["note"]}


def fee_row(fee: Content) -> Content:
    """{"kind", "name", "text", "note", "more"}: an amount with a condition is never shown alone.

    more: who pays less, when it is asked for, by which provision; one line each.
    """
    free = fee["amount"] == 0 and not fee["text"].strip() and not fee.get("how")
    return {
        "kind": label(FeeKind, fee["kind"]),
        "name": fee.get("name", ""),
        "text": _("free of charge") if free else fee_text(fee),
        "note": fee["note"],
        "more": _more(fee),
    }


def _more(fee: Content) -> list[str]:
    days = {name: date.fromisoformat(fee[name]) for name in ("valid_from", "valid_to") if fee.get(name)}
    said = {name: day.strftime("%d/%m/%Y") for name, day in days.items()}
    rows = [
        _("In the cases: %(names)s") % {"names": "; ".join(fee["cases"])} if fee.get("cases") else "",
        _("For those who file from %(day)s") % {"day": said["valid_from"]} if "valid_from" in said else "",
        _("For those who file until %(day)s") % {"day": said["valid_to"]} if "valid_to" in said else "",
        *reduction_texts(fee),
        str(MOMENT_WORDS[fee["collected"]]) if fee.get("collected") in MOMENT_WORDS else "",
        fee.get("legal", ""),
    ]
    return [row for row in rows if row]


def way_row(channel: Content) -> Content:
    """One way of filing: {"label", "times", "fees", "note"}."""
    return {
        "label": label(Channel, channel["channel"]),
        "times": [time_row(limit) for limit in channel["time_limits"]],
        "fees": [fee_row(fee) for fee in channel["fees"]],
        "note": channel["note"],
    }


def label(choices: Any, code: str) -> str:
    """The label of a code; the code itself when a later version of the catalogue brought one unknown here."""
    return str(choices(code).label) if code in choices.values else code


def readable(content: Content) -> Content:
    """What the template shows beside the plain texts of a release."""
    forms = [paper["form"] for variant in content["variants"] for paper in variant["papers"] if paper["form"]]
    return {
        "levels": [label(Level, code) for code in content["levels"]],
        "online": label(OnlineLevel, content["online_level"]),
        "subjects": [label(Subject, code) for code in content["subjects"]],
        "ways": [way_row(channel) for channel in content["channels"]],
        "any_papers": any(variant["papers"] for variant in content["variants"]),
        "forms": len(forms),
    }
