"""What is overdue and has to be dealt with: by how much, who used the time, what stopped it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import allow, holds, user_of
from dossiers.desk.navigation import queues
from dossiers.inbox import counts
from dossiers.watch.lateness import explained, late_dossiers
from themes.paging import LongPaginator

PER_PAGE = 25


@allow(holds("dossier.view"))
@never_cache
@require_GET
def late(request: HttpRequest) -> HttpResponse:
    """Dossiers the officer may see whose date has passed, the longest overdue first."""
    at, officer = timezone.now(), user_of(request)
    page = LongPaginator(late_dossiers(officer, at), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": explained(page, at),
        "queues": queues(counts(officer, at), {"status": "none"}),
        "here": "late",
    }
    return render(request, "dossiers/desk/late.html", context)
