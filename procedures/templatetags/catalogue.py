"""Tags of the catalogue's pages."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def vi() -> SafeString:
    """{% vi %} inside a tag: marks text that exists in Vietnamese only, on a page in another language."""
    return mark_safe("" if (get_language() or "vi").startswith("vi") else ' lang="vi"')
