"""Pages of the applicant: start filing, receipt, my dossiers, look-up, tracking."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import PUBLIC, SIGNED_IN, allow
from accounts.client_address import client_address
from dossiers import (
    applicants,
    duplicates,
    look_up,
    looks,
    reopening,
    start,
    timing,
    tracking,
    tracking_secret,
)
from dossiers.actions import APPLICANTS, LABELS, TOLD, Action
from dossiers.applicants import APPLICANT
from dossiers.correcting import pending
from dossiers.doing import do
from dossiers.errors import CannotFile
from dossiers.forms import ActForm, LookUpForm, StartForm
from dossiers.invoices import invoices
from dossiers.models import Dossier
from dossiers.supplements import hold
from eforms.drafts import grant as grant_draft
from eforms.minutes import minutes
from payments.models import Invoice
from procedures.pages import in_language
from procedures.wording import readable
from themes.pressing import by_button

PER_PAGE = 20


@allow(PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """What is needed, and the choice of agency and case; then the form."""
    at = timezone.now()
    on = timezone.localdate(at)
    try:
        release = start.fileable(code, on)
    except CannotFile as reason:
        return _cannot_file(request, reason)
    words = request.GET.get("q", "")
    earlier = applicants.filed_earlier(request, request.GET.get("tu", ""), code)
    found = start.agencies(release, on, words)
    shown, variants = found[: start.MANY], start.variants(release)
    form = StartForm(
        request.POST or None,
        agencies=[(str(agency.pk), agency.name) for agency in shown],
        variants=[(one["id"], in_language(one["name"], one.get("name_en", ""))) for one in variants]
        if len(variants) > 1
        else [],
        acting=start.acting_choices(release, applicants.person(request)),
        initial={"agency": request.GET.get("co-quan", str(earlier.agency_id) if earlier else "")}
        | ({"variant": earlier.variant} if earlier else {}),
    )
    if request.method == "POST" and form.is_valid():
        agency = start.agency_of(release, on, form.cleaned_data["agency"])
        draft, secret = start.begin_filing(
            release,
            agency,
            variant=start.variant_id(release, form.cleaned_data.get("variant", "")),
            acting=form.cleaned_data.get("acting", ""),
            user=applicants.person(request),
            at=at,
            earlier=earlier.submission if earlier else None,
        )
        grant_draft(request, draft.pk, secret)
        if earlier and not draft.to_check:
            messages.info(request, _("All answers of your earlier filing fit. Check them before you file."))
        return redirect("eforms:draft", draft.pk)
    context = {
        "release": release,
        "content": release.content,
        "words": readable(release.content),
        "name": in_language(release.content["name"], release.content.get("name_en", "")),
        "way": _online_way(release.content),
        "minutes": minutes(release.form_version.eform_id if release.form_version else None),
        "variants": variants,
        "earlier": earlier,
        "before": duplicates.filed_before(applicants.person(request), code, at),
        "form": form,
        "query": words,
        "searchable": bool(words) or len(found) > start.MANY,
        "more": len(found) - len(shown),
        "none_found": bool(words) and not found,
    }
    return render(request, "dossiers/start.html", context, status=422 if form.errors else 200)


def _online_way(content: dict[str, Any]) -> dict[str, Any] | None:
    ways = readable(content)["ways"]
    online = [way for way, raw in zip(ways, content["channels"], strict=True) if raw["channel"] == "online"]
    return next(iter(online or ways), None)


def _cannot_file(request: HttpRequest, reason: CannotFile) -> HttpResponse:
    context = {
        "title": _("This procedure cannot be filed here"),
        "text": reason.messages[0],
        "actions": [(_("Find a procedure"), "/tim-kiem/"), (_("Front page"), "/")],
    }
    return render(request, "themes/message.html", context, status=404 if reason.code == "unknown" else 200)


@allow(APPLICANT)
@never_cache
@require_GET
def receipt(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """The dossier was received: code, secret (in the browser that filed it), what happens next."""
    dossier = _dossier(dossier_id)
    if applicants.filed_here(request, dossier):
        applicants.grant(request, dossier)
    shown = applicants.may_see_secret(request, dossier)
    secret = tracking_secret.still_shown(dossier.pk, dossier.secret_hash) if shown else ""
    due = invoices(dossier.pk).filter(state=Invoice.State.DUE)
    return render(request, "dossiers/receipt.html", {"dossier": dossier, "secret": secret, "due": due})


@allow(SIGNED_IN)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Dossiers of the account, newest first."""
    at = timezone.now()
    found = Dossier.objects.filter(applicant=request.user).select_related("agency").order_by("-filed_at")  # type: ignore[misc]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"dossier": dossier, "light": timing.light_of(dossier, at)} for dossier in page]
    return render(request, "dossiers/mine.html", {"page_obj": page, "rows": rows})


