"""What must agree within one procedure, even in a draft; each message stands beside its field."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from procedures.choices import Level, Subject

if TYPE_CHECKING:
    from procedures.pages import ProcedurePage


def field_errors(page: ProcedurePage) -> dict[str, ValidationError]:
    """{field: error} for a procedure page; empty when all agrees."""
    found = {
        "code": _code_taken(page),
        "levels": _not_in(page.levels, Level.values),
        "subjects": _not_in(page.subjects, Subject.values),
        "agency_codes": _not_texts(page.agency_codes),
        "keywords": _not_texts(page.keywords),
        "effective_to": _dates_crossed(page),
        "replaced_by": _replaces_itself(page),
    }
    return {field: error for field, error in found.items() if error}


def _code_taken(page: ProcedurePage) -> ValidationError | None:
    twin = type(page).objects.filter(code=page.code).exclude(pk=page.pk).first() if page.code else None
    if twin is None:
        return None
    return ValidationError(
        _("The code %(code)s already belongs to “%(name)s”."),
        code="procedure_code_taken",
        params={"code": page.code, "name": twin.title},
    )


def _not_in(value: Any, allowed: Collection[str]) -> ValidationError | None:
    if not isinstance(value, list):
        return ValidationError(_("This must be a list."), code="not_a_list")
    wrong = [str(code) for code in value if code not in allowed]
    if not wrong:
        return None
    return ValidationError(_("Unknown: %(codes)s."), code="unknown", params={"codes": ", ".join(wrong)})


def _not_texts(value: Any) -> ValidationError | None:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return None
    return ValidationError(_("This must be a list."), code="not_a_list")


def _dates_crossed(page: ProcedurePage) -> ValidationError | None:
    if page.effective_from and page.effective_to and page.effective_to < page.effective_from:
        return ValidationError(_("The last day lies before the first."), code="dates")
    return None


def _replaces_itself(page: ProcedurePage) -> ValidationError | None:
    if page.pk and page.replaced_by_id == page.pk:
        return ValidationError(_("A procedure cannot replace itself."), code="replaces_itself")
    return None
