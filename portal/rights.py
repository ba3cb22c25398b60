"""What editors, publishers and administrators may change beside procedures: each right is given once.

Nobody's page goes public without a publisher; the theme and the menus have no moderation and show at once.
"""

from __future__ import annotations

from collections.abc import Mapping

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

from accounts.group_rights import give
from accounts.models import Role
from accounts.roles import ADMINISTRATORS
from documents.models import KeepingRules, SigningRules
from dossiers.models import CopyRules, DocumentTexts, NoticeText
from effects.models import MessageRules
from eforms.models import CodeList, EForm, SharedQuestions
from portal.models import HomePage, SiteSettings
from procedures.models import OutsideSystem, ProcessingRules, ProcessTemplate, ReceptionUnit
from procedures.moderation import EDIT, PUBLISH, WORKFLOW, ensure_workflow
from procedures.pages import CatalogueIndexPage
from search.models import JudgedQuery, LifeEvent, Pin, StopPhrase, Synonym
from themes.models import Theme

# Wagtail's own workflow, which all other pages go through, comes with English names.
ENGLISH = "Moderators approval"
PAGES_WORKFLOW = "Duyệt nội dung trang"
PAGES_TASK = "Người công bố duyệt nội dung"


CHANGE = ("change",)
WRITE = ("add", "change", "view")
ALL = (*WRITE, "delete")
Rights = Mapping[type[Model], tuple[str, ...]]
EVERYBODY: Rights = {CodeList: WRITE, Theme: CHANGE}
EDITORS: Rights = {
    **EVERYBODY,
    EForm: WRITE,
    SharedQuestions: WRITE,
    LifeEvent: WRITE,
    ProcessTemplate: ("view",),
    NoticeText: WRITE,
    Synonym: WRITE,
    Pin: WRITE,
    JudgedQuery: ALL,
    StopPhrase: ("view",),
}
SETTINGS: Rights = {
    **EVERYBODY,
    SiteSettings: CHANGE,
    DocumentTexts: CHANGE,
    CopyRules: CHANGE,
    NoticeText: (*ALL, "publish"),
    MessageRules: CHANGE,
}
PUBLISHERS: Rights = {
    **SETTINGS,
    EForm: (*WRITE, "publish", "lock", "unlock"),
    SharedQuestions: ALL,
    LifeEvent: (*ALL, "publish"),
    ProcessTemplate: ALL,
    ReceptionUnit: WRITE,
    Redirect: ALL,
    Synonym: (*ALL, "publish"),  # empty phrases have no drafts, so they are the publishers'
    Pin: (*ALL, "publish"),
    JudgedQuery: ALL,
    StopPhrase: ALL,
}
ADMINISTER: Rights = {
    **SETTINGS,
    OutsideSystem: WRITE,
    ProcessingRules: CHANGE,
    SigningRules: CHANGE,
    KeepingRules: CHANGE,
}


def give_rights(home: HomePage, index: CatalogueIndexPage) -> bool:
    """Moderation for pages, procedures and e-forms, pages and images, once; of what may be changed in the
    admin whatever is new. True when anything was given now."""
    administrators, _created = Group.objects.get_or_create(name=ADMINISTRATORS)
    editors, publishers = _group("editor"), _group("publisher")
    first = not WorkflowContentType.objects.filter(content_type=_type(EForm)).exists()
    if first:
        _moderation(index)
        _pages(editors, home, EDIT)
        _pages(publishers, home, PUBLISH)
        for group in (editors, publishers, administrators):
            _images(group)
    rights = {editors: EDITORS, publishers: PUBLISHERS, administrators: ADMINISTER}
    new = [give(group, "portal", _permissions(wanted)) for group, wanted in rights.items()]
    return first or any(new)


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
    for permission in _permissions({get_image_model(): ("add", "choose")}):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )


def _group(role: str) -> Group:
    group = Role.objects.get(code=role).group
    assert group is not None
    return group


def _permissions(wanted: Rights) -> list[Permission]:
    found: list[Permission] = []
    for model, verbs in wanted.items():
        names = [f"{verb}_{model._meta.model_name}" for verb in verbs]
        found += Permission.objects.filter(content_type=_type(model), codename__in=names)
    return found


def _type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)
