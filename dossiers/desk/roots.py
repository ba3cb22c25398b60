"""The daily roots, for those who check: what to compare with what was written down outside."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import allow, holds, user_of
from dossiers.desk.navigation import queues
from dossiers.inbox import counts
from dossiers.models import DailyRoot

PER_PAGE = 31


@allow(holds("audit.view"))
@never_cache
@require_GET
def roots(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    found = DailyRoot.objects.defer("leaves")
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "queues": queues(counts(user_of(request), timezone.now()), {"status": "none"}),
        "here": "roots",
    }
    return render(request, "dossiers/desk/roots.html", context)
