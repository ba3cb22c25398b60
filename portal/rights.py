"""What editors, publishers and administrators may change beside procedures: given once, then left alone.

Nobody's page goes public without a publisher; the theme and the menus have no moderation and show at once.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
)

from accounts.models import Role
from accounts.roles import ADMINISTRATORS
from dossiers.models import DocumentTexts, NoticeText
from effects.models import MessageRules
from eforms.models import CodeList, EForm, SharedQuestions
from portal.models import HomePage, SiteSettings
from procedures.models import OutsideSystem, ProcessTemplate, ReceptionUnit
from procedures.moderation import EDIT, PUBLISH, WORKFLOW, ensure_workflow
from procedures.pages import CatalogueIndexPage
from search.models import JudgedQuery, LifeEvent, Pin, StopPhrase, Synonym
from themes.models import Theme

# Wagtail's own workflow, which all other pages go through, comes with English names.
ENGLISH = "Moderators approval"
PAGES_WORKFLOW = "Duyệt nội dung trang"
PAGES_TASK = "Người công bố duyệt nội dung"


def give_rights(home: HomePage, index: CatalogueIndexPage) -> bool:
    """Moderation for pages, procedures and e-forms, and the groups' rights. True when given now."""
    if WorkflowContentType.objects.filter(content_type=_type(EForm)).exists():
        return False
    _moderation(index)
    editors, publishers = _group("editor"), _group("publisher")
    administrators, _created = Group.objects.get_or_create(name=ADMINISTRATORS)
    _pages(editors, home, EDIT)
    _pages(publishers, home, PUBLISH)
    for group in (editors, publishers, administrators):
        group.permissions.add(*_permissions(CodeList, "add", "change", "view"))
    editors.permissions.add(
        *_permissions(EForm, "add", "change", "view"),
        *_permissions(SharedQuestions, "add", "change", "view"),
        *_permissions(LifeEvent, "add", "change", "view"),
        *_permissions(ProcessTemplate, "view"),
        *_permissions(NoticeText, "add", "change", "view"),
        *_permissions(Theme, "change"),
    )
    publishers.permissions.add(
        *_permissions(EForm, "add", "change", "view", "publish", "lock", "unlock"),
        *_permissions(SharedQuestions, "add", "change", "delete", "view"),
        *_permissions(LifeEvent, "add", "change", "delete", "view", "publish"),
        *_permissions(ProcessTemplate, "add", "change", "delete", "view"),
        *_permissions(ReceptionUnit, "add", "change", "view"),
        *_permissions(Redirect, "add", "change", "delete", "view"),
    )
    for group in (publishers, administrators):
        group.permissions.add(
            *_permissions(SiteSettings, "change"),
            *_permissions(Theme, "change"),
            *_permissions(DocumentTexts, "change"),
            *_permissions(NoticeText, "add", "change", "delete", "view", "publish"),
            *_permissions(MessageRules, "change"),
        )
    administrators.permissions.add(*_permissions(OutsideSystem, "add", "change", "view"))
    _words(editors, publishers)
    for group in (editors, publishers, administrators):
        _images(group)
    return True


def _words(editors: Group, publishers: Group) -> None:
    """Editors write drafts and judge queries; empty phrases have no drafts, so they are the publishers'."""
    for group in (editors, publishers):
        for model in (Synonym, Pin, JudgedQuery):
            group.permissions.add(*_permissions(model, "add", "change", "view"))
    editors.permissions.add(*_permissions(JudgedQuery, "delete"), *_permissions(StopPhrase, "view"))
    publishers.permissions.add(
        *_permissions(Synonym, "publish", "delete"),
        *_permissions(Pin, "publish", "delete"),
        *_permissions(JudgedQuery, "delete"),
        *_permissions(StopPhrase, "add", "change", "delete", "view"),
    )


def _moderation(index: CatalogueIndexPage) -> None:
    workflow = ensure_workflow(index)
    WorkflowContentType.objects.update_or_create(content_type=_type(EForm), defaults={"workflow": workflow})
    Workflow.objects.filter(name=ENGLISH).exclude(name=WORKFLOW).update(name=PAGES_WORKFLOW)
    Task.objects.filter(name=ENGLISH).update(name=PAGES_TASK)


def _pages(group: Group, home: HomePage, codenames: tuple[str, ...]) -> None:
    """From the home page down; Wagtail gives its groups the root, where no page of a site belongs."""
    root = Page.get_first_root_node()
    GroupPagePermission.objects.filter(group=group, page=root).delete()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=home.page_ptr, permission=permission)


def _images(group: Group) -> None:
    """To choose or add the logo, and pictures in forms."""
    for permission in _permissions(get_image_model(), "add", "choose"):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )


def _group(role: str) -> Group:
    group = Role.objects.get(code=role).group
    assert group is not None
    return group


def _permissions(model: type[Model], *verbs: str) -> list[Permission]:
    content_type = _type(model)
    codenames = [f"{verb}_{content_type.model}" for verb in verbs]
    return list(Permission.objects.filter(content_type=content_type, codename__in=codenames))


def _type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)
