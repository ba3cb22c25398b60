"""A new version of an e-form changes what its procedures publish: they are released again, at once."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from eforms.models import EForm, FormVersion
from procedures.releases import publish_again


@receiver(post_save, sender=FormVersion, dispatch_uid="procedures.form_versions")
def release_again(instance: FormVersion, created: bool, **_kwargs: Any) -> None:
    """In the transaction that writes the version: a form is never newer than the procedures that show it."""
    if not created:
        return
    eform = EForm.objects.select_related("live_revision__user").get(pk=instance.eform_id)
    by = eform.live_revision.user if eform.live_revision else None
    publish_again(eform.pk, by=by, at=instance.created_at)
