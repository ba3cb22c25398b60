"""Many dossiers at once: ticked in the inbox, one action chosen, what was done and what was refused."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import allow, holds, user_of
from accounts.views import safe_next
from dossiers.actions import LABELS, Action
from dossiers.actors import Actor
from dossiers.bulk import BULK, MOST, BulkForm, Outcome, Ticked, chosen, do_all, offered
from dossiers.desk.navigation import queues
from dossiers.inbox import counts
from dossiers.transitions import TABLE, is_changed


@allow(holds("dossier.view"))
@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """What can be done to all that were ticked; opened by hand, or with nothing ticked, back to the inbox."""
    ticks = _ticks(request)
    if not 0 < len(ticks) <= MOST:
        if request.method == "POST":
            messages.warning(request, _("Tick at least one dossier and at most %(most)s.") % {"most": MOST})
        return redirect(_back(request))
    return _page(request, ticks, None)


@allow(holds("dossier.view"))
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, action: str) -> HttpResponse:
    """Act on each; the page that answers offers the refused again, under the same key."""
    row = next((row for row in TABLE if row.action == action and action in BULK), None)
    if row is None:
        raise Http404
    ticks, at, officer = _ticks(request), timezone.now(), user_of(request)
    dossiers = chosen(ticks, officer, at)
    if not dossiers or len(ticks) > MOST:
        return redirect(_back(request))
    form = BulkForm(Action(action, LABELS[action], row.takes), dossiers, request.POST, at=at)
    if not form.is_valid():
        return _page(request, ticks, form)
    key = form.cleaned_data["key"]
    found = do_all(ticks, action, actor=Actor.officer(officer), key=key, at=at, **form.given())
    return _outcome(request, form, found)


def _page(request: HttpRequest, ticks: Sequence[Ticked], wrong: BulkForm | None) -> HttpResponse:
    """The forms of what can be done to all, the refused one as typed; what changed since the ticks."""
    officer, at = user_of(request), timezone.now()
    dossiers = chosen(ticks, officer, at)
    actions = offered(dossiers, Actor.officer(officer), at)
    forms = [
        wrong if wrong and wrong.action.name == action.name else BulkForm(action, dossiers, at=at)
        for action in actions
    ]
    seen = {each.id: each.seen for each in ticks}
    moved = [one for one in dossiers if is_changed(one, seen[one.pk])]
    context = {
        **_around(request),
        "dossiers": dossiers,
        "forms": forms,
        "wrong": wrong,
        "ticks": [f"{one.pk}:{seen[one.pk]}" for one in dossiers],
        "moved": moved,
        "others": [f"{one.pk}:{seen[one.pk]}" for one in dossiers if one not in moved],
    }
    return render(request, "dossiers/desk/bulk.html", context, status=422 if wrong else 200)


def _outcome(request: HttpRequest, form: BulkForm, found: list[Outcome]) -> HttpResponse:
    """Done and refused; the form again for those refused, as they stand now."""
    at = timezone.now()
    now = {one.pk: one for one in chosen([Ticked(each.id) for each in found], user_of(request), at)}
    refused = [(now.get(each.id), each.why) for each in found if each.why]
    again = [one for one, _why in refused if one]
    context = {
        **_around(request),
        "action": form.action,
        "done": [now[each.id] for each in found if not each.why and each.id in now],
        "refused": refused,
        "form": BulkForm(form.action, again, request.POST, at=at) if again else None,
        "ticks": [f"{one.pk}:{one.last_sequence}" for one in again],
    }
    return render(request, "dossiers/desk/bulk_done.html", context)


def _around(request: HttpRequest) -> dict[str, Any]:
    back = _back(request)
    return {
        "queues": queues(counts(user_of(request), timezone.now()), {"status": "none"}),
        "crumbs": [(_("Desk"), reverse("dossiers:inbox")), (_("Several dossiers at once"), None)],
        "back": back,
    }


def _back(request: HttpRequest) -> str:
    return safe_next(request) or reverse("dossiers:inbox")


def _ticks(request: HttpRequest) -> list[Ticked]:
    """From "id:last_sequence"; each dossier once, what is neither is no tick."""
    found: dict[uuid.UUID, Ticked] = {}
    for said in request.POST.getlist("dossier"):
        name, _colon, seen = said.partition(":")
        try:
            key = uuid.UUID(name)
        except ValueError:
            continue
        found[key] = Ticked(key, int(seen) if seen.isdecimal() else None)
    return list(found.values())
