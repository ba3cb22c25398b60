"""The demo's forms and procedures into the catalogue: adds what is missing, overwrites nothing."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from eforms.exchange.library import load_missing
from eforms.models import EForm
from portal.demo.catalogue import ENTRIES
from portal.demo.catalogue.entry import Branches, Case, Channel, Entry, Work
from portal.demo.catalogue.laws import TITLES
from portal.demo.officer_forms import publish_officer_forms
from procedures.filling import fill
from procedures.importing.field_pages import Fields
from procedures.pages import ProcedurePage

FORMS = sorted({entry.form for entry in ENTRIES if entry.form})
"""Codes of the ready forms (eforms/library/) that the demo's procedures are filed with."""
STEPS = uuid.UUID("6f1c1d7e-3f0b-4a53-9f1e-0a3c4bb1b0a7")
IN_FORCE_SINCE = date(2025, 7, 1)  # before the oldest demo dossier
FIELDS_IN_ENGLISH = {
    "Hộ tịch": "Civil status",
    "Nuôi con nuôi": "Adoption",
    "Đăng ký, quản lý cư trú": "Residence",
    "Cấp, quản lý căn cước": "Identity cards",
    "Sát hạch, cấp giấy phép lái xe": "Driving licences",
    "Lý lịch tư pháp": "Criminal records",
    "Chứng thực": "Certification",
    "Trợ giúp pháp lý": "Legal aid",
    "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)": "Household businesses",
    "Thành lập và hoạt động của doanh nghiệp": "Companies",
    "Đất đai": "Land",
    "Hoạt động xây dựng": "Construction",
    "Bảo trợ xã hội": "Social protection",
    "Giảm nghèo": "Poverty reduction",
}


def publish_forms() -> int:
    """Take from the library and publish the forms that are missing. Returns how many."""
    made, _left = load_missing(FORMS, publish=True)
    return len(made) + publish_officer_forms()


def publish_procedures(at: datetime) -> int:
    """Add and publish the procedures that are missing, each under its field. Returns how many."""
    known = set(ProcedurePage.objects.values_list("code", flat=True))
    missing = sorted((entry for entry in ENTRIES if entry.code not in known), key=_opens)
    if not missing:
        return 0
    fields = Fields()
    forms = {form.code: form for form in EForm.objects.all()}
    for entry in missing:
        page = ProcedurePage(code=entry.code, live=False, eform=forms.get(entry.form))
        fill(page, content(entry))
        parent = fields.page_of(entry.field)
        if not parent.title_en:
            parent.title_en = FIELDS_IN_ENGLISH[entry.field]
            parent.save()
        page.locale_id = parent.locale_id
        parent.add_child(instance=page)
        page.publish(page.save_revision(), at=at)
        fields.publish_above(page)
    return len(missing)


def _opens(entry: Entry) -> bool:
    """Whether a step of it opens a dossier of another procedure, which has to be there before."""
    branches = (branch for node in content(entry)["process"] for branch in node["branches"])
    return any(step["opens"] for branch in branches for step in branch["steps"])


def content(entry: Entry) -> dict[str, Any]:
    """The entry in the shape of a release's content."""
    return {
        "code": entry.code,
        "name": entry.name,
        "name_en": entry.name_en,
        "summary": entry.summary,
        "levels": list(entry.levels),
        "online_level": entry.online,
        "subjects": list(entry.subjects),
        "steps_text": "\n".join(f"{number}. {step}" for number, step in enumerate(entry.steps, start=1)),
        "conditions": entry.conditions,
        "competent_agency": entry.competent,
        "coordinating_agency": entry.coordinating,
        "agency_codes": list(entry.agencies),
        "receiving_address": "Trung tâm Phục vụ hành chính công của cơ quan giải quyết",
        "keywords": list(entry.keywords),
        "results": [
            {
                "name": name,
                "code": code,
                "document": None if place else entry.text,
                "signatures": [] if place else list(entry.signatures),
            }
            for place, (name, code) in enumerate(entry.results)
        ],
        "legal_bases": [{"number": number, "title": TITLES[number]} for number in entry.laws],
        "variants": [_variant(case) for case in entry.cases],
        "channels": [_channel(channel) for channel in entry.channels],
        "decision": {"number": entry.decision, "kind": "new", "effective_from": IN_FORCE_SINCE.isoformat()},
        "clock_policy": "P1",
        "pauses": [
            {"reason": reason, "on_resume": "continue", "legal": legal} for reason, legal in entry.pauses
        ],
        **({"copies": dict(zip(("scan", "title"), entry.copies, strict=True))} if entry.copies else {}),
        "process": [_node(entry.code, place, one) for place, one in enumerate(entry.process)],
    }


def _node(code: str, place: int, work: Work | Branches) -> dict[str, Any]:
    """A step, or branches that run at the same time; ids follow from the code, so that they stay."""

    def step(one: Work) -> dict[str, Any]:
        key = str(uuid.uuid5(STEPS, f"{code}/{one.name}"))
        return {
            "id": key,
            "name": one.name,
            "role": one.role,
            "hours": one.hours,
            "checks": list(one.checks),
            "tell": one.tell,
            "when": one.when,
            "agency": one.agency,
            "form": {"eform": one.form} if one.form else None,
            "signature": one.signature,
            "opens": {"procedure": one.opens[0], "agency": one.opens[1]} if one.opens else None,
        }

    branches = (("", (work,)),) if isinstance(work, Work) else work
    made = [
        {
            "id": str(uuid.uuid5(STEPS, f"{code}/{place}/{name}")),
            "name": name,
            "steps": [step(one) for one in steps],
        }
        for name, steps in branches
    ]
    return {"id": str(uuid.uuid5(STEPS, f"{code}/{place}")), "branches": made}


def _variant(case: Case) -> dict[str, Any]:
    papers = [
        {
            "name": paper.name,
            "originals": paper.originals,
            "copies": paper.copies,
            "required": paper.required,
            "note": paper.note,
        }
        for paper in case.papers
    ]
    return {"name": case.name, "name_en": case.name_en, "papers": papers}


def _channel(channel: Channel) -> dict[str, Any]:
    return {
        "channel": channel.channel,
        "time_limits": [{"amount": one.amount, "unit": one.unit, "text": one.text} for one in channel.limits],
        "fees": [
            {"kind": one.kind, "amount": one.amount, "text": one.text, **one.rule} for one in channel.fees
        ],
        "note": channel.note,
    }
