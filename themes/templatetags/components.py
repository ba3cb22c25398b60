"""One tag per component; the templates are in themes/components/, each is shown at /giao-dien/mau/.

{% load components %}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from themes.form_fields import FieldView, errors_of

register = template.Library()

KINDS = ("primary", "secondary", "danger", "quiet")
TONES = ("neutral", "info", "success", "warning", "danger")
NOTICES = {"info": "info", "success": "check", "warning": "warning", "error": "error", "debug": "info"}


@register.inclusion_tag("themes/components/button.html")
def button(label: str, kind: str = "primary", href: str | None = None, **more: Any) -> dict[str, Any]:
    """{% button _("Continue") kind="primary|secondary|danger|quiet" href="" type="submit" name="" value="" %}

    Also: icon="…" (a name of themes/icons/), small=True, form="id of a form", describe="words only heard".
    """
    known = kind if kind in KINDS else "primary"
    return {"type": "submit", **more, "label": label, "kind": known, "href": href}


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """{% notice "info|success|warning|error" title=… %}…{% endnotice %}"""
    known = kind if kind in NOTICES else "info"
    return render_to_string(
        "themes/components/notice.html",
        {"kind": known, "icon_name": NOTICES[known], "title": title, "content": mark_safe(content)},
    )


@register.inclusion_tag("themes/components/field.html")
def form_field(bound_field: BoundField) -> dict[str, Any]:
    """{% form_field form.name %}: label, hint, error and control, wired by ids; hidden fields as they are."""
    return {"field": bound_field, "view": FieldView(bound_field)}


@register.inclusion_tag("themes/components/fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """{% form_fields form %}: every field of the form, in order."""
    return {"form": form}


@register.inclusion_tag("themes/components/error_summary.html")
def error_summary(source: object) -> dict[str, Any]:
    """{% error_summary form %} above the form; takes a form, a formset, an ErrorList, or a list of them."""
    errors = list(dict.fromkeys(errors_of(source)))
    return {"errors": [{"message": message, "target": target} for message, target in errors]}


@register.inclusion_tag("themes/components/status_tag.html")
def status_tag(text: str, tone: str = "neutral", clock: str = "") -> dict[str, Any]:
    """{% status_tag text tone="neutral|info|success|warning|danger" clock="2 days left" %}"""
    return {"text": text, "tone": tone if tone in TONES else "neutral", "clock": clock}


@register.inclusion_tag("themes/components/step_indicator.html")
def step_indicator(
    steps: Sequence[Mapping[str, Any]], current: object = None, note: object = ""
) -> dict[str, Any]:
    """{% step_indicator steps current %}: steps are {"title", "url" or None, "state": "done|current|todo"};

    `current` is the number of the step (from 1), or None to take the one whose state is "current";
    `note`: a few words beside the count ("about 12 minutes").
    """
    number = next((place for place, step in enumerate(steps, 1) if step.get("state") == "current"), 0)
    if isinstance(current, int) and current > 0:
        number = current
    shown = [{**step, "number": place, "current": place == number} for place, step in enumerate(steps, 1)]
    here = shown[number - 1] if 0 < number <= len(shown) else None
    return {"steps": shown, "here": here, "total": len(shown), "note": note}


@register.inclusion_tag("themes/components/breadcrumbs.html")
def breadcrumbs(items: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    """{% breadcrumbs items %}: (title, url) from the front page down; the front page itself is added."""
    rest = [(title, url) for title, url in items if url != "/"]
    return {"items": rest}


@register.inclusion_tag("themes/components/pagination.html", takes_context=True)
def pagination(
    context: Context, page_obj: Page, parameter: str = "page", asked: BaseForm | None = None
) -> dict[str, Any]:
    """{% pagination page_obj %}: keeps the rest of the query string; nothing where there is one page.

    asked: the form sent by POST, whose answers (names) may stand in no address; they go along by POST again.
    """
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop(parameter, None)
    rest = query.urlencode() if query else ""
    paginator = page_obj.paginator
    return {
        "page_obj": page_obj,
        "numbers": list(paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)),
        "gap": paginator.ELLIPSIS,
        "prefix": f"?{rest}&{parameter}=" if rest else f"?{parameter}=",
        "parameter": parameter,
        "path": request.path if request else "",
        "sent": [(field.html_name, field.value() or "") for field in asked] if asked else None,
    }


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "search" %}: a drawing that repeats the words beside it; screen readers pass over it."""
    return render_to_string(f"themes/icons/{name}.svg")
