"""The file format of a form and what can be seen to be wrong with a file before anything is built. Pure.

{"format": "mot-cua/eform", "format_version": 1, "code", "source"?, "source_url"?, "about"?,
 …content JSON (eforms/compile.py): "title", "title_en", "steps", "routes"?, "signers"?, "paper"?, "lists"?,
 "scenarios"?: [{"name", "on"?, "channel"?, "applicant"?, "variant"?, "answers", "expect"}]}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from eforms.fields import TYPES

FORMAT = "mot-cua/eform"
VERSION = 1
MOST_BYTES = 2_000_000
MOST_STEPS = 100
MOST_QUESTIONS = 2000
MOST_SCENARIOS = 200
LONGEST_TEXT = 20_000
DEEPEST = 25
CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")

ABOUT = ("format", "format_version", "code", "source", "source_url", "about", "scenarios")
CONTENT = (
    "title", "title_en", "steps", "representation", "routes", "signers", "paper", "lists", "by_officers",
)  # fmt: skip
STEP = (
    "id", "title", "title_en", "description", "description_en", "show_if", "one_by_one", "refusals", "fields",
)  # fmt: skip
SCENARIO = ("name", "on", "channel", "applicant", "age", "variant", "answers", "expect")
EXPECT: dict[str, Any] = {
    "steps": list, "errors": dict, "values": dict, "papers": dict, "refusal": (str, type(None)),
    "agency": (str, type(None)),
}  # fmt: skip
TEXTS = {
    "code", "source", "source_url", "about", "id", "title", "title_en", "description", "description_en",
    "key", "type", "label", "label_en", "help", "help_en", "example", "example_en", "legal_basis",
    "legal_url",
    "name", "representation", "message", "message_en", "way_out", "way_out_en", "channel", "applicant",
    "variant",
}  # fmt: skip
TRUTHS = {"by_officers", "required", "sensitive", "one_by_one"}
LISTS = {
    "steps",
    "fields",
    "options",
    "rows",
    "limits",
    "checks",
    "refusals",
    "routes",
    "signers",
    "scenarios",
}


class UnreadableFile(ValidationError):
    """The file is no JSON of ours at all. Seen by who imports it."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `path`: where in the file; `place`: the same in words, may be empty."""

    path: str
    place: str
    message: str


