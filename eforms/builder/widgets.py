"""The menus conditions are built with, and the formula's input: Wagtail widgets of one JSON value each.

The scripts read the questions from the form being edited, unsaved ones too, and name them by their block:
`{"field": "#<block id>"}`; the server turns that into the question's code when the form is checked
(`eforms.builder.references`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from eforms.builder import phrases
from eforms.builder.formula_examples import examples
from eforms.judging.pseudo import fact_definitions
from eforms.lists.reading import entries

DEEPEST = 4
OUTLINE = "eforms/builder/outline.js"
STYLE: dict[str, Sequence[str]] = {"all": ["eforms/builder/builder.css"]}


class ConditionWidget(forms.HiddenInput):
    """One condition tree as JSON text; the script draws menus over it."""

    @property
    def is_hidden(self) -> bool:
        return False

    def format_value(self, value: Any) -> str:
        if value in (None, "", "null"):
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class ConditionWidgetAdapter(WidgetAdapter):
    js_constructor = "eforms.ConditionWidget"

    def js_args(self, widget: ConditionWidget) -> list[Any]:
        return [vocabulary(get_language() or "vi")]

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(
            js=[OUTLINE, "eforms/builder/sentences.js", "eforms/builder/condition.js"], css=STYLE
        )


class OperandWidget(ConditionWidget):
    """One value: written here, the answer to another question, or a day counted from today."""


class OperandWidgetAdapter(ConditionWidgetAdapter):
    js_constructor = "eforms.OperandWidget"


class FormulaWidget(forms.Textarea):
    """A formula in CEL; beside it the names it may use, the functions, and what the server says of it.

    Outside a form's own editor `form` is the id of the control that chooses the e-form whose questions it may
    read, and `known` what it may read besides: {name: words}.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        form: str = "",
        known: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__({"rows": 3, "spellcheck": "false", "class": "eforms-formula", **(attrs or {})})
        self.form, self.known = form, dict(known or {})


class FormulaWidgetAdapter(WidgetAdapter):
    js_constructor = "eforms.FormulaWidget"

    def js_args(self, widget: FormulaWidget) -> list[Any]:
        words = formula_words(get_language() or "vi")
        if widget.form:
            asked = reverse("eforms_builder:asked", args=[0])
            known = [{"key": key, "label": str(said)} for key, said in widget.known.items()]
            names = _("Questions of the e-form: press one to write it into the formula")
            words = {**words, "form": widget.form, "asked": asked, "known": known, "names": names}
        return [*super().js_args(widget), words]

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[OUTLINE, "eforms/builder/formula.js"], css=STYLE)


