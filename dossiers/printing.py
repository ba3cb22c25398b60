"""Printed when asked for, never kept: the form with its answers as they stand, and the control slip."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import allow, holds, user_of
from accounts.access_log import record
from dossiers import tracking
from dossiers.applicants import APPLICANT
from dossiers.desk.case import seen_by
from dossiers.models import Dossier
from dossiers.reach import may_reach
from dossiers.slips import control, tracking_address
from eforms.drafts import filed_facts
from eforms.paper.printing import Printed, printed_pdf
from eforms.paper.views import pdf_answer


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
    record(
        user_id=request.user.pk or 0,
        action="dossier.print_form",
        subject=f"dossier:{dossier.pk}",
        agency=dossier.agency_code,
        at=timezone.now(),
    )
    return _printed(dossier)


@allow(holds("dossier.print"))
@never_cache
@require_GET
def control_slip(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Form 06, made anew each time; printing it is written to the access log."""
    dossier, officer, at = seen_by(request, dossier_id), user_of(request), timezone.now()
    if not may_reach(officer, "dossier.print", dossier, at):
        raise PermissionDenied
    record(
        user_id=officer.pk,
        action="dossier.print_control",
        subject=f"dossier:{dossier.pk}",
        agency=dossier.agency_code,
        at=at,
    )
    content = control.drawn(dossier, by=officer.full_name, at=at)
    return pdf_answer(content, f"phieu-kiem-soat-{dossier.shown_code}.pdf")


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
    return pdf_answer(content, f"to-khai-{dossier.shown_code}.pdf")
