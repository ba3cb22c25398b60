"""Messages sent, or kept where MAIL_URL=keep:."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from effects.lists import messages_page
from effects.models import Message


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    context = {"page_obj": messages_page(request.GET.get("page")), "kept": settings.MAIL_URL == "keep:"}
    return render(request, "effects/messages.html", context)


@require_safe
@never_cache
def one(request: HttpRequest, message_id: int) -> HttpResponse:
    message = get_object_or_404(Message, pk=message_id)
    crumbs = [(_("Messages sent"), reverse("effects:messages")), (message.subject, None)]
    return render(request, "effects/message.html", {"message": message, "crumbs": crumbs})
