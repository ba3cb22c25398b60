"""Answers to the demo's forms: what a person would write, and for the rest what fits the question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from eforms.fields import is_asked
from eforms.fields.contract import Facts, is_file
from eforms.judging.answers import visible_fields
from portal.demo import words
from portal.demo.words import Somebody

Answers = dict[str, Any]
Definition = Mapping[str, Any]


def fill(content: Mapping[str, Any], told: Mapping[str, Any], *, rng: Random, today: date) -> Answers:
    """Answers to every question asked but those for files: `told` first, the rest made up to fit.

    `told` may hold None: a question that is left empty. Follows the form's conditions as answers appear.
    """
    facts = Facts(on=today)
    answers: Answers = {}
    done: set[str] = set()
    while waiting := [one for one in _asked(content, answers, facts) if one["key"] not in done]:
        for definition in waiting:
            key = definition["key"]
            done.add(key)
            value = told[key] if key in told else _made_up(definition, rng, today)
            if value is not None:
                answers[key] = value
        asked = {one["key"] for one in _asked(content, answers, facts)}
        answers = {key: value for key, value in answers.items() if key in asked}
    return answers


def _asked(content: Mapping[str, Any], answers: Answers, facts: Facts) -> list[Definition]:
    """The questions a person answers by typing or choosing: not what a rule sets, and no files."""
    shown = visible_fields(content, answers, facts=facts)
    return [one for one in shown if is_asked(one) and not one.get("fixed") and not is_file(one)]


def files_wanted(content: Mapping[str, Any], answers: Mapping[str, Any], rng: Random) -> list[Definition]:
    """Questions for files this person answers: those that must be answered, and now and then another."""
    asked = [one for one in visible_fields(content, answers) if is_file(one)]
    return [one for one in asked if one["required"] or rng.random() < 0.4]


def _made_up(definition: Definition, rng: Random, today: date) -> Any:
    if not definition["required"] and rng.random() < 0.7:
        return None
    maker = MAKERS.get(definition["type"])
    return maker(definition, rng, today) if maker else None


def _choice(definition: Definition, rng: Random, today: date) -> str:
    """The first choice is the usual one: mostly that."""
    values = [option["value"] for option in definition["options"]]
    return str(values[0] if rng.random() < 0.6 else rng.choice(values))


def _integer(definition: Definition, rng: Random, today: date) -> int:
    least = definition.get("min") or 0
    most = definition.get("max")
    return rng.randint(least, min(most if most is not None else least + 3, least + 3))


def _money(definition: Definition, rng: Random, today: date) -> int:
    return int(max(definition.get("min") or 0, rng.randint(10, 300) * 1_000_000))


def _date(definition: Definition, rng: Random, today: date) -> str:
    ahead = definition.get("max") != "today"
    return (today + timedelta(days=rng.randint(2, 20) if ahead else -rng.randint(30, 3000))).isoformat()


def _rows(definition: Definition, rng: Random, today: date) -> list[Answers]:
    """As few rows as the form takes."""
    return [
        {
            one["key"]: value
            for one in definition["new_row"]
            if (value := _made_up(one, rng, today)) is not None
        }
        for _number in range(definition.get("min_rows") or 0)
    ]


MAKERS = {
    "full_name": lambda definition, rng, today: words.name(rng, rng.choice(("nam", "nu"))),
    "group": _rows,
    "text": lambda definition, rng, today: words.sentence(rng)[: definition["max_length"]].strip(),
    "long_text": lambda definition, rng, today: words.sentence(rng),
    "integer": _integer,
    "money": _money,
    "date": _date,
    "yes_no": lambda definition, rng, today: rng.random() < 0.5,
    "choice": _choice,
    "choices": lambda definition, rng, today: [_choice(definition, rng, today)],
    "email": lambda definition, rng, today: "cong.dan@example.vn",
    "phone": lambda definition, rng, today: words.somebody(rng, today).phone,
    "personal_number": lambda definition, rng, today: words.somebody(rng, today).number,
    "address": lambda definition, rng, today: words.address(rng),
}


def applicant(person: Somebody) -> Answers:
    """The first step of every form."""
    return {
        "nguoi_yeu_cau": person.full_name,
        "so_dinh_danh": person.number,
        "dien_thoai": person.phone,
        "thu_dien_tu": person.email or None,
        "noi_cu_tru": person.address,
    }