class AskedWidget(forms.TextInput):
    """The code of a question of the form, chosen by its words. `types`: the questions that can be chosen."""

    def __init__(self, types: Sequence[str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.types = types


class AskedWidgetAdapter(WidgetAdapter):
    js_constructor = "eforms.AskedWidget"

    def js_args(self, widget: AskedWidget) -> list[Any]:
        every = vocabulary(get_language() or "vi")
        words = {
            name: every["words"][name] for name in ("choose", "gone", "untitled", "untitledStep", "thisRow")
        }
        return [{**words, "english": every["english"], "types": list(widget.types)}]

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[OUTLINE, "eforms/builder/chosen.js"], css=STYLE)


class LentWidget(forms.TextInput):
    """The code of an entry of a list another room lends, chosen by its words as they are today."""

    def __init__(self, code: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.code = code


class LentWidgetAdapter(AskedWidgetAdapter):
    js_constructor = "eforms.LentWidget"

    def js_args(self, widget: LentWidget) -> list[Any]:  # type: ignore[override]
        choices = [[one.code, one.words] for one in entries(widget.code, None, timezone.localdate())]
        words = {"choose": _("Choose…"), "gone": _("%(code)s (not in the list any more)")}
        return [{**words, "choices": choices}]


register(AskedWidgetAdapter(), AskedWidget)
register(LentWidgetAdapter(), LentWidget)
register(ConditionWidgetAdapter(), ConditionWidget)
register(OperandWidgetAdapter(), OperandWidget)
register(FormulaWidgetAdapter(), FormulaWidget)


@cache  # telepath packs the very same object once, however many menus a page has
def vocabulary(language: str) -> dict[str, Any]:
    """All words and tables the menus need, in one language."""
    return {
        "kinds": phrases.kinds(),
        "results": phrases.results(),
        "operators": {kind: _pairs(ops) for kind, ops in phrases.OPERATORS.items()},
        "measures": {kind: _pairs(words) for kind, words in phrases.MEASURES.items()},
        "quantifiers": _pairs(phrases.QUANTIFIERS),
        "facts": [{**fact, "options": fact.get("options") or []} for fact in fact_definitions().values()],
        "deepest": DEEPEST,
        "english": language.startswith("en"),
        "words": _words(),
    }


def _pairs(table: dict[str, Any]) -> list[list[str]]:
    return [[name, str(words)] for name, words in table.items()]


def _words() -> dict[str, str]:
    return {
        "always": _("Always: no condition is set."),
        "add": _("Set a condition"),
        "change": _("Change the condition"),
        "done": _("Close the menus"),
        "remove": _("Remove the condition"),
        "condition": _("Condition"),
        "when": _("Holds when"),
        "all": _("all of the following hold"),
        "any": _("at least one of the following holds"),
        "none": _("none of the following holds"),
        "notall": _("not all of the following hold"),
        "group": _("Group of conditions"),
        "rowsGroup": _("Rows"),
        "rowsAsk": _("Look at the rows of"),
        "some": _("at least one row in which"),
        "every": _("every row, in which"),
        "noRow": _("no row in which"),
        "addRow": _("Add a line"),
        "addGroup": _("Add a group of conditions"),
        "addRows": _("Add a line about rows"),
        "removeLine": _("Remove this line"),
        "removeGroup": _("Remove this group"),
        "question": _("Question"),
        "comparison": _("Comparison"),
        "answer": _("Answer"),
        "with": _("Compare with"),
        "value": _("an answer written here"),
        "today": _("today, moved by a time"),
        "other": _("the answer to another question"),
        "choose": _("Choose…"),
        "facts": _("What is known already"),
        "thisRow": _("This row"),
        "thisQuestion": _("This question"),
        "gone": _("a question that is not there any more"),
        **_words_of_values(),
    }


def _words_of_values() -> dict[str, str]:
    return {
        "untitled": _("(a question without words)"),
        "untitledStep": _("(a step without a title)"),
        "yes": _("Yes"),
        "no": _("No"),
        "before": _("before today"),
        "after": _("after today"),
        "years": _("years"),
        "months": _("months"),
        "days": _("days"),
        "dateToday": _("today"),
        "spokenBefore": _("%(time)s before today"),
        "spokenAfter": _("%(time)s after today"),
        "answerTo": _("the answer to %(label)s"),
        "and": _(" and "),
        "or": _(" or "),
        "noneHolds": _("none of these holds: %(parts)s"),
        "denied": _("it does not hold that %(inner)s"),
        "several": _("Several answers, with a semicolon between them"),
        "amount": _("How many"),
        "unit": _("Unit of time"),
        "direction": _("Before or after today"),
        "incomplete": _("This line is not complete yet."),
        "noQuestions": _("No question stands before this one yet. Facts can be used."),
        "nothing": _("…"),
    }


@cache
def formula_words(language: str) -> dict[str, Any]:
    """What the formula's input says, and where it asks the server to look at the formula."""
    return {
        "address": reverse("eforms_builder:formula"),
        "names": _("Questions before this one: press one to write it into the formula"),
        "functions": _("Functions, with examples"),
        "none": _("No question stands before this one yet."),
        "checking": _("Looking at the formula…"),
        "failed": _("The formula could not be looked at now. It is checked when you save."),
        "unsaved": _("has its code only after saving"),
        "kinds": phrases.kinds(),
        "results": phrases.results(),
        "english": language.startswith("en"),
        "examples": examples(),
    }
