"""One record of the national catalogue -> the content of a procedure, and the doubts. Pure.

The record's own words are kept whole beside it by the page (`original`); nothing is thrown away here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from procedures.codes import is_procedure
from procedures.importing import parse_labels, parse_methods, parse_papers
from procedures.importing.doubts import Doubts, Unacceptable
from procedures.importing.parse_text import line, text

LONGEST_NAME = 2_000
LONGEST_FIELD = 250
LONGEST_DECISION = 120
DECISION_WORDS = ("Quyết định số ", "Quyết định ", "QĐ số ")


@dataclass(frozen=True, slots=True)
class Parsed:
    """content: keys of `snapshot.snapshot`. guessed: those of them the source does not state itself."""

    code: str
    field: str
    content: dict[str, Any]
    guessed: frozenset[str]
    doubts: Doubts


def parse(record: dict[str, Any]) -> Parsed:
    """Raises Unacceptable when there is no code or name, or a text cannot be kept at all."""
    doubts = Doubts()
    code = _code(record.get("code"), doubts)
    name = _name(record.get("name"), doubts)
    channels = parse_methods.channels(record.get("methods"), doubts)
    content = {
        "code": code,
        "name": name,
        "levels": parse_labels.levels(record.get("level"), doubts),
        "online_level": parse_labels.online_level(record.get("online_level"), channels, doubts),
        "subjects": parse_labels.subjects(record.get("target"), doubts),
        "steps_text": _expected(record, "steps", doubts),
        "conditions": text(record.get("conditions"), "conditions", doubts),
        "results": parse_labels.results(record.get("result"), record.get("result_codes"), doubts),
        "keywords": parse_labels.keywords(record.get("keywords"), doubts),
        "procedure_type": line(record.get("procedure_type"), "procedure_type", doubts)[:200],
        "competent_agency": _agency(record, doubts),
        "coordinating_agency": text(record.get("coordinating_agency"), "coordinating_agency", doubts),
        "receiving_address": text(record.get("receiving_address"), "receiving_address", doubts),
        "variants": parse_papers.variants(record.get("documents"), doubts),
        "channels": channels,
        "legal_bases": parse_labels.legal_bases(record.get("legal_basis"), doubts),
        "decision": {"number": _decision(record.get("decision"), doubts)},
    }
    guessed = frozenset() if record.get("online_level") else frozenset({"online_level"})
    return Parsed(code, _field(record.get("field"), doubts), content, guessed, doubts)


def _code(value: Any, doubts: Doubts) -> str:
    if isinstance(value, float):  # a spreadsheet took the code for a number and dropped its last zeros
        value = f"{value:.6f}"
    code = line(value, "code", doubts).upper()
    if not code:
        raise Unacceptable("no_code")
    if not is_procedure(code):
        raise Unacceptable("bad_code", code)
    return code


def _name(value: Any, doubts: Doubts) -> str:
    name = line(value, "name", doubts)
    if not name:
        raise Unacceptable("no_name")
    if len(name) > LONGEST_NAME:
        raise Unacceptable("too_long", "name")
    return name


def _field(value: Any, doubts: Doubts) -> str:
    """ "" when the source names none: the page then goes under the field for what has none."""
    field = line(value, "field", doubts)
    if not field:
        doubts.add("no_field")
    if len(field) > LONGEST_FIELD:
        raise Unacceptable("too_long", "field")
    return field


def _expected(record: dict[str, Any], key: str, doubts: Doubts) -> str:
    said = text(record.get(key), key, doubts)
    if not said:
        doubts.add(f"no_{key}")
    return said


def _agency(record: dict[str, Any], doubts: Doubts) -> str:
    """The copies name the deciding agency in either of two keys."""
    said = text(record.get("competent_agency"), "competent_agency", doubts)
    said = said or text(record.get("agency"), "agency", doubts)
    if not said:
        doubts.add("no_agency")
    return said


def _decision(value: Any, doubts: Doubts) -> str:
    said = line(value, "decision", doubts)
    for words in DECISION_WORDS:
        said = said.removeprefix(words)
    if not said:
        doubts.add("no_decision")
    if len(said) > LONGEST_DECISION:
        doubts.add("decision_cut", said)
        return said[: LONGEST_DECISION - 1] + "…"
    return said
