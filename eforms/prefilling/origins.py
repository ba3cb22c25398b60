"""Where an answer came from, besides the person's own typing: kept with the draft, filed with the answers.

Draft.origins: {question key: {"from", "at", "value"?, "name"?, "day"?, "about"?, "unchecked"?, "files"?}}
  from       account.full_name | profile.name | earlier | source:dan_cu:hoTen | paper
  value      what was filled in; a different answer later is a correction
  about      fingerprint of what a source was asked about
  unchecked  the source gave no answer: typed by hand, to be checked
  files      {file id: {"name", "day"}} of papers used again
Submission.origins: the same without "value" and "about", with "changed": whether the person corrected it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from eforms.fields.contract import Definition
from eforms.wording import said

Origin = Mapping[str, Any]
Origins = Mapping[str, Origin]
INNER = ("value", "about")


def source_of(definition: Definition) -> str:
    """Where a question's first answer comes from: as the editor chose, else by what it is taken as."""
    chosen = (definition.get("prefill") or {}).get("from") or ""
    use = definition.get("use") or ""
    return str(chosen) or (f"account.{use}" if use in FROM_ACCOUNT else "")


FROM_ACCOUNT = ("full_name", "personal_number", "phone", "email")
FROM_PROFILE = ("name", "tax_code", "address", "representative", "members")
FROM_MEMBER = ("name", "birth_date", "relation", "personal_number")


def is_fixed(definition: Definition) -> bool:
    """Whether what was filled in may not be corrected in the form."""
    return bool((definition.get("prefill") or {}).get("fixed"))


def fixed_values(questions: Iterable[Definition], origins: Origins) -> dict[str, Any]:
    """{key: value} of the answers that were filled in and stay as they are."""
    return {
        one["key"]: origins[one["key"]]["value"]
        for one in questions
        if is_fixed(one) and "value" in origins.get(one["key"], {})
    }


def still_first(draft: Any) -> dict[str, Any]:
    """First answers of questions that were hidden when their step began: shown once the question is asked."""
    open_keys = {
        one["key"]
        for step in draft.version.content["steps"]
        if step["id"] not in draft.done_steps
        for one in step["fields"]
    }
    return {
        key: origin["value"]
        for key, origin in draft.origins.items()
        if key in open_keys and key not in draft.answers and "value" in origin
    }


def filed(origins: Origins, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What goes with the submission: of the questions answered only."""
    kept = {}
    for key, origin in origins.items():
        if key not in answers or not (origin.keys() & {"value", "unchecked", "files"}):
            continue
        inner = {name: part for name, part in origin.items() if name not in INNER}
        if "value" in origin and origin["value"] != answers[key]:
            inner["changed"] = True
        if "files" in origin:
            files = answers[key] if isinstance(answers[key], list) else []
            inner["files"] = {one: about for one, about in origin["files"].items() if one in files}
            if not inner["files"]:
                continue
        kept[key] = inner
    return kept


def beside(origin: Origin, answer: Any) -> str:
    """What is said to the person beside the question; "" when nothing of the origin is left in the answer."""
    if origin.get("unchecked"):
        words = _(
            "%(name)s gives no answer at the moment. Please type the answer; the officer will check it."
        )
        return words % {"name": said(origin, "name")}
    if origin["from"] != "paper" and ("value" not in origin or origin["value"] != answer):
        return ""
    return _("Taken from your account") if origin["from"].startswith("account.") else _whence(origin)


def correct(origin: Origin) -> str:
    """How an answer that is fixed here is put right."""
    whence = origin["from"].split(".")[0]
    if whence == "account":
        return _("It cannot be changed here. Correct it in “My details”, then take it again.")
    if whence == "profile":
        return _("It cannot be changed here. Correct it in “My profiles”, then take it again.")
    words = _("It cannot be changed here. If it is wrong, ask %(name)s to correct it, then take it again.")
    return words % {"name": said(origin, "name")}


def marks(origin: Origin | None) -> list[dict[str, str]]:
    """For the officer: [{"text", "tone"}], whence the answer came and what became of it."""
    if not origin:
        return []
    if origin.get("unchecked"):
        text = _("To be checked: %(name)s gave no answer") % {"name": said(origin, "name")}
        return [{"text": text, "tone": "warning"}]
    if origin.get("changed"):
        return [
            {"text": _whence(origin), "tone": "neutral"},
            {"text": _("Changed by the applicant"), "tone": "warning"},
        ]
    return [{"text": _whence(origin), "tone": "info"}]


def _whence(origin: Origin) -> str:
    whence = str(origin["from"])
    if whence.startswith("account."):
        return _("From the account")
    if whence.startswith("profile."):
        return _("From the profile “%(name)s”") % {"name": origin.get("name", "")}
    if whence == "earlier":
        return _("From what was filed on %(day)s") % {"day": spoken(origin.get("day", ""))}
    if whence == "paper":
        names = ", ".join(f"{one['name']} ({spoken(one['day'])})" for one in origin["files"].values())
        return _("Used again: %(names)s") % {"names": names}
    return _("From %(name)s") % {"name": said(origin, "name")}


def spoken(day: str) -> str:
    """An ISO day as people here write it."""
    try:
        return f"{date.fromisoformat(day):%d/%m/%Y}"
    except ValueError:
        return day
