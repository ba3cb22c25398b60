"""Printed when asked for, never kept: the form with its answers as they stand, and the control slip."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import allow, holds, user_of
from documents.render import pdf
from documents.serving import pdf_response
from dossiers import looks, tracking
from dossiers.applicants import APPLICANT
from dossiers.desk.case import seen_by
from dossiers.models import Dossier
from dossiers.reach import may_reach
from dossiers.slips import control, tracking_address
from eforms.drafts import filed_facts
from eforms.paper.printing import Printed, printed_pdf
from themes.marks import code128_svg


@allow(APPLICANT)
@never_cache
@require_GET
def for_applicant(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """The applicant's own copy."""
    return _printed(tracking.related().filter(pk=dossier_id).first())


@allow(holds("dossier.view"))
@never_cache
@require_GET
def for_officer(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """The same page at the desk; opening it is written to the access log."""
    dossier = seen_by(request, dossier_id)
    looks.note(user_of(request), "dossier.print_form", dossier, at=timezone.now())
    return _printed(dossier)


@allow(holds("dossier.print"))
@never_cache
@require_GET
def control_slip(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Form 06, made anew each time; printing it is written to the access log."""
    dossier, officer, at = seen_by(request, dossier_id), user_of(request), timezone.now()
    if not may_reach(officer, "dossier.print", dossier, at):
        raise PermissionDenied
    looks.note(officer, "dossier.print_control", dossier, at=at)
    content = control.drawn(dossier, by=officer.full_name, at=at)
    return pdf_response(content, f"phieu-kiem-soat-{dossier.shown_code}.pdf")


@allow(holds("dossier.print"))
@never_cache
@require_GET
def label(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """A sticker of 70 × 37 mm for the folder: the code as a bar code, whose it is, where it goes."""
    dossier, at = seen_by(request, dossier_id), timezone.now()
    if not may_reach(request.user, "dossier.print", dossier, at):
        raise PermissionDenied
    facts = {
        "code": dossier.shown_code,
        "applicant": dossier.applicant_name,
        "procedure": dossier.procedure_name,
        "agency": dossier.agency.name,
        "due": f"{timezone.localtime(dossier.due_at):%d/%m/%Y}" if dossier.due_at else "",
    }
    images = {"code.svg": code128_svg(dossier.shown_code)}
    return pdf_response(
        pdf("dossiers/label.typ", facts, images=images, at=at), f"nhan-{dossier.shown_code}.pdf"
    )


def _printed(dossier: Dossier | None) -> HttpResponse:
    if dossier is None or dossier.submission is None:
        raise Http404
    submission = dossier.submission
    about = Printed(
        at=submission.submitted_at,
        agency=dossier.agency.name,
        procedure=dossier.procedure_name,
        code=dossier.shown_code,
        address=tracking_address(dossier.shown_code),
    )
    facts = filed_facts(submission)
    content = printed_pdf(submission.version.content, dossier.answers, facts, about)
    return pdf_response(content, f"to-khai-{dossier.shown_code}.pdf")
