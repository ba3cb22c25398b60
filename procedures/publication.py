"""However a procedure is published (by button, after moderation, on a date, in bulk), a release follows."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import page_published

from procedures import releases
from procedures.models import ProcedurePage


@receiver(page_published, sender=ProcedurePage, dispatch_uid="procedures.publication")
def write_release(instance: ProcedurePage, revision: Revision, **_kwargs: Any) -> None:
    """Wagtail's button “publish” does not call ProcedurePage.publish; this signal comes either way."""
    if instance.live:  # not when it waits for its date
        at, by = getattr(revision, "publication", (timezone.now(), revision.user))
        releases.publish(revision.as_object(), by=by, at=at)