def load(raw: bytes | str) -> dict[str, Any]:
    """The file as JSON. Raises UnreadableFile."""
    if len(raw) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise UnreadableFile(_("The file is too large: at most %(most)d MB.") % {"most": most}, code="large")
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("The file is not UTF-8 text."), code="not_utf8") from error
    except json.JSONDecodeError as error:
        words = {"line": error.lineno, "column": error.colno}
        message = _("This is not JSON: line %(line)d, column %(column)d cannot be read.") % words
        raise UnreadableFile(message, code="not_json") from error
    except (ValueError, RecursionError) as error:
        message = _("This is not JSON that can be used: %(reason)s.") % {"reason": str(error)[:100]}
        raise UnreadableFile(message, code="not_json") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        message = _("This is not an e-form of this portal: “format” must be “%(format)s”.")
        raise UnreadableFile(message % {"format": FORMAT}, code="format")
    if data.get("format_version") != VERSION or isinstance(data["format_version"], bool):
        message = _("Only version %(version)d of the format can be read.") % {"version": VERSION}
        raise UnreadableFile(message, code="format_version")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(_("“%(name)s” stands twice in one place") % {"name": twice[:40]})
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def problems(data: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the file's shape; an empty list means that it can be tried."""
    unkeepable = [*_unkeepable(data, "", 0)]
    if unkeepable:
        return [Problem(one.path, place_of(one.path, data), one.message) for one in unkeepable]
    found = [*_unknown(data, (*ABOUT, *CONTENT), "", ""), *_kinds(data, "", "")]
    if not isinstance(data.get("code"), str) or not CODE.fullmatch(data["code"]) or len(data["code"]) > 60:
        message = _("The code holds only small letters a–z, digits, - and _ (at most 60).")
        found.append(Problem("code", _("Code"), message))
    if not str(data.get("title") or "").strip():
        found.append(Problem("title", _("Title"), _("The form needs a title.")))
    if "steps" not in data:
        found.append(Problem("steps", "", _("The steps are missing.")))
    if isinstance(data.get("steps"), list):
        found += _steps(data["steps"])
    if not isinstance(data.get("lists", {}), dict):
        found.append(Problem("lists", "", _("An object belongs here.")))
    if isinstance(data.get("scenarios"), list):
        found += scenario_problems(data["scenarios"])
    return found


def _unkeepable(value: Any, path: str, depth: int) -> Iterator[Problem]:
    """Letters a database cannot keep, texts that are too long, parts too deep."""
    if depth > DEEPEST:
        yield Problem(path, "", _("The parts lie too deep in each other."))
    elif isinstance(value, str | int):
        if message := _unkeepable_value(value):
            yield Problem(path, "", message)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _unkeepable(name, f"{path}.{name[:40]}".lstrip("."), depth + 1)
            yield from _unkeepable(part, f"{path}.{name[:40]}".lstrip("."), depth + 1)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _unkeepable(part, f"{path}[{number}]", depth + 1)


def _unkeepable_value(value: str | int) -> str:
    if isinstance(value, int):
        return _("The number is too large.") if abs(value) > 10**18 else ""
    if len(value) > LONGEST_TEXT:
        return _("The text is too long.")
    broken = any(letter == "\0" or 0xD800 <= ord(letter) < 0xE000 for letter in value)
    return _("The text holds a character that cannot be kept.") if broken else ""


def _unknown(part: Mapping[str, Any], known: tuple[str, ...], path: str, place: str) -> Iterator[Problem]:
    for name in part:
        if name not in known:
            message = _("“%(name)s” is not known here.") % {"name": name[:60]}
            yield Problem(f"{path}.{name[:60]}".lstrip("."), place, message)


def _kinds(part: Mapping[str, Any], path: str, place: str) -> Iterator[Problem]:
    """Texts where texts belong, yes or no where that belongs, lists of objects where these belong."""
    for name, value in part.items():
        where = f"{path}.{name}".lstrip(".")
        if name in TEXTS and not isinstance(value, str):
            yield Problem(where, place, _("Text belongs here."))
        elif name in TRUTHS and not isinstance(value, bool):
            yield Problem(where, place, _("true or false belongs here."))
        elif name in LISTS and not (value is None and name not in ("steps", "fields")):
            if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
                yield Problem(where, place, _("A list of objects belongs here."))


def _steps(steps: list[Any]) -> Iterator[Problem]:
    if len(steps) > MOST_STEPS:
        yield Problem("steps", "", _("At most %(most)d steps fit.") % {"most": MOST_STEPS})
    count = 0
    for number, step in enumerate(steps):
        if not isinstance(step, dict):
            continue  # said by _kinds
        path, place = f"steps[{number}]", step_place(number, step)
        yield from _unknown(step, STEP, path, place)
        yield from _kinds(step, path, place)
        if "fields" not in step:
            yield Problem(f"{path}.fields", place, _("The questions are missing."))
        if not str(step.get("title") or "").strip():
            yield Problem(f"{path}.title", place, _("The step needs a title."))
        fields = step.get("fields")
        count += len(fields) if isinstance(fields, list) else 0
        yield from _fields(fields, path, place, 0)
    if count > MOST_QUESTIONS:
        yield Problem("steps", "", _("At most %(most)d questions fit.") % {"most": MOST_QUESTIONS})


def _fields(fields: Any, path: str, place: str, depth: int) -> Iterator[Problem]:
    for turn, one in enumerate(fields if isinstance(fields, list) else []):
        if isinstance(one, dict):
            where = f"{place}, {question_place(turn, one)}"
            yield from _field(one, f"{path}.fields[{turn}]", where, depth)


def _field(one: Mapping[str, Any], path: str, place: str, depth: int) -> Iterator[Problem]:
    yield from _kinds(one, path, place)
    if not isinstance(one.get("type"), str) or one["type"] not in TYPES:
        message = _("No type is called “%(name)s”. Types: %(known)s.")
        words = {"name": str(one.get("type"))[:60], "known": ", ".join(TYPES)}
        yield Problem(f"{path}.type", place, message % words)
    inner = one.get("fields")
    if isinstance(inner, list) and depth > 1:
        yield Problem(f"{path}.fields", place, _("The parts lie too deep in each other."))
        return
    yield from _fields(inner, path, place, depth + 1)


def scenario_problems(scenarios: list[Any]) -> Iterator[Problem]:
    """What is wrong with the shape of a form's scenarios."""
    if len(scenarios) > MOST_SCENARIOS:
        yield Problem("scenarios", "", _("At most %(most)d scenarios fit.") % {"most": MOST_SCENARIOS})
    for number, one in enumerate(scenarios):
        if isinstance(one, dict):
            yield from _scenario(one, number)


def _scenario(one: Mapping[str, Any], number: int) -> Iterator[Problem]:
    path = f"scenarios[{number}]"
    place = _("Scenario “%(name)s”") % {"name": str(one.get("name") or number + 1)[:60]}
    yield from _unknown(one, SCENARIO, path, place)
    yield from _kinds(one, path, place)
    if not str(one.get("name") or "").strip():
        yield Problem(f"{path}.name", place, _("The scenario needs a name."))
    if one.get("on") is not None and not _is_day(one["on"]):
        yield Problem(f"{path}.on", place, _("A day such as 2025-09-02 belongs here."))
    if not isinstance(one.get("age", 0), int | None):
        yield Problem(f"{path}.age", place, _("A whole number belongs here."))
    for name in ("answers", "expect"):
        if not isinstance(one.get(name, {}), dict):
            yield Problem(f"{path}.{name}", place, _("An object belongs here."))
    if isinstance(one.get("expect"), dict):
        yield from _expectations(one["expect"], f"{path}.expect", place)


def _expectations(expect: Mapping[str, Any], path: str, place: str) -> Iterator[Problem]:
    yield from _unknown(expect, tuple(EXPECT), path, place)
    for name, kind in EXPECT.items():
        if name in expect and not isinstance(expect[name], kind):
            yield Problem(f"{path}.{name}", place, _("This has another shape than expected."))


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def place_of(path: str, data: Mapping[str, Any]) -> str:
    """Steps and questions on the way to a path of the file, in words; "" when it leads through none."""
    words: list[str] = []
    part: Any = data
    for name, number in re.findall(r"(steps|fields)\[(\d+)\]", path):
        rows = part.get(name) if isinstance(part, Mapping) else None
        part = rows[int(number)] if isinstance(rows, list) and int(number) < len(rows) else None
        known = part if isinstance(part, Mapping) else {}
        say = step_place if name == "steps" else question_place
        words.append(say(int(number), known))
    return ", ".join(words)


def step_place(number: int, step: Mapping[str, Any]) -> str:
    words = {"number": number + 1, "title": str(step.get("title") or "")[:60]}
    return _("Step %(number)d “%(title)s”") % words


def question_place(number: int, one: Mapping[str, Any]) -> str:
    words = {"number": number + 1, "label": str(one.get("label") or one.get("key") or "")[:60]}
    return _("question %(number)d “%(label)s”") % words
