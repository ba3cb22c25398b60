"""Our script in the editors' admin."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_editor_js")
def plain_slugs() -> str:
    return format_html('<script src="{}"></script>', static("portal/plain-slugs.js"))
