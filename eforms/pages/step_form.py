"""One step of a form as a Django form: it only reads and shows; `eforms.judging.answers` judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eforms.errors import CaseRefused
from eforms.fields import TYPES
from eforms.fields.contract import Definition, is_blank, is_file
from eforms.fields.rows import RowsWidget
from eforms.judging.answers import (
    STEP,
    Errors,
    judge,
    judged_step,
    shown_fields,
    step_of,
)
from eforms.pages import merging
from eforms.pages.asked_fields import field_of, has_rules, is_display, is_typed, mark_of, shown_of
from eforms.pages.filling import Filling
from eforms.pages.row_forms import Drawn, Row, Rows, has_empty_row, has_rows, rows_of
from eforms.pages.screens import Screens
from eforms.prefilling.origins import beside, correct

SHOWN = "wizard-shown"  # hidden field: keys of the questions that were on the page (keys never hold a dash)
ONLY = "wizard-only"  # hidden field: the question whose screen the page is
MARKS = "wizard-marks"  # hidden field: marks of the answers as the page shows them (eforms/pages/merging.py)
VERSION = "wizard-version"  # hidden field: number of the form's version the page was drawn from
LONGEST_TYPED = 20_000


class StepForm(forms.Form):
    """The questions of one step that are asked now; of a step with one question a screen, those of a screen.

    `values`, `problems`: the judgement of what was posted, else of what was kept; `refused`: files that could
    not be taken just now; `quiet`: show only these and refusals by rules (the page is drawn anew while one
    is still answering).
    Questions that were not on the page show no errors either. `changed`: only the questions that this answer
    can have an effect on are drawn, and only their rules are looked at.
    """

    use_required_attribute = False
    marks_optional = True  # also on a step where nothing is required

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        filling: Filling,
        step_id: str,
        quiet: bool = False,
        refused: Mapping[str, ValidationError] | None = None,
        changed: str = "",
        **more: Any,
    ) -> None:
        super().__init__(data, files, **more)
        self.filling, self.step_id, self.quiet, self.refused = filling, step_id, quiet, dict(refused or {})
        self.step = step_of(filling.content, step_id)
        self.one_by_one = bool(self.step.get("one_by_one"))
        self.only = str(data.get(ONLY, "")) if self.is_bound else filling.only
        self.first = {key: value for key, value in filling.known.items() if key in self._unseen([key])}
        self.given = self._read(data, files)
        self.values: dict[str, Any] = {}
        self.problems: Errors = {}
        self.state = judged_step(filling.content, step_id, self.given, filling.answers, facts=filling.facts)
        self.plan = self.state.plan.step(step_id)
        self.touched = self._touched(changed)
        if self.touched is None:
            self.values, self.problems = judge(self.state, step_id)
        self.asked = {one["key"]: one for one in self._asked()}
        wrong = {path_of(name): reason for name, reason in self.refused.items()}
        self.problems = {**self.state.errors, **self.problems, **wrong}
        self.screens = Screens.of(self.asked.values()) if self.one_by_one else Screens({})
        if self.one_by_one and self.only not in self.screens.by_name:
            self.only = self.screens.resumed({path.split(".")[0] for path in self.problems}, self.values)
        for key in self.screens.by_name.get(self.only, list(self.asked)):
            self.fields[key] = self._field(self.asked[key])
        self.rows = {key: self._rows(self.asked[key]) for key in self.fields if has_rows(self.asked[key])}

    @property
    def screen(self) -> dict[str, int] | None:
        """ "Question 2 / 7", where a step asks one question a screen."""
        return self.screens.count(self.only)

    @property
    def media(self) -> forms.Media:
        """Scripts of every question of the step, also of those that come while it is filled."""
        kinds = [TYPES[one["type"]].form_field(one, self.filling.facts, None) for one in self.step["fields"]]
        return sum((field.widget.media for field in kinds), forms.Media())

    def _read(self, data: Any, files: Any) -> dict[str, Any]:
        """What is typed: from the page, and for questions that are on another screen from the draft."""
        read = {}
        for one in self.step["fields"]:
            key = one["key"]
            if self.is_bound and (not self.one_by_one or key == self.only):
                widget = TYPES[one["type"]].form_field(one, self.filling.facts, None).widget
                sent = widget.value_from_datadict(data, files, key)
                read[key] = self.first[key] if is_blank(sent) and key in self.first else sent
            else:
                read[key] = self.filling.typed.get(key, self.filling.answers.get(key))
        return read

    def _touched(self, changed: str) -> set[str] | None:
        """The questions an answer just changed may have an effect on; None: all of them."""
        key = changed.split("-")[0]
        if key not in self.state.plan.nodes or SHOWN not in (self.data or {}):
            return None
        return {key, *self.state.plan.dependents(key)}

    def _asked(self) -> list[Definition]:
        return shown_fields(self.state, self.step_id, only=self.touched)

    def _field(self, definition: Definition) -> forms.Field:
        key = definition["key"]
        known = self.filling.answers.get(key, self.filling.first.get(key))
        shown = shown_of(definition, known, self.filling.typed.get(key))
        field = field_of(
            definition,
            self.filling.facts,
            known=known,
            shown=shown,
            address=f"{self._files}{key}/" if self._files else "",
        )
        field.unseen = key in self.first  # type: ignore[attr-defined]
        return field

    @property
    def _files(self) -> str:
        return f"{self.filling.base}{self.step_id}/tep/" if self.filling.base else ""

    def _rows(self, definition: Definition) -> Rows:
        key = definition["key"]
        stored = key in self.first or (not self.is_bound and key not in self.filling.typed)
        fresh = {path_of(name) for name in self._unseen(self._row_names(definition))}
        told = {path: error for path, error in self._told().items() if path not in fresh}
        live = key in self.state.plan.live(self.plan) or any(
            has_rules(inner) for inner in definition["fields"]
        )
        drawn = Drawn(self.filling.facts, stored, self._files, str(self.auto_id), live)
        return rows_of(definition, self.given.get(key), told if self.is_bound else {}, drawn)

    def _row_names(self, definition: Definition) -> list[str]:
        """Names of the questions its rows ask now."""
        by_row = definition.get("by_row") or ()
        rows = by_row.items() if isinstance(by_row, Mapping) else enumerate(by_row)
        return [
            f"{definition['key']}-{place}-{one['key']}"
            for place, asked in rows
            for one in asked
            if is_typed(one)
        ]

    def _told(self) -> Errors:
        """What is said now: while somebody still answers, only files refused and cases turned down."""
        refused = {path_of(name) for name in self.refused}
        return {
            path: error
            for path, error in self.problems.items()
            if not self.quiet or path in refused or (isinstance(error, CaseRefused) and path != STEP)
        }

    def clean(self) -> dict[str, Any]:
        fresh = set(self.fresh) - set(self.refused)
        for path, error in self._told().items():
            if path == STEP:
                self.add_error(None, error)
            elif path in self.fields and path not in fresh:
                self.add_error(path, error)
        return self.values

    def is_valid(self) -> bool:
        """Nothing is wrong on this page, its rows included."""
        return super().is_valid() and not any(row.form.errors for row in self._all_rows())

    @property
    def refusal(self) -> ValidationError | None:
        """What forbids to go on after this step."""
        if self.touched is not None or not self.is_bound:
            return next(iter(self.state.refusals(self.plan)), None)
        return self.problems.get(STEP)

    def _all_rows(self) -> Iterator[Row]:
        for rows in self.rows.values():
            yield from rows.rows

    @property
    def fresh(self) -> list[str]:
        """Names of questions asked now that were not on the page that was posted."""
        own = [key for key in self.fields if is_typed(self.asked[key])]
        names = [*own, *(name for key in self.rows for name in self._row_names(self.asked[key]))]
        return self._unseen(names)

    def _unseen(self, names: list[str]) -> list[str]:
        if not self.is_bound or SHOWN not in self.data:
            return []
        seen = set(self.data[SHOWN].split())
        return [name for name in names if name not in seen]

    @property
    def pending(self) -> dict[str, Any]:
        """What was typed and cannot be accepted yet, to be kept: empty rows too, which are no answer."""
        wrong = {path.split(".")[0] for path in self.problems}
        wrong |= {key for key, raw in self.given.items() if key in self.asked and has_empty_row(raw)}
        grouped = {one["key"] for one in self.step["fields"] if has_rows(one)}
        return {
            key: storable(raw)
            for key, raw in self.given.items()
            if key in wrong
            and (not is_blank(raw) or key in grouped)
            and len(str(raw)) <= (LONGEST_TYPED * 20 if key in grouped else LONGEST_TYPED)
        }

    @property
    def accepted(self) -> dict[str, Any]:
        """Accepted values without files, which are stored as they arrive."""
        files = {one["key"] for one in self.step["fields"] if is_file(one)}
        return {key: value for key, value in self.values.items() if key not in files}

    @property
    def shown(self) -> str:
        """Names of the questions on the page, rows included; after one answer changed, the untouched stay."""
        names = [f"{row.name}-{key}" for row in self._all_rows() for key in row.form.fields]
        if self.touched is None:
            return " ".join([*self.fields, *names])
        before = [one for one in self.data[SHOWN].split() if one.split("-")[0] not in self.touched]
        own = [node.key for node in self.plan.nodes if node.key in before or node.key in self.fields]
        return " ".join([*own, *(one for one in before if "-" in one), *names])

    @property
    def shown_before(self) -> dict[str, str]:
        """Marks of the answers as the page that was sent had shown them; nothing when it did not say."""
        return merging.read(self.data.get(MARKS, "")) if self.is_bound else {}

    @property
    def marks(self) -> str:
        """Marks of the answers as this page shows them."""
        keys = [one["key"] for one in self.step["fields"]]
        if self.is_bound:
            return merging.written(merging.marks(keys, self.values, self.pending))
        return merging.written(merging.marks(keys, self.filling.answers, self.filling.typed))

    @property
    def questions(self) -> Iterator[dict[str, Any]]:
        """For the template: each bound field and what its wrapper needs to know."""
        for bound in self:
            definition = self.asked[bound.name]
            yield {
                "bound": bound,
                "type": definition["type"],
                "display": is_display(definition),
                "rows": self.rows.get(bound.name),
                "origin": self._origin(bound.name),
                "papers": self.filling.papers.get(bound.name, []),
                "live": bound.name in self.state.plan.live(self.plan) and not is_file(definition),
                "mark": mark_of(definition, bound.errors),
                "way_out": getattr(self.problems.get(bound.name), "way_out", None) if bound.errors else None,
                "legal": {"words": definition.get("legal_basis", ""), "url": definition.get("legal_url", "")},
            }

    def _origin(self, key: str) -> dict[str, str]:
        """Where the answer came from, and how a fixed one is put right."""
        origin = self.filling.origins.get(key)
        if not origin:
            return {}
        answer = self.filling.answers.get(key, self.filling.first.get(key))
        fixed = correct(origin) if key in self.filling.facts.fixed else ""
        return {"words": beside(origin, answer), "correct": fixed}

    def question(self, name: str) -> dict[str, Any] | None:
        """One of them, or one of a row's, by the name of its control."""
        inner = (one for row in self._all_rows() for one in row.form.questions)
        return next((one for one in (*self.questions, *inner) if one["bound"].html_name == name), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        """Every error with its question's words and the id of the control it is about."""
        found = [
            {"label": "", "message": str(one), "target": "step-refused"} for one in self.non_field_errors()
        ]
        for bound in self:
            found += errors_of(bound, str(bound.label))
            for row in self.rows[bound.name].rows if bound.name in self.rows else ():
                for inner in row.form:
                    found += errors_of(inner, f"{row.title}, {inner.label}")
        return found


def storable(raw: Any) -> Any:
    """What was typed without NULs, which PostgreSQL keeps in no text."""
    if isinstance(raw, str):
        return raw.replace("\0", "")
    if isinstance(raw, dict):
        return {key: storable(part) for key, part in raw.items()}
    return [storable(part) for part in raw] if isinstance(raw, list) else raw


def path_of(name: str) -> str:
    """`children-0-name`, as controls are called, to `children.0.name`, as errors are."""
    return name.replace("-", ".")


def errors_of(bound: forms.BoundField, label: str) -> list[dict[str, str]]:
    """The errors of one question for the summary."""
    target = first_control(bound)
    return [{"label": label, "message": str(message), "target": target} for message in bound.errors]


def first_control(bound: forms.BoundField) -> str:
    if isinstance(bound.field.widget, RowsWidget):
        return f"{bound.auto_id}_field"
    return f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else str(bound.auto_id)


class ReviewForm(forms.Form):
    """The declaration under the answers, and the key that makes a second click harmless."""

    use_required_attribute = False
    declared = forms.BooleanField(
        label=_("I declare that what I have written is true, and I answer for it before the law."),
        error_messages={"required": _("Tick the declaration before you file.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(self, *args: Any, at_desk: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if at_desk:
            self.fields["declared"].label = _("The applicant has declared these answers to be true.")

    @property
    def summary(self) -> list[dict[str, str]]:
        """As of a step; the declaration is too long to be a label. What refuses it all is about its costs."""
        missing = [{"message": str(one), "target": "id_declared"} for one in self.errors.get("declared", ())]
        refused = [{"message": str(one), "target": "costs-title"} for one in self.non_field_errors()]
        return [*refused, *missing]
