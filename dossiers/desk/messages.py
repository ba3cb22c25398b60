"""A message to the applicant that failed is sent again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import allow, holds, user_of
from dossiers.desk.case import seen_by
from dossiers.notices.telling import send_again
from effects.models import Message
from themes.pressing import by_button


@allow(holds("dossier.print"))
@by_button("dossiers:case", "dossier_id")
def again(request: HttpRequest, dossier_id: uuid.UUID, message_id: int) -> HttpResponse:
    dossier = seen_by(request, dossier_id)
    try:
        done = send_again(dossier, message_id, officer=user_of(request), at=timezone.now())
    except Message.DoesNotExist:
        raise Http404 from None
    if done:
        messages.success(request, _("The message will be sent again at once."))
    else:
        messages.info(request, _("Nothing to do: the message waits or has been sent."))
    return redirect("dossiers:case", dossier.pk)
