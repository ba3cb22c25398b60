"""What the publish gate asks of texts that results are made from: that somebody asks what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eforms.fields.contract import is_file
from eforms.judging.answers import questions_of
from eforms.pages.asked_fields import is_told
from procedures.finding import ERROR, Finding
from procedures.process_gate import process, version_of
from procedures.result_texts import PARTS, text_problem
from procedures.snapshot import form_version

if TYPE_CHECKING:
    from procedures.pages import ProcedurePage


def texts_name_what_is_known(page: ProcedurePage) -> Finding | None:
    """Every placeholder is one there is; answers are asked by the e-form or by the form of a step."""
    with_text = [one.value for one in page.results if (one.value.get("body") or "").strip()]
    asked = answers_of(page) if with_text else {}
    for value in with_text:
        for part in PARTS:
            if problem := text_problem(value.get(part) or "", asked):
                message = _("The text of the result “%(name)s” cannot be filled in: %(problem)s")
                said = {"name": value["name"], "problem": " ".join(problem.messages)}
                return Finding(ERROR, "result_text_unknown", "results", message % said)
    return None


def answers_of(page: ProcedurePage) -> dict[str, str]:
    """{key: words} of what the e-form and the forms of steps ask, as last published; files are no words."""
    versions = [form_version(page), *map(version_of, process(page).steps())]
    return {
        one["key"]: one.get("label") or one["key"]
        for version in versions
        if version
        for one in questions_of(version.content)
        if is_told(one) and not is_file(one)
    }
