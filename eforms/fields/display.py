"""What the display types share: words and pictures between the questions, which ask nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import expand_db_html
from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule, check_url

from eforms.builder.folded import FoldedBlock
from eforms.fields.contract import AnswerField, Definition
from eforms.fields.question import DisplayRulesBlock
from eforms.wording import said

FEATURES = ["bold", "italic", "link", "ol", "ul"]
PLAIN = ("b", "br", "em", "i", "li", "ol", "p", "strong", "ul")


class DisplayBlock(FoldedBlock):
    """Something to read: its words, when it is shown."""

    label = blocks.CharBlock(max_length=250, label=_("Words"))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("The same in English"))
    rules = DisplayRulesBlock()
    key = blocks.CharBlock(
        required=False,
        max_length=44,
        label=_("Code"),
        help_text=_("Leave it empty: made from the words once, then kept."),
    )


class DisplayWidget(forms.Widget):
    """Draws a template of the type; nothing is sent."""

    def __init__(self, template: str, **context: Any) -> None:
        super().__init__()
        self.template, self.context = template, context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        return None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        about = {"name": name, "id": (attrs or {}).get("id", ""), **self.context}
        return mark_safe(render_to_string(self.template, about))


def field(definition: Definition, **context: Any) -> forms.Field:
    """The page's field of a display type: `eforms/display/<type>.html` with its words."""
    template = f"eforms/display/{definition['type']}.html"
    return AnswerField(widget=DisplayWidget(template, label=said(definition, "label"), **context))


def _page_only(kind: str) -> str | None:
    return kind if kind == "page" else None


class Safe(Whitelister):
    """What editors may write: paragraphs, lists, emphasis, links."""

    element_rules = {
        "[document]": allow_without_attributes,
        **dict.fromkeys(PLAIN, allow_without_attributes),
        "a": attribute_rule(
            {"href": check_url, "linktype": lambda kind: kind if kind == "page" else None, "id": True}
        ),
    }


def safe_source(html: Any) -> str:
    """Rich words as they are kept: HTML of the safe subset; scripts and styles go with all they hold."""
    doc = BeautifulSoup(str(getattr(html, "source", html) or ""), "html.parser")
    for unread in doc(["script", "style"]):
        unread.decompose()
    return str(Safe().clean(str(doc)))


def rich(definition: Definition, name: str) -> SafeString:
    """Rich words of the page's language, links to pages of the portal made addresses."""
    return mark_safe(expand_db_html(safe_source(said(definition, name))))


# What a type says that takes no answer.
MISSING = ""


def clean(definition: Definition, raw: Any, facts: Any) -> None:
    """Nothing is answered, whatever is sent."""


def shown(value: Any) -> Any:
    return value


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "null"}


def text(definition: Definition, value: Any) -> str:
    return ""


def no_options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}
