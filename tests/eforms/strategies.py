"""Random forms and random answers, for hypothesis.

`contents()` draws the content JSON of a form (eforms/compile.py) with rules of every kind; `saved(content)`
puts it through the checks of saving and gives the compiled content, or None when the editor would have been
refused.
`answers_to(content)` draws answers that mostly fit; `anything_to(content)` answers that mostly do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from eforms.building import blocks_of
from eforms.compile import compile_content
from eforms.definition import EForm

LEAVES = ("text", "integer", "money", "date", "yes_no", "choice", "choices", "long_text")
ORDERED = ("integer", "money", "date")
LINES = st.text(st.sampled_from("abcđêÁ 1"), min_size=1, max_size=8).filter(lambda line: line.strip())
DAYS = st.dates().map(lambda day: day.isoformat()).filter(lambda day: "1950" < day < "2030")
VALUES: dict[str, SearchStrategy[Any]] = {
    "text": LINES,
    "long_text": LINES,
    "integer": st.integers(-3, 12),
    "money": st.integers(0, 12) | st.integers(0, 10**12),
    "date": DAYS,
    "yes_no": st.booleans(),
    "choice": st.sampled_from(["a", "b", "c"]),
    "choices": st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3, unique=True),
}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
Known = list[dict[str, Any]]


@st.composite
def conditions(draw: DrawFn, known: Known, depth: int = 0) -> dict[str, Any]:
    """A condition over earlier questions and facts."""
    shape = draw(st.integers(0, 9))
    if depth < 2 and shape > 7:
        how = draw(st.sampled_from(["all", "any"]))
        return {how: draw(st.lists(conditions(known, depth + 1), min_size=1, max_size=2))}
    if depth < 2 and shape == 7:
        return {"not": draw(conditions(known, depth + 1))}
    asked = draw(st.sampled_from(known)) if known else None
    if asked is None or shape == 0:
        return {
            "field": "_applicant",
            "op": draw(st.sampled_from(["equals", "not_equals"])),
            "value": "person",
        }
    if asked["type"] == "group":
        return draw(_about_rows(asked))
    return draw(_about_leaf(asked))


@st.composite
def _about_rows(draw: DrawFn, group: dict[str, Any]) -> dict[str, Any]:
    if draw(st.booleans()):
        return {"field": group["key"], "measure": "count", "op": "at_least", "value": draw(st.integers(1, 3))}
    inner = draw(st.sampled_from(group["fields"]))
    how = draw(st.sampled_from(["some", "every", "none"]))
    return {"rows": group["key"], how: draw(_about_leaf(inner))}


@st.composite
def _about_leaf(draw: DrawFn, asked: dict[str, Any]) -> dict[str, Any]:
    kind = asked["type"]
    ops = ["filled", "empty"]
    if kind in ORDERED:
        ops += ["equals", "greater", "at_most"]
    elif kind == "choices":
        ops += ["contains"]
    elif kind != "computed":
        ops += ["equals", "not_equals"]
    op = draw(st.sampled_from(ops))
    if op in ("filled", "empty"):
        return {"field": asked["key"], "op": op}
    if kind == "date" and draw(st.booleans()):
        return {"field": asked["key"], "op": op, "value": {"today": {"years": draw(st.integers(-30, 2))}}}
    value = draw(VALUES["choice"] if kind == "choices" else VALUES[kind])
    return {"field": asked["key"], "op": op, "value": value}


@st.composite
def questions(draw: DrawFn, key: str, known: Known, kinds: tuple[str, ...] = LEAVES) -> dict[str, Any]:
    """A question, with rules over the questions in `known`."""
    kind = draw(st.sampled_from(kinds))
    one: dict[str, Any] = {"type": kind, "key": key, "label": f"Câu {key}", "required": draw(st.booleans())}
    if kind in ("choice", "choices"):
        one["options"] = [{"value": value, "label": value.upper()} for value in "abc"]
        if draw(st.booleans()):
            one["options"][2]["show_if"] = draw(conditions(known))
    if draw(st.integers(0, 3)) == 0:
        one["show_if"] = draw(conditions(known))
    if draw(st.integers(0, 5)) == 0:
        one["require_if"] = draw(conditions(known))
    if kind in ("integer", "money") and draw(st.integers(0, 2)) == 0:
        one["limits"] = [{"when": draw(st.none() | conditions(known)), "max": draw(st.integers(0, 9))}]
    if draw(st.integers(0, 5)) == 0:
        one["checks"] = [{"when": draw(conditions([*known, one])), "message": "Không nhận."}]
    if kind in VALUES and draw(st.integers(0, 7)) == 0:
        value = draw(VALUES["choice"] if kind == "choices" else VALUES[kind])
        one["set"] = [{"when": draw(conditions(known)), "value": value}]
    return one


@st.composite
def _computed(draw: DrawFn, key: str, known: Known) -> dict[str, Any]:
    numbers = [one["key"] for one in known if one["type"] in ("integer", "money")]
    groups = [one for one in known if one["type"] == "group"]
    parts = [f"value({name}, 0)" for name in numbers] + numbers + ["1", "today().size()"]
    parts += [f"{one['key']}.size()" for one in groups]
    formula = draw(st.lists(st.sampled_from(parts), min_size=1, max_size=3)).copy()
    operator = draw(st.sampled_from([" + ", " * ", " - ", " / "]))
    return {"type": "computed", "key": key, "label": f"Tính {key}", "required": False,
            "formula": operator.join(formula), "result": "integer"}  # fmt: skip


@st.composite
def _group(draw: DrawFn, key: str, known: Known) -> dict[str, Any]:
    fields: Known = []
    for number in range(draw(st.integers(1, 3))):
        fields.append(draw(questions(f"{key}_{number}", [*known, *fields])))
    most = draw(st.integers(1, 4))
    bounds = {"min_rows": draw(st.integers(0, most)), "max_rows": most}
    words = {"type": "group", "key": key, "label": f"Nhóm {key}", "required": draw(st.booleans())}
    return {**words, "fields": fields, **bounds}


@st.composite
def contents(draw: DrawFn, groups: bool = True) -> dict[str, Any]:
    """A form of one to three steps."""
    known: Known = []
    steps = []
    for number in range(draw(st.integers(1, 3))):
        fields: Known = []
        before = list(known)
        for place in range(draw(st.integers(1, 4))):
            key = f"k{number}_{place}"
            shape = draw(st.integers(0, 7))
            if shape == 0:
                one = draw(_computed(key, known))
            elif shape == 1 and groups:
                one = draw(_group(key, known))
            else:
                one = draw(questions(key, known))
            fields.append(one)
            known.append(one)
        step: dict[str, Any] = {"id": f"b{number}", "title": f"Bước {number}", "fields": fields}
        if number and draw(st.integers(0, 3)) == 0:
            step["show_if"] = draw(conditions(before))
        if draw(st.integers(0, 5)) == 0:
            step["refusals"] = [{"when": draw(conditions(known)), "message": "Không thuộc diện."}]
        steps.append(step)
    return {"title": "Tờ khai", "steps": steps}


def saved(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The form as it is compiled after saving; None when the editor is told that something is wrong."""
    try:
        steps = EForm.steps.field.stream_block.clean(blocks_of("thu", content["steps"]))
    except ValidationError:
        return None
    return compile_content(EForm(title=content["title"], steps=steps, routes=[], paper=[]))


@st.composite
def answers_to(draw: DrawFn, content: Mapping[str, Any]) -> dict[str, Any]:
    """Answers that mostly fit the questions; some are missing."""
    fields = [one for step in content["steps"] for one in step["fields"]]
    return {one["key"]: draw(_answer(one)) for one in fields if draw(st.integers(0, 9)) > 0}


def _answer(definition: Mapping[str, Any]) -> SearchStrategy[Any]:
    if definition["type"] == "group":
        row = st.fixed_dictionaries({}, optional={one["key"]: _answer(one) for one in definition["fields"]})
        return st.lists(row, max_size=4)
    return VALUES.get(definition["type"], st.none())


@st.composite
def anything_to(draw: DrawFn, content: Mapping[str, Any]) -> dict[str, Any]:
    """Input of any shape under the keys of the form, and some it does not have."""
    keys = [one["key"] for step in content["steps"] for one in step["fields"]]
    given = draw(st.dictionaries(st.sampled_from([*keys, "lạ"]), JSON, max_size=6))
    return {**draw(answers_to(content)), **given} if draw(st.booleans()) else given
