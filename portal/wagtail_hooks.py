"""Our scripts in the editors' admin."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html_join
from wagtail import hooks

SCRIPTS = ["portal/plain-slugs.js", "portal/one-save-at-a-time.js"]


@hooks.register("insert_editor_js")
def scripts() -> str:
    return format_html_join("", '<script src="{}"></script>', ((static(name),) for name in SCRIPTS))
