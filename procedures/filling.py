"""Content of a release -> the fields of a page: what an import or a demo writes. Inverse of snapshot."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from procedures.fee_blocks import fee_as_raw
from procedures.process_blocks import as_blocks
from procedures.result_signers import signers_of
from procedures.snapshot import LISTS, TEXTS

if TYPE_CHECKING:
    from procedures.pages import ProcedurePage

Content = dict[str, Any]

# Ids made from what a block says: the same record imported twice gives the same ids, so nothing changes.
BLOCK_IDS = uuid.UUID("6f1c1f0e-7d0b-5a57-9c53-0c4a0d3a8a55")


class _Ids:
    """Deterministic block ids for one procedure: same kind and text -> same id; the n-th double its own."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.seen: Counter[str] = Counter()

    def __call__(self, given: Content, kind: str, text: str) -> str:
        if given.get("id"):
            return str(given["id"])
        key = f"{self.code}/{kind}/{text}"
        self.seen[key] += 1
        return str(uuid.uuid5(BLOCK_IDS, f"{key}/{self.seen[key]}"))


def fill(page: ProcedurePage, content: Content) -> None:
    """Set every field the content names, leave the others; does not save.

    Takes the shape of `snapshot.snapshot`; keys may be missing, so may `id`s (made from the texts then);
    dates are ISO texts or dates. `field`, `form` and `replaced_by` name other pages and forms: the caller
    sets those.
    """
    ids = _Ids(content.get("code") or page.code or "")
    for name in (*TEXTS, *LISTS):
        if name in content:
            setattr(page, name, content[name])
    for name, kind, value in STREAMS:
        if name in content:
            setattr(page, name, _stream(kind, content[name], ids, value))
    if "copies" in content:
        page.copy_scan, page.copy_title = content["copies"]["scan"], content["copies"]["title"]
    if "process" in content:
        page.process = json.dumps(as_blocks(content["process"]))
    _fill_decision(page, content.get("decision") or {})


def _fill_decision(page: ProcedurePage, decision: Content) -> None:
    for key, field in (("number", "decision_number"), ("kind", "decision_kind")):
        if key in decision:
            setattr(page, field, decision[key] or "")
    for key, field in (
        ("date", "decision_date"),
        ("effective_from", "effective_from"),
        ("effective_to", "effective_to"),
    ):
        if key in decision:
            day = decision[key]
            setattr(page, field, date.fromisoformat(day) if isinstance(day, str) and day else day or None)


def _stream(kind: str, items: list[Content], ids: _Ids, value: Any) -> str:
    """StreamField takes its stored form as JSON text; given Python lists it would drop the ids inside."""
    raw = [
        {"type": kind, "id": ids(item, kind, str(_text(item))), "value": value(item, ids)} for item in items
    ]
    return json.dumps(raw)


def _text(item: Content) -> str:
    names = ("name", "channel", "number", "title", "reason")
    return next((item[name] for name in names if item.get(name)), "")


def _items(items: list[Content], ids: _Ids, kind: str, value: Any) -> list[Content]:
    return [
        {"type": "item", "id": ids(item, kind, value(item)["_"]), "value": _bare(value(item))}
        for item in items
    ]


def _bare(value: Content) -> Content:
    return {name: one for name, one in value.items() if name != "_"}


def _result(item: Content, _ids: _Ids) -> Content:
    document = item.get("document") or {}
    parts = {name: document.get(name, "") for name in ("title", "body", "signer", "sign")}
    signatures = [{"by": by, "role": role} for by, role in signers_of(item)]
    signed = {"signatures": signatures} if signatures else {}
    return {"name": item.get("name", ""), "code": item.get("code", ""), **signed, **parts}


def _legal_basis(item: Content, _ids: _Ids) -> Content:
    return {name: item.get(name, "") for name in ("number", "title", "url")}


def _pause(item: Content, _ids: _Ids) -> Content:
    return {name: item.get(name, "") for name in ("reason", "on_resume", "legal")}


def _variant(item: Content, ids: _Ids) -> Content:
    name = item.get("name", "")
    papers = _items(item.get("papers", []), ids, f"paper/{name}", _paper)
    return {"name": name, "name_en": item.get("name_en", ""), "papers": papers}


def _paper(item: Content) -> Content:
    form = item.get("form") or {}
    return {
        "_": item["name"],
        "name": item["name"],
        "originals": item.get("originals", 1),
        "copies": item.get("copies", 0),
        "required": item.get("required", True),
        "note": item.get("note", ""),
        "form_name": form.get("name", ""),
        "form_link": form.get("url", ""),
        "form_document": None,
    }


def _channel(item: Content, ids: _Ids) -> Content:
    channel = item["channel"]
    return {
        "channel": channel,
        "time_limits": _items(item.get("time_limits", []), ids, f"time/{channel}", _time_limit),
        "fees": _items(item.get("fees", []), ids, f"fee/{channel}", _fee),
        "note": item.get("note", ""),
    }


def _time_limit(item: Content) -> Content:
    values = {
        "amount": item.get("amount"),
        "unit": item["unit"],
        "text": item.get("text", ""),
        "note": item.get("note", ""),
    }
    return {"_": f"{values['amount']}/{values['unit']}/{values['text']}", **values}


def _fee(item: Content) -> Content:
    values = fee_as_raw(item)
    return {"_": f"{values['kind']}/{values['text']}", **values}


STREAMS = (
    ("results", "result", _result),
    ("legal_bases", "legal_basis", _legal_basis),
    ("variants", "variant", _variant),
    ("channels", "channel", _channel),
    ("pauses", "pause", _pause),
)
