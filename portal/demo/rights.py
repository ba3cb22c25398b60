"""What editors and publishers of the demo may change: pages, e-forms, pictures, the site's name, menus and theme."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowContentType,
)

from accounts.models import Role
from eforms.models import EForm
from portal.models import HomePage, SiteSettings
from procedures.moderation import EDIT, PUBLISH, WORKFLOW, ensure_workflow
from procedures.pages import CatalogueIndexPage
from themes.models import Theme

PICTURES = ("add_image", "change_image", "choose_image")


def give_rights() -> int:
    """Moderation for the catalogue, the content pages and the e-forms, given once. Returns 1 when given now."""
    if Workflow.objects.filter(name=WORKFLOW).exists():
        return 0
    workflow = ensure_workflow(CatalogueIndexPage.objects.get())
    WorkflowContentType.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(EForm), defaults={"workflow": workflow}
    )
    editors, publishers = _group("editor"), _group("publisher")
    home = HomePage.objects.get()
    for group, codenames in ((editors, EDIT), (publishers, PUBLISH)):
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=codenames
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=home.page_ptr, permission=permission)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailimages", codename__in=PICTURES
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
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
