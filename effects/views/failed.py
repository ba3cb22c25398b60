"""Work that failed or waits: seen, explained, tried again by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from effects.lists import stopped_page
from effects.models import Effect
from effects.outbox import send_again


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "effects/stopped.html", {"page_obj": stopped_page(request.GET.get("page"))})


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, effect_id: int) -> HttpResponse:
    """Opened by hand, the address leads back to the list with the button."""
    if request.method == "GET":
        return redirect("effects:stopped")
    effect = get_object_or_404(Effect, pk=effect_id)
    if send_again(effect.pk):
        messages.success(request, _("It will be tried again at once."))
    else:
        messages.info(request, _("Nothing to do: it is running or done."))
    return redirect("effects:stopped")
