"""Whose dossier it is, as a request tells: the owner's account, or a browser that proved code and secret."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import Rule
from accounts.models import User
from dossiers.actors import Actor
from dossiers.models import Dossier
from eforms.drafts import GRANTS, may_fill

SESSION = "dossiers"
MOST = 50


def granted(request: HttpRequest) -> frozenset[str]:
    """Ids of the dossiers this browser has opened with their secret."""
    session: Any = getattr(request, "session", None) or {}
    return frozenset(session.get(SESSION, []))


def grant(request: HttpRequest, dossier: Dossier) -> None:
    """Remember in this session that the secret was proved; the oldest of fifty is forgotten."""
    others = [known for known in request.session.get(SESSION, []) if known != str(dossier.pk)]
    request.session[SESSION] = [*others, str(dossier.pk)][-MOST:]


def person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def actor_of(request: HttpRequest) -> Actor:
    """The visitor as an applicant."""
    return Actor.applicant(person(request), granted(request))


def filed_here(request: HttpRequest, dossier: Dossier) -> bool:
    """Whether this browser, or the account it is signed in with, filled the form the dossier came from."""
    return dossier.submission is not None and may_fill(request, dossier.submission.draft)


def may_see_secret(request: HttpRequest, dossier: Dossier) -> bool:
    """Only the session in which the form was filled."""
    return dossier.submission is not None and str(dossier.submission.draft_id) in request.session.get(
        GRANTS, []
    )


def _is_applicant(request: HttpRequest, dossier_id: uuid.UUID, **_kwargs: Any) -> bool:
    dossier = Dossier.objects.select_related("submission__draft").filter(pk=dossier_id).first()
    return dossier is not None and (actor_of(request).owns(dossier) or filed_here(request, dossier))


def filed_earlier(request: HttpRequest, dossier_id: str, procedure: str) -> Dossier | None:
    """The visitor's own dossier of the procedure, whose answers may be taken over; None for all others."""
    try:
        key = uuid.UUID(dossier_id)
    except ValueError:
        return None
    if not _is_applicant(request, key):
        return None
    found = Dossier.objects.select_related("submission__version").filter(pk=key, procedure_code=procedure)
    return found.exclude(submission=None).first()


APPLICANT = Rule(
    "dossier's applicant: owner's account, or code and secret proved",
    check=_is_applicant,
    refusal=_(
        "This dossier was not filed with your account. With its code and secret you can open it on the"
        " look-up page."
    ),
    way_on=(_("Look up a dossier"), "dossiers:look_up"),
)