@allow(PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Look up by code and secret; the code may come from the QR on the slip (?ma=)."""
    form = LookUpForm(request.POST or None, initial={"code": request.GET.get("ma", "")[:80]})
    if request.method == "POST" and form.is_valid():
        try:
            dossier = look_up.find(
                form.cleaned_data["code"],
                form.cleaned_data["secret"],
                who=client_address(request),
                at=timezone.now(),
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            applicants.grant(request, dossier)
            return redirect("dossiers:tracking", dossier.pk)
    return render(request, "dossiers/look_up.html", {"form": form}, status=422 if form.errors else 200)


@allow(APPLICANT)
@never_cache
@require_GET
def track(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """The dossier as its applicant sees it."""
    dossier = _dossier(dossier_id)
    if applicants.filed_here(request, dossier):
        applicants.grant(request, dossier)
    return _tracking_page(request, dossier, None)


@allow(APPLICANT)
@never_cache
@by_button("dossiers:tracking", "dossier_id")
def act(request: HttpRequest, dossier_id: uuid.UUID, action: str) -> HttpResponse:
    """Answer, withdraw, or keep after all."""
    if action not in APPLICANTS:
        raise Http404
    dossier, at, actor = _dossier(dossier_id), timezone.now(), applicants.actor_of(request)
    wanted = next(
        (one for one in tracking.for_applicant(dossier, actor, at).actions if one.name == action),
        Action(action, LABELS[action], ()),  # no longer on offer: the verb says why
    )
    form = ActForm(wanted, dossier, request.POST, request.FILES, at=at)
    valid, uploads = form.is_valid(), form.cleaned_data.get("uploads") or []
    ids, refused = hold(
        dossier.pk, uploads, actor=actor, key=request.POST.get(form.add_prefix("key"), ""), at=at
    )
    if valid and not refused:
        try:
            key, seen = form.cleaned_data["key"], form.cleaned_data["seen"]
            do(dossier.pk, action, actor=actor, key=key, at=at, seen=seen, **form.given(ids))
        except ValidationError as why:
            form.refuse(why)
        else:
            messages.success(request, TOLD[action])
            return redirect("dossiers:tracking", dossier.pk)
    return _tracking_page(request, _dossier(dossier_id), form.keep(ids, refused) if uploads else form)


@allow(APPLICANT)
@never_cache
@by_button("dossiers:tracking", "dossier_id")
def open_again(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """The form once more, for the questions the agency wants corrected."""
    try:
        draft, secret = reopening.open_again(
            dossier_id, actor=applicants.actor_of(request), at=timezone.now()
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("dossiers:tracking", dossier_id)
    grant_draft(request, draft.pk, secret)
    return redirect("eforms:draft", draft.pk)


def _tracking_page(request: HttpRequest, dossier: Dossier, wrong: ActForm | None) -> HttpResponse:
    at = timezone.now()
    view = tracking.for_applicant(dossier, applicants.actor_of(request), at)
    forms = [
        wrong if wrong and wrong.action.name == action.name else ActForm(action, dossier, at=at)
        for action in view.actions
    ]
    context = {
        "view": view,
        "dossier": dossier,
        "forms": forms,
        "wrong": wrong,
        "looks": looks.looks(dossier),
        "followers": dossier.followers.filter(ended_at=None),
        "anew": reopening.asked_anew(dossier),
        "pending": pending(dossier),
        "crumbs": [(_("My dossiers"), reverse("dossiers:mine")), (dossier.shown_code, None)]
        if request.user.is_authenticated
        else [(_("Look up a dossier"), reverse("dossiers:look_up")), (dossier.shown_code, None)],
    }
    return render(request, "dossiers/tracking.html", context, status=422 if wrong else 200)


def _dossier(dossier_id: uuid.UUID) -> Dossier:
    return get_object_or_404(tracking.related(), pk=dossier_id)
