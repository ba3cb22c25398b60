"""What the admin offers for every page, and a procedure must not have: ready copies, deletion once public.

A code belongs to one procedure, and what was published stays readable: a procedure ends by decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from procedures.models import ProcedurePage, Release
from procedures.pages import CatalogueIndexPage, FieldPage

READY = ("publish_copies", "alias")  # Wagtail's names of "publish the copy" and "make it a mirror"


def no_ready_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy of one procedure starts as a draft without a code; fields and catalogues are not copied."""
    kind = page.specific_class
    if kind in (CatalogueIndexPage, FieldPage):
        return _back(request, page, _("Fields are not copied: each code belongs to one procedure."))
    if kind is ProcedurePage and any(request.POST.get(name) for name in READY):
        return _back(request, page, _("A copy starts as a draft: give it its own code, then publish it."))
    return None


def keep_released(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page with published versions, on it or below it, is not deleted."""
    if not _released([page]):
        return None
    return _back(request, page, _("A published procedure is not deleted: end it by a decision instead."))


def keep_released_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> HttpResponse | None:
    """The same for many pages at once."""
    pages = [one for one in objects if isinstance(one, Page)]
    if action_type != "delete" or not _released(pages):
        return None
    return _back(request, pages[0], _("A published procedure is not deleted: end it by a decision instead."))


def _released(pages: Iterable[Page]) -> bool:
    return any(Release.objects.filter(procedure__path__startswith=page.path).exists() for page in pages)


def _back(request: HttpRequest, page: Page, message: str) -> HttpResponse:
    messages.error(request, message)
    parent = page.get_parent()
    return redirect("wagtailadmin_explore", parent.pk)
