"""Entries of a list for menus that are searched, and an amount in words."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import PUBLIC, WAGTAIL_ADMIN, allow
from eforms.fields.money import words_of
from eforms.lists import reading
from eforms.models import FormVersion

A_DAY = 24 * 3600
LONGEST = 100


@allow(PUBLIC)
@require_GET
def entries(request: HttpRequest, code: str, version: int) -> JsonResponse:
    """{"results": [{"value", "label"}]} for ?q=; only of lists that a published form asks from."""
    if not (_is_public(code, version) or WAGTAIL_ADMIN.check(request)):
        raise Http404
    found = reading.search(code, version or None, request.GET.get("q", "")[:LONGEST], timezone.localdate())
    response = JsonResponse({"results": [{"value": one.code, "label": one.words} for one in found]})
    response["Cache-Control"] = "private, max-age=600"
    return response


def _is_public(code: str, version: int) -> bool:
    """A version that some published form pins, or a list another room lends to forms."""
    if not version:
        return code in reading.LENT
    key = f"list-public:{code}:{version}"
    if cache.get(key):
        return True
    used = FormVersion.objects.filter(**{f"content__lists__{code}": version}).exists()
    if used:
        cache.set(key, True, A_DAY)
    return used


@allow(PUBLIC)
@require_POST
def amount_in_words(request: HttpRequest) -> HttpResponse:
    """The words of the one amount that was posted, as plain text; nothing is kept."""
    given = [value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    words = words_of(given[0][:LONGEST]) if given else ""
    return HttpResponse(words, content_type="text/plain; charset=utf-8")
