"""The plain alternatives, as one gets them without building a search."""

from __future__ import annotations

from procedures.pages import ProcedurePage


def wagtail_search(text: str) -> list[str]:
    """Wagtail's search on the database, any of the words (`operator="or"`), the first ten codes."""
    found = ProcedurePage.objects.live().search(text, operator="or")
    return [page.code for page in found[:10]]
