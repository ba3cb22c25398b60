"""Who may edit and who may publish the catalogue: groups, page permissions and the moderation workflow."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import Role
from procedures.pages import CatalogueIndexPage
from procedures.workflow import PublicationTask

WORKFLOW = "Công bố thủ tục hành chính"
TASK = "Người công bố duyệt"
# Names of the groups when the roles `editor` and `publisher` bring none.
EDITORS = "Biên tập"
PUBLISHERS = "Công bố"

EDIT = ("add_page", "change_page")
PUBLISH = (*EDIT, "publish_page", "lock_page", "unlock_page")
DOCUMENTS = ("add_document", "change_document", "choose_document")


@transaction.atomic
def ensure_workflow(index: CatalogueIndexPage) -> Workflow:
    """Let editors write and submit, publishers approve and publish, everywhere below `index`. Repeatable.

    The groups are those that the roles `editor` and `publisher` bring with them.
    """
    editors, publishers = _group("editor", EDITORS), _group("publisher", PUBLISHERS)
    _permit(editors, index, EDIT)
    _permit(publishers, index, PUBLISH)
    task, _created = PublicationTask.objects.get_or_create(name=TASK)
    task.groups.add(publishers)
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    WorkflowPage.objects.update_or_create(page=index.page_ptr, defaults={"workflow": workflow})
    return workflow


def _group(role: str, name: str) -> Group:
    held = Role.objects.filter(code=role, group__isnull=False).select_related("group").first()
    return held.group if held and held.group else Group.objects.get_or_create(name=name)[0]


def _permit(group: Group, index: CatalogueIndexPage, codenames: tuple[str, ...]) -> None:
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=index.page_ptr, permission=permission)
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtaildocs", codename__in=DOCUMENTS
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
