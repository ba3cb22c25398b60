"""The printed form as people open it: a draft's before filing, an e-form's in the admin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import WAGTAIL_ADMIN, allow
from documents.serving import pdf_response
from eforms import drafts
from eforms.compile import compile_content
from eforms.fields.contract import Facts
from eforms.models import Draft, EForm
from eforms.pages.doors import FILLER, open_only
from eforms.paper.printing import Printed, printed_pdf
from eforms.receivers import destination


@allow(FILLER)
@never_cache
@require_GET
@open_only
def of_draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What has been filled in so far, as the paper form."""
    at = timezone.now()
    facts = drafts.facts_of(draft, drafts.day_of(at))
    goes = destination(draft, draft.answers)
    about = Printed(at=at, agency=goes.get("agency", ""), procedure=goes.get("procedure", draft.title))
    return pdf_response(printed_pdf(draft.version.content, draft.answers, facts, about), "to-khai.pdf")


@allow(WAGTAIL_ADMIN)
@never_cache
@require_GET
def of_eform(request: HttpRequest, eform_id: int) -> HttpResponse:
    """The newest draft of an e-form, unfilled: what its editor laid out."""
    eform = get_object_or_404(EForm, pk=eform_id)
    newest = eform.get_latest_revision_as_object()
    at = timezone.now()
    content = compile_content(newest)
    about = Printed(at=at, procedure=newest.title)
    return pdf_response(printed_pdf(content, {}, Facts(on=timezone.localdate(at)), about), "to-khai.pdf")
