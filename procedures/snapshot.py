"""A page as the canonical content of a release, and back: the one place that knows both shapes."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from eforms.canonical import in_one_way
from eforms.models import FormVersion
from procedures.fee_blocks import compiled_fee
from procedures.process_blocks import compiled_process

if TYPE_CHECKING:
    from procedures.pages import ProcedurePage

Content = dict[str, Any]

TEXTS = (
    "code",
    "name",
    "name_en",
    "summary",
    "online_level",
    "steps_text",
    "conditions",
    "procedure_type",
    "competent_agency",
    "coordinating_agency",
    "receiving_address",
    "clock_policy",
)
LISTS = ("levels", "subjects", "keywords", "agency_codes")


def snapshot(page: ProcedurePage) -> Content:
    """The whole procedure as published: plain JSON values, NFC, ids stable across versions.

    Keys: those of TEXTS and LISTS; `field` (its name); `results` [{name, code}], with {id,
    document: {title, body, signer, sign}} where one is made from a text, {id, signatures: [Signer]} where
    one is signed electronically, with {signer_roles: [code or ""]} where a role is named for one of them;
    `variants` [{id, name, name_en, papers [{id, name, originals, copies, form, required, note}]}], where a
    paper's form is {name, url} or null; `channels` [{channel, time_limits, fees, note}]:
    time limits {id, amount or null, unit, text, note}, fees {id, kind, amount in đồng or null, text, note}
    and what else their rule says (payments/fees/rule.py);
    `legal_bases` [{number, title, url}]; `decision` {number, date, kind, effective_from, effective_to}, dates
    ISO or null; `replaced_by` (a code or null); `form` {eform, version, hash} or null; `pauses`, where there
    are any: [{id, reason, on_resume, legal}]; `copies`, where the procedure certifies copies: keys of
    questions {scan, title}; `process`, where there is one: procedures/process.py.
    """
    parent = page.get_parent() if page.path else None
    content: Content = {name: getattr(page, name) or "" for name in TEXTS}
    content |= {name: list(getattr(page, name)) for name in LISTS}
    content |= {
        "field": parent.title if parent else "",
        "results": [_result(result) for result in page.results],
        "variants": [_variant(child) for child in page.variants],
        "channels": [_channel(child.value) for child in page.channels],
        "legal_bases": [_plain(basis.value, "number", "title", "url") for basis in page.legal_bases],
        "decision": _decision(page),
        "replaced_by": page.replaced_by.code if page.replaced_by else None,
        "form": _form(page),
    }
    if page.pauses:
        content["pauses"] = [
            {"id": pause.id, **_plain(pause.value, "reason", "on_resume", "legal")} for pause in page.pauses
        ]
    if page.copy_scan:
        content["copies"] = {"scan": page.copy_scan, "title": page.copy_title}
    if page.process:
        content["process"] = compiled_process(page.process)
    return in_one_way(content)


def canonical(content: Content) -> str:
    """The one text of a content: sorted keys, no spaces, letters as they are, NFC."""
    return json.dumps(in_one_way(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(content: Content) -> str:
    """SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _plain(value: Any, *names: str) -> Content:
    return {name: value.get(name) if value.get(name) is not None else "" for name in names}


def _result(child: Any) -> Content:
    named = _plain(child.value, "name", "code")
    if signatures := child.value.get("signatures") or ():
        named |= {"id": child.id, "signatures": [one["by"] for one in signatures]}
        roles = [one["role"] or "" for one in signatures]
        named |= {"signer_roles": roles} if any(roles) else {}
    if not (child.value.get("body") or "").strip():
        return named
    return {**named, "id": child.id, "document": _plain(child.value, "title", "body", "signer", "sign")}


def _variant(child: Any) -> Content:
    papers = [_paper(item) for item in child.value["papers"].bound_blocks]
    return {"id": child.id, **_plain(child.value, "name", "name_en"), "papers": papers}


def _paper(item: Any) -> Content:
    value = item.value
    return {
        "id": item.id,
        "name": value["name"],
        "originals": value["originals"],
        "copies": value["copies"],
        "form": _blank_form(value),
        "required": bool(value["required"]),
        "note": value["note"] or "",
    }


def _blank_form(value: Any) -> Content | None:
    document = value["form_document"]
    name = value["form_name"] or (document.title if document else "")
    url = document.url if document else value["form_link"] or ""
    return {"name": name or url, "url": url} if name or url else None


def _channel(value: Any) -> Content:
    return {
        "channel": value["channel"],
        "time_limits": [
            {"id": item.id, "amount": item.value["amount"], **_plain(item.value, "unit", "text", "note")}
            for item in value["time_limits"].bound_blocks
        ],
        "fees": [compiled_fee(item) for item in value["fees"].bound_blocks],
        "note": value["note"] or "",
    }


def _decision(page: ProcedurePage) -> Content:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "number": page.decision_number,
        "date": iso(page.decision_date),
        "kind": page.decision_kind,
        "effective_from": iso(page.effective_from),
        "effective_to": iso(page.effective_to),
    }


def _form(page: ProcedurePage) -> Content | None:
    version = form_version(page)
    return {"eform": version.eform.code, "version": version.number, "hash": version.hash} if version else None


def form_version(page: ProcedurePage) -> FormVersion | None:
    """The newest published version of the page's e-form: the one a release pins."""
    if page.eform_id is None:
        return None
    return FormVersion.objects.filter(eform=page.eform_id).select_related("eform").order_by("-number").first()
