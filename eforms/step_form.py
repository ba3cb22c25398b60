"""One step of a form as a Django form: it only reads and shows; `eforms.answers` judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _

from documents.again import Paper, papers_of
from eforms import earlier, merging
from eforms.answers import (
    STEP,
    Content,
    Errors,
    judge,
    judged_step,
    shown_fields,
    state_of,
    step_of,
)
from eforms.canonical import digest
from eforms.earlier import Offer
from eforms.errors import CaseRefused
from eforms.fields import TYPES, is_asked
from eforms.fields.computed import ShownWidget
from eforms.fields.contract import AnswerField, Definition, Facts, is_blank, is_file
from eforms.fields.file import FilesWidget
from eforms.fields.leaves import DISPLAYS
from eforms.models import Draft
from eforms.origins import beside, correct, still_first
from eforms.papers_again import offers
from eforms.state import State
from eforms.wording import said

SHOWN = "wizard-shown"  # hidden field: keys of the questions that were on the page (keys never hold a dash)
MARKS = "wizard-marks"  # hidden field: marks of the answers as the page shows them (eforms/merging.py)
VERSION = "wizard-version"  # hidden field: number of the form's version the page was drawn from
LONGEST_TYPED = 20_000


@dataclass(frozen=True)
class Filling:
    """What a step's form needs to know of the draft. `base`: address of the draft, empty in previews.

    `origins`, `first`: where answers came from, and first answers of questions that were hidden until now;
    `papers`, `offer`: papers and an earlier filing that may be used again (pages of `with_offers` only).
    """

    content: Content
    facts: Facts
    answers: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)
    base: str = ""
    version: int = 0
    origins: Mapping[str, Any] = field(default_factory=dict)
    first: Mapping[str, Any] = field(default_factory=dict)
    papers: Mapping[str, list[Paper]] = field(default_factory=dict)
    offer: Offer | None = None

    @classmethod
    def of(cls, draft: Draft, facts: Facts) -> Filling:
        base = reverse("eforms:draft", args=[draft.pk])
        return cls(
            draft.version.content, facts, draft.answers, draft.typed, base, version=draft.version.number,
            origins=draft.origins, first=still_first(draft),
        )  # fmt: skip

    @classmethod
    def with_offers(cls, draft: Draft, facts: Facts, step_id: str) -> Filling:
        """As `of`, with what the person may use again in this step."""
        filling, papers = cls.of(draft, facts), papers_of(draft.owner)
        files = [one for one in step_of(filling.content, step_id)["fields"] if is_file(one)]
        found = {one["key"]: offers(draft, one, papers) for one in files} if papers else {}
        return replace(filling, papers=found, offer=earlier.offer(draft, step_id, facts))


class StepForm(forms.Form):
    """The questions of one step that are asked now.

    `values`, `problems`: the judgement of what was posted; `refused`: files that could not be taken just now;
    `quiet`: show only these and refusals by rules (the page is drawn anew while somebody is still answering).
    Questions that were not on the page show no errors either. `changed`: only the questions that this answer
    can have an effect on are drawn, and only their rules are looked at.
    """

    use_required_attribute = False

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
        self.given = self._read(data, files) if self.is_bound else {}
        self.values: dict[str, Any] = {}
        self.problems: Errors = {}
        self.state = self._state()
        self.plan = self.state.plan.step(step_id)
        self.touched = self._touched(changed)
        if self.touched is None and self.is_bound:
            self.values, self.problems = judge(self.state, step_id)
        self.definitions = {one["key"]: one for one in self._asked()}
        self.problems = {**self.state.errors, **self.problems, **self.refused}
        for key, definition in self.definitions.items():
            self.fields[key] = self._field(definition)

    def _state(self) -> State:
        filling = self.filling
        if not self.is_bound:
            return state_of(filling.content, filling.answers, filling.facts)
        return judged_step(filling.content, self.step_id, self.given, filling.answers, facts=filling.facts)

    def _touched(self, changed: str) -> set[str] | None:
        """The questions an answer just changed may have an effect on; None: all of them."""
        if not changed or changed not in self.state.plan.nodes or SHOWN not in self.data:
            return None
        return {changed, *self.state.plan.dependents(changed)}

    @property
    def media(self) -> forms.Media:
        """Scripts of every question of the step, also of those that come while it is filled."""
        kinds = [TYPES[one["type"]].form_field(one, self.filling.facts, None) for one in self.step["fields"]]
        return sum((field.widget.media for field in kinds), forms.Media())

    def _read(self, data: Any, files: Any) -> dict[str, Any]:
        read = {}
        for one in self.step["fields"]:
            widget = TYPES[one["type"]].form_field(one, self.filling.facts, None).widget
            read[one["key"]] = widget.value_from_datadict(data, files, one["key"])
        return read

    def _asked(self) -> list[Definition]:
        return shown_fields(self.state, self.step_id, only=self.touched)

    def _field(self, definition: Definition) -> forms.Field:
        key, kind = definition["key"], TYPES[definition["type"]]
        known = self.filling.answers.get(key, self.filling.first.get(key))
        if definition.get("fixed"):
            value = definition.get("value")
            built: forms.Field = AnswerField(
                widget=ShownWidget("" if value is None else kind.text(definition, value))
            )
        else:
            built = kind.form_field(definition, self.filling.facts, known)
        built.label, built.required = said(definition, "label"), bool(definition.get("required"))
        built.initial = self.filling.typed.get(key, None if known is None else kind.shown(known))
        built.help_text = hint(definition)
        if isinstance(built.widget, FilesWidget) and self.filling.base:
            built.widget.address = f"{self.filling.base}{self.step_id}/tep/{key}/"
        return built

    def clean(self) -> dict[str, Any]:
        fresh = set(self.fresh) - set(self.refused)
        for path, error in self.problems.items():
            key, _dot, rest = path.partition(".")
            told = not self.quiet or key in self.refused or isinstance(error, CaseRefused)
            if told and key in self.fields and key not in fresh:
                self.add_error(key, self._in_row(key, rest, error) if rest else error)
            elif path == STEP and not self.quiet:
                self.add_error(None, error)
        return self.values

    def _in_row(self, key: str, rest: str, error: ValidationError) -> ValidationError:
        """An error of a row's question, told with the row and the question."""
        row, _dot, inner = rest.partition(".")
        definition = self.definitions[key]
        names = {one["id"]: said(one, "label") for one in definition.get("rows") or ()}
        labels = {one["key"]: said(one, "label") for one in definition.get("fields") or ()}
        where = names.get(row) or _("Row %(number)s") % {"number": int(row) + 1 if row.isdigit() else row}
        text = f"{where}, {labels.get(inner, inner)}: {' '.join(error.messages)}"
        return ValidationError("%(text)s", code=error.code, params={"text": text})

    @property
    def refusal(self) -> ValidationError | None:
        """What forbids to go on after this step."""
        if self.touched is not None or not self.is_bound:
            return next(iter(self.state.refusals(self.plan)), None)
        return self.problems.get(STEP)

    @property
    def fresh(self) -> list[str]:
        """Keys of questions asked now that were not on the page that was posted."""
        if not self.is_bound or SHOWN not in self.data:
            return []
        seen = set(self.data[SHOWN].split())
        return [
            key
            for key, definition in self.definitions.items()
            if key not in seen and is_asked(definition) and not definition.get("fixed")
        ]

    @property
    def pending(self) -> dict[str, Any]:
        """What was typed and cannot be accepted yet, to be kept."""
        wrong = {path.split(".")[0] for path in self.problems}
        return {
            key: storable(raw)
            for key, raw in self.given.items()
            if key in wrong and not is_blank(raw) and len(str(raw)) <= LONGEST_TYPED
        }

    @property
    def accepted(self) -> dict[str, Any]:
        """Accepted values without files, which are stored as they arrive."""
        files = {one["key"] for one in self.step["fields"] if is_file(one)}
        return {key: value for key, value in self.values.items() if key not in files}

    @property
    def shown(self) -> str:
        """Keys of the questions on the page; after one answer changed, those it cannot touch stay."""
        if self.touched is None:
            return " ".join(self.fields)
        before = set(self.data[SHOWN].split()) - self.touched
        return " ".join(node.key for node in self.plan.nodes if node.key in before or node.key in self.fields)

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
        live = self.state.plan.live(self.plan)
        for bound in self:
            definition = self.definitions[bound.name]
            error = self.problems.get(bound.name)
            yield {
                "bound": bound,
                "type": definition["type"],
                "display": definition["type"] in DISPLAYS,
                "live": bound.name in live and not is_file(definition),
                "fresh": bound.name in self.fresh,
                "origin": self._origin(bound.name),
                "papers": self.filling.papers.get(bound.name, []),
                "mark": mark_of(definition, bound.errors),
                "way_out": error.way_out if isinstance(error, CaseRefused) and bound.errors else None,
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

    @property
    def summary(self) -> list[dict[str, str]]:
        """Every error with its question's words and the id of the control it is about."""
        whole = [
            {"label": "", "message": str(one), "target": "step-refused"} for one in self.non_field_errors()
        ]
        return whole + [
            {"label": str(bound.label), "message": str(message), "target": first_control(bound)}
            for bound in self
            for message in bound.errors
        ]


def mark_of(definition: Definition, errors: Iterable[object]) -> str:
    """Changes when the question must be drawn anew though it stays on the page (step.js compares it)."""
    rows = definition.get("by_row") or ()
    seen = [
        definition.get("required"),
        [one["value"] for one in definition.get("options") or ()],
        definition.get("value"),
        definition.get("fixed"),
        [definition.get(name) for name in ("min_rows", "max_rows")],
        [str(one) for one in errors],
        [
            [mark_of(one, ()) + one["key"] for one in row]
            for row in (rows.values() if isinstance(rows, dict) else rows)
        ],
    ]
    return digest(seen)[:12]


def hint(definition: Definition) -> str:
    """Help and example, each a line of its own."""
    example = said(definition, "example") or getattr(TYPES[definition["type"]], "EXAMPLE", "")
    lines = [
        said(definition, "help"),
        _("For example: %(example)s") % {"example": example} if example else "",
    ]
    return "<br>".join(conditional_escape(line) for line in lines if line)


def storable(raw: Any) -> Any:
    """What was typed without NULs, which PostgreSQL keeps in no text."""
    if isinstance(raw, str):
        return raw.replace("\0", "")
    if isinstance(raw, dict):
        return {key: storable(part) for key, part in raw.items()}
    return [storable(part) for part in raw] if isinstance(raw, list) else raw


def first_control(bound: forms.BoundField) -> str:
    return f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else str(bound.auto_id)


class ReviewForm(forms.Form):
    """The declaration under the answers, and the key that makes a second click harmless."""

    use_required_attribute = False
    declared = forms.BooleanField(
        label=_("I declare that what I have written is true, and I answer for it before the law."),
        error_messages={"required": _("Tick the declaration before you file.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=100)

    @property
    def summary(self) -> list[dict[str, str]]:
        """As of a step; the declaration is too long to be a label."""
        missing = list(self.errors.get("declared", ()))
        return [{"message": str(message), "target": "id_declared"} for message in missing]
