"""Conditions that can never hold: a question shown when A is 1 and A is 2, or after one that is hidden then.

Sound, not complete: what is said never to hold never does; what needs more than comparing with fixed answers
is taken to be possible.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from eforms.fields.contract import Definition
from eforms.judging.plan import condition
from rules.comparing import ordered, same
from rules.shapes import Condition, Group, Question, Rows

MOST_CASES = 256
OPPOSITE = {"equals": "not_equals", "not_equals": "equals", "filled": "empty", "empty": "filled"}
NOT_BLANK = ("equals", "one_of", "contains", "greater", "less", "at_least", "at_most", "filled")
LOW = {"greater": True, "at_least": False}  # operator -> whether the bound itself is left out
HIGH = {"less": True, "at_most": False}

Case = tuple[Question, ...]  # questions that hold together


def never_holds(written: Any, known: Mapping[str, Definition], shown: Any = None) -> bool:
    """Whether no answers make it hold. `known`: what it may read; `shown`: the condition of its step."""
    parts = [one for one in (condition(written), condition(shown)) if one]
    if not parts:
        return False
    cases = _cases(Group("all", tuple(parts)))
    return cases is not None and not any(_possible(case, known) for case in cases)


def _cases(tree: Condition, negated: bool = False) -> list[Case] | None:
    """The condition as alternatives of questions; None when that would be too many."""
    if isinstance(tree, Rows):
        return [()]
    if isinstance(tree, Question):
        return [_leaf(tree, negated)]
    if tree.how == "not":
        return _cases(tree.parts[0], not negated)
    parts = [_cases(part, negated) for part in tree.parts]
    if any(part is None for part in parts):
        return None
    whole: list[list[Case]] = [part for part in parts if part is not None]
    if (tree.how == "any") is negated:
        return _together(whole)
    alternatives = [case for part in whole for case in part]
    return alternatives if len(alternatives) <= MOST_CASES else None


def _together(parts: Iterable[list[Case]]) -> list[Case] | None:
    found: list[Case] = [()]
    for part in parts:
        if len(found) * len(part) > MOST_CASES:
            return None
        found = [(*one, *other) for one, other in product(found, part)]
    return found


def _leaf(question: Question, negated: bool) -> Case:
    if not negated:
        return (question,)
    turned = OPPOSITE.get(question.op)
    return (Question(question.field, turned, question.value, question.measure),) if turned else ()


def _possible(case: Case, known: Mapping[str, Definition], seen: frozenset[str] = frozenset()) -> bool:
    by_field: dict[tuple[str, str | None], list[Question]] = {}
    for question in case:
        by_field.setdefault((question.field, question.measure), []).append(question)
    if not all(_alone(questions) for questions in by_field.values()):
        return False
    return all(
        _shown_too(field, case, known, seen)
        for (field, measure), questions in by_field.items()
        if measure is None and field not in seen and any(one.op in NOT_BLANK for one in questions)
    )


def _shown_too(field: str, case: Case, known: Mapping[str, Definition], seen: frozenset[str]) -> bool:
    """An answer that is needed must be asked for: its own condition holds together with the case."""
    show = condition((known.get(field) or {}).get("show_if"))
    cases = _cases(show) if show else None
    if cases is None:
        return True
    here = seen | {field}
    return any(len(case) + len(one) > MOST_CASES or _possible((*case, *one), known, here) for one in cases)


def _alone(questions: list[Question]) -> bool:
    """Whether one answer can satisfy all of these."""
    fixed = [one for one in questions if not isinstance(one.value, (tuple, dict)) and _is_literal(one.value)]
    ops = {one.op for one in questions}
    if "empty" in ops:
        return not ops & set(NOT_BLANK)
    equal = [one.value for one in fixed if one.op == "equals"]
    if any(not same(equal[0], other) for other in equal[1:]):
        return False
    if equal:
        return all(_allows(one, equal[0]) for one in questions)
    return _range_is_open([one for one in fixed if one.op in (*LOW, *HIGH)])


def _is_literal(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _allows(question: Question, answer: Any) -> bool:
    value = question.value
    if isinstance(value, tuple):
        held = any(same(answer, one) for one in value)
        return held if question.op == "one_of" else not held
    if not _is_literal(value):
        return True
    if question.op == "not_equals":
        return not same(answer, value)
    order = {"greater": operator.gt, "at_least": operator.ge, "less": operator.lt, "at_most": operator.le}
    return ordered(answer, value, order[question.op]) if question.op in order else True


def _range_is_open(questions: list[Question]) -> bool:
    for low in (one for one in questions if one.op in LOW):
        for high in (one for one in questions if one.op in HIGH):
            crossed = operator.ge if LOW[low.op] or HIGH[high.op] else operator.gt
            if ordered(low.value, high.value, crossed):
                return False
    return True
