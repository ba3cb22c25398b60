"""Pages around the wizard: my drafts, continue later, links, parts that htmx asks for."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import PUBLIC, SIGNED_IN, allow
from eforms import drafts
from eforms.errors import StepUnknown, TooManyLinks
from eforms.judging.answers import step_of
from eforms.models import Draft
from eforms.pages.doors import FILLER, open_only
from eforms.pages.filling import Filling
from eforms.pages.resume import MailForm, address_of, send_link, send_to_applicant
from eforms.pages.row_changes import change_rows
from eforms.pages.step_form import StepForm
from eforms.pages.uploads import Refused, keep, take_files
from eforms.pages.wizard import REVIEW, Wizard
from themes.pressing import by_button

PER_PAGE = 20

wizard = allow(FILLER)(
    never_cache(Wizard.as_view([("first", StepForm)], url_name="eforms:step", done_step_name="-"))
)


@allow(SIGNED_IN)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """My open drafts."""
    found = Draft.objects.filter(owner=request.user, state=Draft.State.OPEN).order_by("-updated_at")  # type: ignore[misc]
    page = Paginator(found.select_related("version"), PER_PAGE).get_page(request.GET.get("page"))
    today = drafts.day_of(timezone.now())
    rows = [{"draft": draft, **drafts.progress(draft, today)} for draft in page]
    return render(request, "eforms/mine.html", {"rows": rows, "page_obj": page})


@allow(FILLER)
@require_GET
@open_only
def draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Where the person stopped."""
    facts = drafts.facts_of(draft, drafts.day_of(timezone.now()))
    return redirect("eforms:step", draft.pk, drafts.first_unfinished(draft, facts) or REVIEW)


@allow(PUBLIC)
@require_GET
def resume(request: HttpRequest, draft_id: UUID, secret: str) -> HttpResponse:
    """Redeem a link into the session and leave its address at once; the draft's page refuses a wrong one."""
    drafts.grant(request, draft_id, secret)
    return redirect("eforms:draft", draft_id)


@allow(FILLER)
@never_cache
@require_http_methods(["GET", "POST"])
@open_only
def later(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Saved; how to continue: from the account, or by a link shown once, or sent by e-mail."""
    form = MailForm(request.POST if request.POST.get("do") == "mail" else None)
    link = ""
    if request.POST.get("do") == "mail" and form.is_valid():
        address = form.cleaned_data["email"]
        try:
            send_link(draft, to=address, at=timezone.now())
        except TooManyLinks as refused:
            form.add_error("email", refused)
        else:
            messages.success(request, _("The link is on its way to %(email)s.") % {"email": address})
            return redirect("eforms:later", draft.pk)
    if request.POST.get("do") == "link":
        link = address_of(draft, drafts.new_link(draft, at=timezone.now()))
    return render(request, "eforms/later.html", {"draft": draft, "form": form, "link": link})


@allow(FILLER)
@require_http_methods(["GET", "POST"])
@open_only
def discard(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Give the draft up, after asking once."""
    if request.method == "GET":
        return render(request, "eforms/discard.html", {"draft": draft})
    drafts.discard(draft, at=timezone.now())
    messages.success(request, _("The draft was discarded."))
    return redirect("eforms:mine" if request.user.is_authenticated else "/")


@allow(FILLER)
@require_POST
@open_only
def autosave(request: HttpRequest, draft: Draft, step: str) -> HttpResponse:
    """Keep what stands on the page while somebody is still answering; the step is not done by that."""
    try:
        form = _form(request.POST, draft, step)
    except StepUnknown:
        return HttpResponse(status=204)
    at = timezone.now()
    keep(draft, form, at=at, done=False if form.problems else None, passing=True)
    return render(request, "eforms/parts/saved.html", {"form": form, "at": at})


@allow(FILLER)
@by_button("eforms:draft", "draft_id")
def regain(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send the link to the address written in the form; the page never says whether there is one."""
    with suppress(TooManyLinks):
        send_to_applicant(draft_id, at=timezone.now())
    context = {
        "title": _("Look into your mailbox"),
        "text": _(
            "If the form holds an e-mail address and was not saved with an account, a link to continue is on "
            "its way there."
        ),
        "actions": [(_("Front page"), "/")],
    }
    return render(request, "themes/message.html", context)


@allow(FILLER)
@require_POST
@open_only
def questions(request: HttpRequest, draft: Draft, step: str) -> HttpResponse:
    """The questions that the answer just changed can have an effect on; nothing is saved."""
    try:
        form = _form(request.POST, draft, step, changed=_changed(request))
    except StepUnknown:
        return redirect("eforms:draft", draft.pk)
    return render(request, "eforms/parts/questions.html", {"form": form, "draft": draft})


def _changed(request: HttpRequest) -> str:
    """The question whose part of the page asks (htmx says its id); "" when it does not say."""
    return request.headers.get("HX-Trigger", "").removeprefix("question-")


@allow(FILLER)
@require_POST
@open_only
def files(request: HttpRequest, draft: Draft, step: str, key: str) -> HttpResponse:
    """Take or remove a file at once; the step's other answers are kept as well."""
    try:
        taken = take_files(request, draft, step, at=timezone.now())
        sent = _form(taken.data, draft, step, taken.refused)
    except StepUnknown:
        return redirect("eforms:draft", draft.pk)
    keep(draft, sent, at=timezone.now(), done=False if sent.problems else None, passing=True)
    form = _form(taken.data, draft, step, taken.refused)
    question = form.question(key)
    if question is None:  # an answer given meanwhile took the question away
        return redirect("eforms:step", draft.pk, step)
    return render(request, "eforms/parts/question.html", {"form": form, "question": question, "draft": draft})


@allow(FILLER)
@require_POST
@open_only
def rows(request: HttpRequest, draft: Draft, step: str, key: str) -> HttpResponse:
    """Add, remove, copy or move a row at once; the answers stay as they stand on the page."""
    data = request.POST.copy()
    try:
        change = change_rows(data, step_of(draft.version.content, step))
    except StepUnknown:
        return redirect("eforms:draft", draft.pk)
    form = _form(data, draft, step)
    keep(draft, form, at=timezone.now(), done=False if form.problems else None, passing=True)
    question = form.question(key)
    if change is None or question is None:
        return redirect("eforms:step", draft.pk, step)
    context = {"form": form, "question": question, "draft": draft, "focus": change.row, "said": change.said}
    return render(request, "eforms/parts/rows_changed.html", context)


def _form(
    data: QueryDict, draft: Draft, step: str, refused: Refused | None = None, changed: str = ""
) -> StepForm:
    filling = Filling.with_offers(draft, drafts.facts_of(draft, drafts.day_of(timezone.now())), step)
    return StepForm(data, filling=filling, step_id=step, quiet=True, refused=refused, changed=changed)
