"""Form 01, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" (TT 03/2025/TT-VPCP), one for each acceptance.

The slip is Vietnamese in every language; its words are in typst/slip_01.typ, here are only the facts.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from documents.codes import shown_code
from documents.issue import issue
from documents.models import IssuedDocument
from documents.render import pdf
from documents.stamp import code128_svg, qr_svg
from dossiers.models import Dossier, DossierEvent
from dossiers.numbering import VIETNAM
from eforms.drafts import filed_facts
from eforms.fields import TYPES
from eforms.judging.answers import visible_fields
from eforms.models import Submission
from payments.fees import fee_text

KIND = "M01"
TITLE = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"

PEOPLES_COMMITTEE = re.compile(r"^(ủy ban nhân dân|ubnd)\s+", re.IGNORECASE)
KIND_OF_PLACE = re.compile(r"^(tỉnh|thành phố|phường|xã|đặc khu|thị trấn)\s+", re.IGNORECASE)


def issue_slip(event: DossierEvent) -> IssuedDocument:
    """The slip of an acceptance; asked again, the same one. Raises TemplateBroken."""
    subject = Dossier.objects.select_related(
        "release", "agency__parent", "agency__place", "reception_unit", "submission__version"
    ).get(pk=event.dossier_id)
    code = event.payload["code"]
    images = {"qr.svg": qr_svg(tracking_address(code)), "code.svg": code128_svg(code)}

    def page(verify_code: str) -> bytes:
        facts = facts_of(subject, event, verify_code)
        return pdf("dossiers/slip_01.typ", facts, images=images, at=event.at)

    return issue(
        kind=KIND,
        title=f"{TITLE} {code}",
        content=page,
        subject=("dossier", str(subject.pk)),
        agency_name=subject.agency.name,
        key=f"slip:{event.pk}",
        at=event.at,
        number=code,
    )


def tracking_address(code: str) -> str:
    """Where the QR code leads: the look-up page with the code filled in; the secret is still asked for."""
    return f"{settings.BASE_URL}{reverse('dossiers:look_up')}?ma={code}"


def facts_of(dossier: Dossier, event: DossierEvent, verify_code: str) -> dict[str, Any]:
    """What is printed: see the fields of form 01. Times are {hour, minute, day, month, year} in Vietnam."""
    content = dossier.release.content
    unit, limit = dossier.reception_unit, event.payload.get("time_limit") or {}
    due = event.payload["clock"]["due"]
    return {
        "agency": dossier.agency.name,
        "above": dossier.agency.parent.name if dossier.agency.parent else "",
        "unit": unit.name if unit else "",
        "unit_address": unit.address if unit else "",
        "hotline": unit.hotline if unit else "",
        "place": _place(dossier),
        "code": event.payload["code"],
        "running_number": event.payload["code"].rsplit("-", 1)[-1],
        "applicant": dossier.applicant_name,
        "number": dossier.applicant_number,
        "address": address_of(dossier.submission),
        "phone": dossier.applicant_phone,
        "email": dossier.applicant_email,
        "procedure": content["name"],
        "procedure_code": dossier.procedure_code,
        "papers": papers_of(dossier),
        "limit": {
            "amount": limit.get("amount"),
            "unit": limit.get("unit") or "none",
            "text": limit.get("text") or "",
        },
        "policy": dossier.clock_policy,
        "received": _parts(event.at),
        "due": _parts(datetime.fromisoformat(due)) if due else None,
        "channel": dossier.channel,
        "fees": fees_of(content, dossier.channel),
        "officer": event.actor_name,
        "verify_code": shown_code(verify_code),
        "verify_address": settings.BASE_URL + reverse("documents:verify"),
        "tracking_address": settings.BASE_URL + reverse("dossiers:look_up"),
    }


def papers_of(dossier: Dossier) -> list[dict[str, Any]]:
    """[{name, kind: original, copy, electronic, form; count}]: what was uploaded, else what is required."""
    if dossier.submission_id:
        handed = Counter(paper.label for paper in dossier.papers.filter(round=0))
        form = [{"name": "", "kind": "form", "count": 1}]
        return form + [{"name": name, "kind": "electronic", "count": count} for name, count in handed.items()]
    rows = []
    for paper in variant_of(dossier.release.content, dossier.variant).get("papers", []):
        for kind, count in (("original", paper.get("originals")), ("copy", paper.get("copies"))):
            if count:
                rows.append({"name": paper["name"], "kind": kind, "count": count})
    return rows


def variant_of(content: dict[str, Any], variant: str) -> dict[str, Any]:
    """The variant of the release by id, else its first one; {} when it has none."""
    variants = content.get("variants") or [{}]
    return next((one for one in variants if one.get("id") == variant), variants[0])


def fees_of(content: dict[str, Any], channel: str) -> list[str]:
    """What the release says about fees in this channel, line by line."""
    found: dict[str, Any] = next(
        (one for one in content.get("channels", []) if one.get("channel") == channel), {}
    )
    return [fee_text(fee).rstrip(".") for fee in found.get("fees") or []]


def address_of(submission: Submission | None) -> str:
    """The applicant's address as a line of text; "" when the form did not ask."""
    if submission is None:
        return ""
    for question in visible_fields(
        submission.version.content, submission.answers, facts=filed_facts(submission)
    ):
        if question.get("use") == "address" and submission.answers.get(question["key"]):
            return str(TYPES["address"].text(question, submission.answers[question["key"]]))
    return ""


def _place(dossier: Dossier) -> str:
    """Where the slip is made out: the agency's place, else the one in its name; without "xã", "phường"…"""
    agency = dossier.agency
    named = agency.place.name if agency.place else PEOPLES_COMMITTEE.sub("", agency.name)
    return KIND_OF_PLACE.sub("", named) if named != agency.name else ""


def _parts(at: datetime) -> dict[str, str]:
    here = at.astimezone(VIETNAM)
    return {
        "hour": f"{here:%H}",
        "minute": f"{here:%M}",
        "day": f"{here:%d}",
        "month": f"{here.month:02d}" if here.month < 3 else str(here.month),
        "year": f"{here:%Y}",
    }
