"""A form and its answers: which questions are asked now, and what each answer is worth.

Pulled, never pushed: a question is settled when somebody asks for it, once, after those its rules rest on. So
a step settles its own questions and what they read, and nothing else. `evaluated` tells which rules ran.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from eforms.checking.links import with_links
from eforms.errors import CaseRefused
from eforms.fields import TYPES
from eforms.fields.contract import Definition, Facts, is_blank, is_file
from eforms.judging.bounds import broken, fitting, tightened, too_few_or_many
from eforms.judging.plan import Bound, Node, Plan, StepPlan
from rules import formulas
from rules.conditions import tree_holds
from rules.shapes import Condition, tree_reads

Errors = dict[str, ValidationError]


class State:
    """Answers of a form, settled on demand.

    `raw`: input of the questions in `judged`; all others are taken from `answers`, accepted before.
    `errors` grows as judged questions are settled; its keys are paths ("children.0.name").
    """

    def __init__(
        self,
        plan: Plan,
        answers: Mapping[str, Any],
        facts: Facts,
        raw: Mapping[str, Any] | None = None,
        judged: frozenset[str] = frozenset(),
    ) -> None:
        self.plan, self.answers, self.facts = plan, dict(answers), facts
        self.raw, self.judged = raw or {}, judged
        self.errors: Errors = {}
        self.evaluated: list[tuple[str, str]] = []
        self._values: dict[str, Any] = {}
        self._shown: dict[str, bool] = {}
        self._fixed: set[str] = set()
        self._resolved: dict[str, Definition] = {}
        self._by_row: dict[str, Any] = {}
        self._steps: dict[str, bool] = {}
        self._bounds: dict[str, list[Bound]] = {}
        self.known = facts.as_answers()
        # What rules read: answers settled so far, and facts. Nothing is settled by reading.
        self.scope: Mapping[str, Any] = ChainMap(self._values, self.known)

    # -- asking ------------------------------------------------------------------------------------

    def shown(self, key: str) -> bool:
        """Whether the question is asked now."""
        self._pull(key)
        return self._shown[key]

    def value(self, key: str) -> Any:
        """The answer; None when there is none or it is not asked."""
        self._pull(key)
        return self._values.get(key)

    def resolved(self, key: str) -> Definition:
        """The definition as it holds now: required, options, bounds, set value, rows."""
        self._pull(key)
        node = self.plan.nodes[key]
        found = dict(self._definition(node, self.scope, key))
        if node.key in self._fixed or node.formula is not None:
            found["value"] = self._values.get(key)
        if node.key in self._fixed:
            found["fixed"] = True
        if node.rows:
            found["by_row"] = self._by_row.get(key, {} if node.type == "table" else [])
            found["new_row"] = self._row_definitions(node, {}, f"{key}.+")
        return found

    def step_shown(self, step: StepPlan) -> bool:
        """Whether the step's own condition holds."""
        if step.id not in self._steps:
            self._pull_all(step.show)
            self._steps[step.id] = step.show is None or self._holds(
                f"step:{step.id}", "show_if", step.show, self.scope
            )
        return self._steps[step.id]

    def refusals(self, step: StepPlan) -> list[CaseRefused]:
        """What forbids to continue after this step; nothing while the step is not asked."""
        if not step.refusals or not self.step_shown(step):
            return []
        held = []
        for refusal in step.refusals:
            self._pull_all(refusal.when)
            if self._holds(f"step:{step.id}", "refuse", refusal.when, self.scope):
                held.append(CaseRefused(refusal.raw))
        return held

    def holds(self, condition: Condition | None, name: str = "") -> bool:
        """Whether a condition of the form at large (a route, a paper) holds."""
        self._pull_all(condition)
        return condition is None or self._holds(name, "when", condition, self.scope)

    def change(self, key: str, value: Any) -> None:
        """Take another accepted answer; what rests on it is settled again when asked for."""
        self.answers[key] = value
        for one in (key, *self.plan.dependents(key)):
            self._shown.pop(one, None)
            self._values.pop(one, None)
            self._by_row.pop(one, None)
            self._fixed.discard(one)
            for memo in (self._resolved, self._bounds):
                for path in [path for path in memo if path.split(".")[0] == one]:
                    del memo[path]
        self._steps.clear()

    # -- settling ----------------------------------------------------------------------------------

    def _pull_all(self, condition: Condition | None) -> None:
        for key in self.plan.needed(tree_reads(condition)) if condition else ():
            if key in self.plan.nodes:
                self._pull(key)

    def _pull(self, key: str) -> None:
        if key in self._shown:
            return
        for node in self.plan.closure(key):
            if node.key not in self._shown:
                self._settle(node)

    def _settle(self, node: Node) -> None:
        shown = all(self._holds(node.key, "show_if", one, self.scope) for one in node.show)
        self._shown[node.key] = shown
        if not shown or node.family == "none":
            return
        judged = node.key in self.judged
        given = self.raw.get(node.key) if judged else self.answers.get(node.key)
        if node.key in self.facts.fixed:  # stays as it was filled in, whatever is sent
            given = self.facts.fixed[node.key]
            self._fixed.add(node.key)
        value = self._worth(node, self.scope, given, judged, node.key)
        if value is not None:
            self._values[node.key] = value

    def _worth(self, node: Node, scope: Mapping[str, Any], given: Any, judged: bool, path: str) -> Any:
        """The answer to a question that is asked; errors of judged ones are noted."""
        try:
            if node.formula is not None or node.type == "hidden":
                return self._reckoned(node, scope, judged, path)
            fixed, value = self._set(node, scope, path)
            if fixed:
                self._fixed.add(path)
                return self._noted(node, scope, value, path) if judged else value
            if not judged:
                return self._kept(node, scope, given, path)
            value = self._clean(node, scope, given, path)
            return None if value is None else self._checked(node, scope, value, path)
        except ValidationError as error:
            if judged:
                self.errors[path] = error
            return None

    def _reckoned(self, node: Node, scope: Mapping[str, Any], judged: bool, path: str) -> Any:
        kind = TYPES[node.type]
        outcome = node.definition.get("value")
        if node.formula is not None:
            outcome = self._run(node, scope, node.formula)
        value = kind.clean(node.definition, outcome, self.facts)
        if value is None:
            if judged and self._definition(node, scope, path)["required"]:
                raise ValidationError(kind.MISSING, code="required")
            return None
        return self._noted(node, scope, value, path) if judged else value

    def _noted(self, node: Node, scope: Mapping[str, Any], value: Any, path: str) -> Any:
        """A value the form gives itself stays known to other rules even when a check is against it."""
        try:
            linked = with_links(node.definition, scope)
            if linked is not node.definition:
                TYPES[node.type].clean(linked, value, self.facts)
            return self._checked(node, scope, value, path)
        except ValidationError as error:
            self.errors[path] = error
            return value

    def _set(self, node: Node, scope: Mapping[str, Any], path: str) -> tuple[bool, Any]:
        """(whether a rule gives the answer, the answer). Raises ValidationError when it is no good answer."""
        for setting in node.settings:
            if setting.when is None or self._holds(node.key, "set", setting.when, scope):
                outcome = setting.value
                if setting.formula is not None:
                    outcome = self._run(node, scope, setting.formula)
                if outcome is None:
                    return False, None  # not known yet: asked by hand
                self._fixed.add(path)
                return True, TYPES[node.type].clean(node.definition, fitting(node, outcome), self.facts)
        return False, None

    def _run(self, node: Node, scope: Mapping[str, Any], formula: formulas.Formula) -> Any:
        self.evaluated.append((node.key, "formula"))
        if node.family == "parts":  # taken whole from the question that the formula names
            return scope.get(next(iter(formula.reads)))
        whole = {key: self._whole(key, scope.get(key)) for key in formula.reads}
        return formulas.run(formula, {**whole, **self.known})

    def _whole(self, key: str, value: Any) -> Any:
        """Rows with every question in them, so that a formula finds null where an answer is missing."""
        node = self.plan.nodes.get(key)
        if node is None or not node.rows or value is None:
            return [] if node is not None and node.rows and node.type != "table" else value
        blank = {inner.key: None for inner in node.rows}
        if isinstance(value, Mapping):
            return {name: {**blank, **row} for name, row in value.items()}
        return [{**blank, **row} for row in value]

    def _kept(self, node: Node, scope: Mapping[str, Any], given: Any, path: str) -> Any:
        """An answer accepted before, without what is no longer offered or asked."""
        if is_blank(given):
            return None
        if node.rows:
            return self._rows(node, given, False, path)
        if node.offered:
            values = [option["value"] for option in self._definition(node, scope, path)["options"]]
            if isinstance(given, list):
                return [one for one in given if one in values] or None
            return given if given in values else None
        return given

    def _clean(self, node: Node, scope: Mapping[str, Any], given: Any, path: str) -> Any:
        definition = self._definition(node, scope, path)
        kind = TYPES[node.type]
        if node.rows:
            return self._clean_rows(node, definition, given, path)
        if is_blank(given):
            if definition["required"]:
                raise ValidationError(kind.MISSING, code="required")
            return None
        static = {
            **definition,
            **{name: node.definition.get(name) for name in ("min", "max") if name in definition},
        }
        return kind.clean(with_links(static, scope), given, self.facts)

    def _checked(self, node: Node, scope: Mapping[str, Any], value: Any, path: str) -> Any:
        """The value, when no limit and no check is against it."""
        for bound in self._active(node, scope, path):
            error = broken(node, bound, value, scope)
            if error:
                raise error
        own = ChainMap({node.key: value}, scope)  # type: ignore[arg-type]
        for check in node.checks:
            if self._holds(node.key, "refuse", check.when, own):
                raise CaseRefused(check.raw)
        return value

    # -- rows --------------------------------------------------------------------------------------

    def _clean_rows(self, node: Node, definition: Definition, given: Any, path: str) -> Any:
        kind = TYPES[node.type]
        shaped = [] if is_blank(given) else kind.clean(definition, given, self.facts)
        found = self._rows(node, shaped, True, path)
        wrong = any(one.startswith(f"{path}.") for one in self.errors)
        if not found and definition["required"] and not wrong:
            raise ValidationError(kind.MISSING, code="required")
        if node.type != "table" and found:
            too_few_or_many(node.definition, len(found))
        return found or None

    def _rows(self, node: Node, given: Any, judged: bool, path: str) -> Any:
        """Rows in the shape of the group, blank ones left out; judged ones note errors by their own place."""
        if node.type == "table":
            return self._table_rows(node, given if isinstance(given, Mapping) else {}, judged, path)
        rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
        done = [self._row(node, row, judged, f"{path}.{place}") for place, row in enumerate(rows)]
        self._by_row[path] = [
            self._row_definitions(node, row, f"{path}.{place}") for place, row in enumerate(done)
        ]
        return [row for row in done if row] or None

    def _table_rows(self, node: Node, rows: Mapping[str, Any], judged: bool, path: str) -> Any:
        """A row nobody filled is judged only when the table must be filled in."""
        every = judged and bool(self._definition(node, self.scope, path)["required"])
        found = {}
        self._by_row[path] = {}
        for name in (one["id"] for one in node.definition["rows"]):
            sent = rows.get(name)
            row = self._row(node, sent if isinstance(sent, Mapping) else {}, judged, f"{path}.{name}", every)
            self._by_row[path][name] = self._row_definitions(node, row, f"{path}.{name}")
            if row:
                found[name] = row
        return found or None

    def _row(
        self, node: Node, row: Mapping[str, Any], judged: bool, path: str, every: bool = False
    ) -> dict[str, Any]:
        """A row's answers; none, and no errors either, where nothing was answered that the row asks.

        `every`: judge it all the same.
        """
        values: dict[str, Any] = {}
        scope = ChainMap(values, self.scope)  # type: ignore[arg-type]
        typed = every
        for inner in node.rows:
            here = f"{path}.{inner.key}"
            self._shown[here] = all(self._holds(inner.key, "show_if", one, scope) for one in inner.show)
            if self._shown[here] and inner.family != "none":
                typed = typed or (inner.formula is None and not is_blank(row.get(inner.key)))
                value = self._worth(inner, scope, row.get(inner.key), judged, here)
                if value is not None:
                    values[inner.key] = value
        if not typed:
            self.errors = {one: error for one, error in self.errors.items() if not one.startswith(f"{path}.")}
        answered = any(inner.key in values for inner in node.rows if inner.formula is None)
        return values if typed and answered else {}

    def _row_definitions(self, node: Node, values: Mapping[str, Any], path: str) -> list[Definition]:
        """What a row asks, resolved for its answers."""
        scope = ChainMap(dict(values), self.scope)  # type: ignore[arg-type]
        asked: list[Definition] = []
        for inner in node.rows:
            here = f"{path}.{inner.key}"
            if here not in self._shown:
                self._shown[here] = all(self._holds(inner.key, "show_if", one, scope) for one in inner.show)
            if self._shown[here]:
                found = dict(self._definition(inner, scope, here))
                if here in self._fixed or inner.formula is not None:
                    found["value"] = values.get(inner.key)
                asked.append({**found, "fixed": True} if here in self._fixed else found)
        return asked

    # -- rules -------------------------------------------------------------------------------------

    def _definition(self, node: Node, scope: Mapping[str, Any], path: str) -> Definition:
        if path not in self._resolved:
            found = dict(node.definition)
            required = bool(found.get("required"))
            if not required and node.require is not None:
                required = self._holds(node.key, "require_if", node.require, scope)
            found["required"] = required and not (self.facts.on_paper and is_file(found))
            if node.offered:
                found["options"] = [
                    option
                    for option, when in zip(found["options"], node.offered, strict=True)
                    if when is None or self._holds(node.key, "option", when, scope)
                ]
            for bound in self._active(node, scope, path):
                found.update(tightened(node, found, bound, scope, self.facts))
            self._resolved[path] = found
        return self._resolved[path]

    def _active(self, node: Node, scope: Mapping[str, Any], path: str) -> list[Bound]:
        """The limits that hold now."""
        if path not in self._bounds:
            self._bounds[path] = [
                one for one in node.bounds if self._holds(node.key, "limit", one.when, scope)
            ]
        return self._bounds[path]

    def _holds(self, key: str, rule: str, condition: Condition | None, scope: Mapping[str, Any]) -> bool:
        self.evaluated.append((key, rule))
        return condition is None or tree_holds(condition, scope)
