"""Taking in a dossier from paper: the procedure, where it goes, the papers; then the applicant's own form."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import allow, holds, user_of
from accounts.access_log import record
from accounts.models import User
from dossiers import start, taking_in
from dossiers.desk.navigation import queues
from dossiers.digitising import asks_code, open_for_scans
from dossiers.errors import CannotFile
from dossiers.inbox import counts
from dossiers.models import PaperFiling
from dossiers.paper_filings import ACCEPT, may_accept
from dossiers.paper_forms import ApplicantForm, PaperForm, ScanCodeForm, WhereForm, paper_forms, typed_again
from dossiers.submit import Person
from eforms.drafts import grant
from procedures.listing import named
from procedures.pages import in_language

RECEPTION = holds(taking_in.ACTION)


@allow(RECEPTION)
@never_cache
@require_http_methods(["GET"])
def reception(request: HttpRequest) -> HttpResponse:
    """Find the procedure; or go on with what was begun."""
    text = request.GET.get("q", "")
    context = {
        "query": text,
        "found": named(text) if text else [],
        "begun": taking_in.begun(user_of(request))[:50],
        "crumbs": [(_("Desk"), reverse("dossiers:inbox")), (_("Take in a paper dossier"), None)],
    }
    return _page(request, "dossiers/desk/reception.html", context)


@allow(RECEPTION)
@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Where it is taken in, which agency decides, how the papers came, which case."""
    officer, at, words = user_of(request), timezone.now(), request.GET.get("q", "")
    try:
        release = taking_in.release_of(code, timezone.localdate(at))
    except CannotFile as reason:
        messages.error(request, reason.messages[0])
        return redirect("dossiers:reception")
    found = taking_in.agencies(release, officer, at, words)
    form = WhereForm(
        request.POST or None,
        units=list(taking_in.units(officer, at)),
        agencies=found[: start.MANY],
        variants=[
            (one["id"], in_language(one["name"], one.get("name_en", ""))) for one in start.variants(release)
        ],
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            filing = taking_in.begin(
                release,
                said["agency"],
                unit=said.get("unit"),
                way=said["way"],
                variant=start.variant_id(release, said.get("variant", "")),
                officer=officer,
                at=at,
            )
        except CannotFile as reason:
            form.add_error(None, reason)
        else:
            return redirect("dossiers:paper_filing", filing.pk)
    context = {
        "release": release,
        "form": form,
        "query": words,
        "searchable": bool(words) or len(found) > start.MANY,
        "crumbs": _crumbs(release.content["name"]),
    }
    return _page(request, "dossiers/desk/reception_begin.html", context, 422 if form.errors else 200)


@allow(RECEPTION)
@never_cache
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, filing_id: uuid.UUID) -> HttpResponse:
    """What lies at the counter; then on to the form, or filed at once where the procedure has none."""
    officer, at = user_of(request), timezone.now()
    filing = taking_in.own(filing_id, officer)
    if filing is None:
        done = PaperFiling.objects.filter(pk=filing_id, officer=officer, dossier__isnull=False).first()
        if done is not None:
            return redirect("dossiers:case", done.dossier_id)
        raise Http404
    posted = request.method == "POST"
    if posted and request.POST.get("do") == "drop":
        taking_in.give_up(filing, at=at)
        messages.success(request, _("What was begun has been dropped."))
        return redirect("dossiers:reception")
    forms = paper_forms(filing, request.POST if posted else None, request.FILES if posted else None)
    person = None if filing.draft_id else ApplicantForm(request.POST if posted else None)
    signing = _signing(officer, request, at)
    if posted:
        kept = _keep(filing, forms, at) and _opened(signing, officer, at)
        if kept and (answer := _go_on(request, filing, person, at)):
            return answer
        forms = typed_again(filing, forms, request.POST)
    context = {
        "filing": filing,
        "forms": forms,
        "person": person,
        "signing": signing,
        "may_accept": person is not None and may_accept(filing, at),
        "crumbs": _crumbs(filing.release.content["name"]),
    }
    wrong = any(form.errors for form in [*forms, *filter(None, (person, signing))])
    return _page(request, "dossiers/desk/reception_papers.html", context, 422 if wrong else 200)


def _keep(filing: PaperFiling, forms: list[PaperForm], at: datetime) -> bool:
    """Keep what can be kept, scans above all; False when something was refused, which its form then says."""
    wrong = [form for form in forms if not form.is_valid()]
    rows = [form for form in forms if form.name]
    refused = taking_in.note_papers(
        filing,
        [form.said() for form in rows],
        {place: form.uploads() for place, form in enumerate(rows)},
        at=at,
    )
    for place, reasons in refused.items():
        for reason in reasons:
            rows[place].add_error("scans", reason)
    return not (wrong or refused)


def _signing(officer: User, request: HttpRequest, at: datetime) -> ScanCodeForm | None:
    """The question for a code, where it would let the officer's key sign the scans."""
    typed = request.POST if request.method == "POST" else None
    return ScanCodeForm(typed, prefix="sign") if asks_code(officer, at) else None


def _opened(signing: ScanCodeForm | None, officer: User, at: datetime) -> bool:
    """False when a code was typed that is wrong, which its form then says."""
    if signing is None or not signing.is_valid() or not signing.cleaned_data["code"]:
        return signing is None or not signing.errors
    if refused := open_for_scans(officer, signing.cleaned_data["code"], at):
        signing.add_error("code", refused)
        return False
    return True


def _go_on(
    request: HttpRequest, filing: PaperFiling, person: ApplicantForm | None, at: datetime
) -> HttpResponse | None:
    """None: the page again, since something is wrong."""
    asked, _sep, wish = request.POST.get("do", "").partition(":")
    if asked == "keep":
        messages.success(request, _("Kept. You can go on later."))
        return redirect("dossiers:reception")
    if filing.draft is not None:
        grant(request, filing.draft.pk, taking_in.form_link(filing, at=at))
        return redirect("eforms:draft", filing.draft.pk)
    assert person is not None
    if not person.is_valid():
        return None
    try:
        dossier = taking_in.file_plain(
            filing,
            Person(**person.cleaned_data),
            wish=wish if wish == ACCEPT else "",
            language=get_language() or "",
            at=at,
        )
    except ValidationError as refused:
        person.add_error(None, refused)
        return None
    record(
        user_id=filing.officer_id,
        action="dossier.receive",
        subject=f"dossier:{dossier.pk}",
        agency=dossier.reception_code or dossier.agency_code,
        at=at,
    )
    return redirect("dossiers:case", dossier.pk)


def _crumbs(name: str) -> list[tuple[str, str | None]]:
    return [
        (_("Desk"), reverse("dossiers:inbox")),
        (_("Take in a paper dossier"), reverse("dossiers:reception")),
        (name, None),
    ]


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    figures = counts(user_of(request), timezone.now())
    shown = {"queues": queues(figures, {"status": "none"}), "here": "reception", **context}
    return render(request, template, shown, status=status)
