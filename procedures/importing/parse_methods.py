"""Ways of filing: one entry a channel, each with the time limits and fees the source lists for it. Pure."""

from __future__ import annotations

from typing import Any

from procedures.importing.doubts import Doubts
from procedures.importing.parse_fee import fee
from procedures.importing.parse_text import bare, items, record_of, text
from procedures.importing.parse_time import time_limit

CHANNELS = {
    "truc tiep": "in_person",
    "nop truc tiep": "in_person",
    "truc tuyen": "online",
    "nop truc tuyen": "online",
    "dich vu buu chinh": "post",
    "buu chinh": "post",
    "buu chinh cong ich": "post",
    "qua buu chinh": "post",
    "in_person": "in_person",
    "online": "online",
    "post": "post",
}


def channels(value: Any, doubts: Doubts) -> list[dict[str, Any]]:
    """[{"channel", "time_limits": […], "fees": […], "note"}], each channel once, in the source's order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in items(value, "methods", doubts):
        method = record_of(item, "methods", doubts)
        if method is None:
            continue
        said = text(method.get("channel"), "channel", doubts)
        channel = CHANNELS.get(bare(said))
        if channel is None:
            doubts.add("unknown_channel", said)
        else:
            found.setdefault(channel, []).append(method)
    if not found:
        doubts.add("no_method")
    return [_channel(channel, methods, doubts) for channel, methods in found.items()]


def _channel(channel: str, methods: list[dict[str, Any]], doubts: Doubts) -> dict[str, Any]:
    """Several rows of one channel are several time limits or fees of it; descriptions become their notes."""
    if len(methods) > 1:
        doubts.add("channel_repeated", channel)
    limits: list[dict[str, Any]] = []
    fees: list[dict[str, Any]] = []
    notes: list[str] = []
    for method in methods:
        described = text(method.get("description"), "description", doubts)
        limit, sum_due = time_limit(method, doubts), fee(method, doubts)
        if len(methods) > 1 and limit:
            limit["note"] = " ".join(filter(None, [described, limit["note"]]))
        elif described:
            notes.append(described)
        _append(limits, limit)
        _append(fees, sum_due)
    note = "\n".join(dict.fromkeys(notes))
    return {"channel": channel, "time_limits": limits, "fees": fees, "note": note}


def _append(known: list[dict[str, Any]], one: dict[str, Any] | None) -> None:
    if one is not None and one not in known:
        known.append(one)
