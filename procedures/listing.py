"""Lists of the catalogue: fields with their numbers, procedures of a field; a fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast, Length, Substr
from wagtail.models import Page

from procedures.choices import Level
from rules.text import fold, order_key

if TYPE_CHECKING:
    from procedures.pages import CatalogueIndexPage, FieldPage, ProcedurePage

PER_PAGE = 20
# Long texts a list does not show: not read for it.
LONG = ("original", "doubts", "steps_text", "conditions", "variants", "channels", "legal_bases", "results")


def fields_of(index: CatalogueIndexPage) -> list[FieldPage]:
    """Published fields by title, each with `procedures`: how many published procedures it has."""
    from procedures.pages import FieldPage, ProcedurePage

    counts = dict(
        ProcedurePage.objects.live()
        .descendant_of(index)
        .annotate(field_path=Substr("path", 1, Length("path") - Page.steplen))
        .order_by()
        .values_list("field_path")
        .annotate(n=Count("pk"))
    )
    fields = sorted(FieldPage.objects.live().child_of(index), key=lambda field: order_key(field.title))
    for field in fields:
        field.procedures = counts.get(field.path, 0)
    return fields


def procedures_of(field: FieldPage, level: str, page: str) -> dict[str, Any]:
    """{"procedures": a page of a field's procedures, "levels", "level"}; an unknown level is none."""
    from procedures.pages import ProcedurePage

    level = level if level in Level.values else ""
    found = ProcedurePage.objects.live().child_of(field).defer(*LONG).order_by("title")
    if level:
        found = at_level(found, level)
    return {
        "procedures": Paginator(found, PER_PAGE).get_page(page or 1),
        "levels": [{"code": code, "label": label, "current": code == level} for code, label in Level.choices],
        "level": level,
    }


def named(text: str, most: int = 20) -> list[ProcedurePage]:
    """Published procedures whose code or name holds every word, with or without accents; at most `most`."""
    from procedures.pages import ProcedurePage

    wanted = fold(text).split()
    rows = ProcedurePage.objects.live().order_by("title").values_list("pk", "code", "title", "name")
    keys = [
        pk
        for pk, code, title, name in rows
        if wanted and all(word in fold(f"{code} {title} {name}") for word in wanted)
    ]
    return list(ProcedurePage.objects.filter(pk__in=keys[:most]).defer(*LONG).order_by("title"))


def at_level(found: QuerySet[ProcedurePage], level: str) -> QuerySet[ProcedurePage]:
    """Those settled at a level, on every database: the list is kept as JSON text, codes in quotes."""
    return found.annotate(levels_text=Cast("levels", TextField())).filter(levels_text__contains=f'"{level}"')
