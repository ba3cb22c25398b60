"""Publication: one immutable Release for each change of a procedure; which is in force on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from effects.outbox import send
from eforms.models import EForm
from procedures.models import ProcedurePage, Release
from procedures.snapshot import form_version, hash_of, snapshot

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def publish(page: ProcedurePage, *, by: User | None, at: datetime) -> Release | None:
    """Write the next Release of a page as it stands; None when nothing changed since the last one.

    The first release is in force from the day its decision says, else from the day of publication in
    Việt Nam. Does not ask the gate: ProcedurePage.publish does, and is how editors and imports come here.
    """
    ProcedurePage.objects.select_for_update(no_key=True).filter(pk=page.pk).first()
    content = snapshot(page)
    digest = hash_of(content)
    last = Release.objects.filter(code=content["code"]).order_by("-number").first()
    if last and last.hash == digest:
        return None
    release = Release(
        procedure_id=page.pk,
        code=content["code"],
        number=last.number + 1 if last else 1,
        content=content,
        hash=digest,
        form_version=form_version(page),
        effective_from=_effective_from(page, last, timezone.localdate(at, timezone.get_default_timezone())),
        effective_to=page.effective_to,
        published_at=at,
        published_by=by,
    )
    release.save()
    send("release_published", key=f"release:{release.pk}", release=release.pk)
    return release


def _effective_from(page: ProcedurePage, last: Release | None, day: date) -> date:
    """The first day in force. A past date the last release stated already is not one for the new content."""
    stated = page.effective_from
    if stated is None:
        return day
    repeated = last is not None and last.content["decision"].get("effective_from") == stated.isoformat()
    if repeated and stated < day and page.effective_to is None:
        return day
    return stated


def publish_again(eform_id: int, *, by: User | None, at: datetime) -> list[Release]:
    """An e-form has a new version: release every published procedure that uses it and has not ended.

    That is those filed with it, and those in a step of which officers fill it in.
    """
    today = timezone.localdate(at, timezone.get_default_timezone())
    code = EForm.objects.values_list("code", flat=True).get(pk=eform_id)
    in_a_step = Q(steps_as_text__contains=f'"{code}"')
    pages = ProcedurePage.objects.live().annotate(steps_as_text=Cast("process", TextField()))
    pages = pages.filter(Q(eform_id=eform_id) | in_a_step).exclude(effective_to__lt=today).order_by("pk")
    return [release for page in pages if (release := publish(page, by=by, at=at))]


def in_force(code: str, on: date) -> Release | None:
    """The release in force on a day: the newest that has begun; None when it ended or was taken down."""
    release = begun(code, on).first()
    if release is None or (release.effective_to and release.effective_to < on):
        return None
    return release


def begun(code: str, on: date) -> QuerySet[Release]:
    """Releases that began on the day or earlier, newest first, of a procedure not taken down."""
    found = Release.objects.filter(code=code, effective_from__lte=on).exclude(procedure__live=False)
    return found.order_by("-number")


def coming(code: str, on: date) -> Release | None:
    """The newest release whose first day is still to come, if it will supersede the one in force."""
    newest = Release.objects.filter(code=code).exclude(procedure__live=False).order_by("-number").first()
    return newest if newest and newest.effective_from > on else None


def history(code: str) -> QuerySet[Release]:
    """Every release of a procedure, newest first."""
    return Release.objects.filter(code=code).select_related("published_by").order_by("-number")
