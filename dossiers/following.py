"""Somebody the applicant lets follow a dossier: named by an event, let in by a link and a one-time code.

A follower sees status and timeline; answers, papers and what was written only where the applicant allows it.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from dossiers.errors import ActionRefused
from dossiers.models import DossierEvent, Follower
from effects.messages import notify

if TYPE_CHECKING:
    from dossiers.guards import Command

SESSION = "followed"
MOST = 50
VALID = timedelta(minutes=10)
AGAIN = timedelta(minutes=1)
TRIES = 5


# -- what the table of transitions asks and does


def new_one(_command: Command) -> dict[str, Any]:
    return {"follower": str(uuid.uuid4())}


def chosen(command: Command) -> Follower | None:
    """The follower that is meant, while they follow."""
    try:
        key = uuid.UUID(str(command.payload.get("follower", "")))
    except ValueError:
        return None
    return command.dossier.followers.filter(pk=key, ended_at=None).first()


def name_of(command: Command) -> dict[str, Any]:
    follower = chosen(command)
    assert follower is not None
    return {"name": follower.name}


def enrol(command: Command, event: DossierEvent) -> None:
    said = event.payload
    Follower.objects.create(
        id=said["follower"],
        dossier=command.dossier,
        name=said["name"],
        email=said["email"],
        in_full=bool(said.get("in_full")),
        named_at=event.at,
    )


def end(command: Command, event: DossierEvent) -> None:
    Follower.objects.filter(pk=event.payload["follower"]).update(ended_at=event.at)


# -- messages


def invite(event: DossierEvent) -> None:
    """The link, to somebody who was named; nothing of the dossier but its code."""
    follower = Follower.objects.select_related("dossier").get(pk=event.payload["follower"])
    with translation.override(settings.LANGUAGE_CODE):
        facts = {
            "follower": follower,
            "dossier": follower.dossier,
            "address": settings.BASE_URL + reverse("dossiers:followed", args=[follower.pk]),
        }
        notify(
            to=follower.email,
            subject=_("You may follow dossier %(code)s") % {"code": follower.dossier.shown_code},
            body=render_to_string("dossiers/notices/follow.txt", facts).strip() + "\n",
            key=f"dossier-event:{event.pk}",
        )


def send_code(follower_id: uuid.UUID, *, at: datetime) -> None:
    """A new code by e-mail, at most one a minute; the one before is no longer good."""
    with transaction.atomic():
        follower = Follower.objects.select_for_update(no_key=True).get(pk=follower_id, ended_at=None)
        if follower.code_until and at < follower.code_until - VALID + AGAIN:
            return
        code = f"{secrets.randbelow(10**6):06d}"
        follower.code_hash, follower.code_until, follower.code_tries = _hash(follower, code), at + VALID, 0
        follower.save(update_fields=["code_hash", "code_until", "code_tries"])
        with translation.override(settings.LANGUAGE_CODE):
            notify(
                to=follower.email,
                subject=_("Your code: %(code)s") % {"code": code},
                body=_("With the code %(code)s you can follow the dossier for which you asked for it.")
                % {"code": code}
                + "\n\n"
                + _("It is valid for ten minutes. Give it to nobody.")
                + "\n",
                key=f"follower-code:{follower.pk}:{at.timestamp():.0f}",
                confidential=True,
            )


# -- who is let in


def let_in(request: HttpRequest, follower_id: uuid.UUID, code: str, *, at: datetime) -> None:
    """Remember in this session that the code was right; a code is good once. Raises ActionRefused."""
    with transaction.atomic():
        follower = Follower.objects.select_for_update(no_key=True).get(pk=follower_id, ended_at=None)
        fresh = follower.code_until is not None and at <= follower.code_until and follower.code_tries < TRIES
        right = fresh and constant_time_compare(follower.code_hash, _hash(follower, code))
        follower.code_tries += 1
        if right:
            follower.code_hash, follower.code_until = "", None
        follower.save(update_fields=["code_hash", "code_until", "code_tries"])
    if not right:
        raise ActionRefused("code_wrong")
    others = [one for one in request.session.get(SESSION, []) if one != str(follower_id)]
    request.session[SESSION] = [*others, str(follower_id)][-MOST:]


def is_in(request: HttpRequest, follower: Follower) -> bool:
    session: Any = getattr(request, "session", None) or {}
    return follower.ended_at is None and str(follower.pk) in session.get(SESSION, [])


def may_read(request: HttpRequest, dossier_id: uuid.UUID) -> bool:
    """Whether this browser's follower of the dossier may open its files."""
    session: Any = getattr(request, "session", None) or {}
    ids = session.get(SESSION, [])
    if not ids:
        return False
    return Follower.objects.filter(pk__in=ids, dossier=dossier_id, in_full=True, ended_at=None).exists()


def _hash(follower: Follower, code: str) -> str:
    return salted_hmac("dossiers.following", f"{follower.pk}:{code.strip()}", algorithm="sha256").hexdigest()
