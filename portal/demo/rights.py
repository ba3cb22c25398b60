"""What editors and publishers of the demo may change beside pages: e-forms, name, menus and theme."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType

from accounts.models import Role
from eforms.models import EForm
from portal.models import SiteSettings
from procedures.moderation import WORKFLOW, ensure_workflow
from procedures.pages import CatalogueIndexPage
from themes.models import Theme


def give_rights() -> int:
    """Moderation for the catalogue and the e-forms, rights given once. Returns 1 when given now."""
    if Workflow.objects.filter(name=WORKFLOW).exists():
        return 0
    workflow = ensure_workflow(CatalogueIndexPage.objects.get())
    WorkflowContentType.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(EForm), defaults={"workflow": workflow}
    )
    editors, publishers = _group("editor"), _group("publisher")
    for group in (editors, publishers):
        group.permissions.add(*_permissions(EForm, "add", "change", "view"))
    publishers.permissions.add(
        *_permissions(EForm, "publish", "lock", "unlock"),
        *_permissions(SiteSettings, "change"),
        *_permissions(Theme, "change"),
    )
    return 1


def _group(role: str) -> Group:
    group = Role.objects.get(code=role).group
    assert group is not None
    return group


def _permissions(model: type, *verbs: str) -> list[Permission]:
    content_type = ContentType.objects.get_for_model(model)
    codenames = [f"{verb}_{content_type.model}" for verb in verbs]
    return list(Permission.objects.filter(content_type=content_type, codename__in=codenames))
