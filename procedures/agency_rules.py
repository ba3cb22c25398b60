"""What must hold of an agency before it is kept: code, place in the tree, dates, successor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from procedures.codes import is_agency

if TYPE_CHECKING:
    from procedures.models import Agency

DEEPEST = 6
"""Levels of the tree: what one query can read at once (agencies.LINE)."""


def check_agency(agency: Agency) -> None:
    """Raises ValidationError beside the field that is wrong; the editor of agencies sees it."""
    for check in (_code, _tree, _code_below_parent, _dates, _successor):
        check(agency)


def _code(agency: Agency) -> None:
    if agency.code and not is_agency(agency.code):
        raise ValidationError(
            {"code": _("Write a letter and two digits, then groups of two after dots: H26.16.05.")}, "code"
        )


def _tree(agency: Agency) -> None:
    depth, above = 1, agency.parent
    while above is not None:
        depth += 1
        if above == agency:
            raise ValidationError({"parent": _("An agency cannot be above itself.")}, code="cycle")
        if depth > DEEPEST:
            raise ValidationError({"parent": _("The tree of agencies is too deep.")}, code="depth")
        above = above.parent


def _code_below_parent(agency: Agency) -> None:
    """Roles held "here and below" reach by the code, so the code must follow the tree."""
    above = agency.parent.scope_code if agency.parent else ""
    if agency.code and above and not agency.code.startswith(f"{above}."):
        raise ValidationError(
            {"code": _("The code must begin with that of the agency above, %(code)s.") % {"code": above}},
            code="code_outside_parent",
        )


def _dates(agency: Agency) -> None:
    if agency.valid_from and agency.valid_to and agency.valid_to < agency.valid_from:
        raise ValidationError({"valid_to": _("The last day lies before the first.")}, code="dates")


def _successor(agency: Agency) -> None:
    if agency.successor is None:
        return
    if agency.valid_to is None:
        raise ValidationError(
            {"valid_to": _("An agency with a successor needs its last day.")}, code="successor_without_end"
        )
    seen = {agency.pk}
    later: Agency | None = agency.successor
    while later is not None:
        if later == agency or later.pk in seen:
            raise ValidationError({"successor": _("An agency cannot succeed itself.")}, code="cycle")
        seen.add(later.pk)
        later = later.successor
