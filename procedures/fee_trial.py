"""What the fees of a draft come to for made-up answers: tried in the editor, before it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from eforms.drafts import CHANNELS
from eforms.fields import TYPES
from eforms.fields.contract import Definition, Facts, is_file
from eforms.judging.plan import plan_of
from eforms.judging.pseudo import fact_definitions
from eforms.judging.state import State
from eforms.wording import said
from payments.fees.quote import PAGES, Quote, quote
from payments.fees.rule import read
from payments.fees.wording import how_reckoned, problem_text
from procedures.choices import Channel
from procedures.fee_blocks import compiled_fee, fee_problems
from procedures.pages import ProcedurePage
from procedures.process_choosing import OPENS_PROCEDURE
from procedures.snapshot import form_version
from rules.formulas import reads

ANSWER, PAGES_OF = "answer-", "pages-"
"""How the controls of answers and of pages of files are called."""
GROUPED = ("group", "table")


class FeeTrialForm(forms.Form):
    """How, when and in which case it is filed, and the answers that some fee rests on; no other questions."""

    channel = forms.ChoiceField(label=_("How it is filed"))
    applicant = forms.ChoiceField(label=_("Who applies"))
    day = forms.DateField(
        label=_("Day of filing"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    case = forms.ChoiceField(label=_("Case of the procedure"), required=False)
    age = forms.IntegerField(label=_("Age of who applies"), required=False, min_value=0, max_value=150)
    papers = forms.MultipleChoiceField(
        label=_("Papers attached"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, page: ProcedurePage) -> None:
        super().__init__(data, initial={"day": timezone.localdate()})
        self.fees = {one.value["channel"]: list(one.value["fees"].bound_blocks) for one in page.channels}
        self.version = form_version(page)
        self.plan = plan_of(self.version.content if self.version else {"steps": []})
        self._choices(page)
        self.asked = {one["key"]: one for one in self._asked()}
        for key, one in self.asked.items():
            self.fields[f"{ANSWER}{key}"] = _field(one)
        if PAGES in self._read():
            for one in self._files():
                label = _("Pages of “%(label)s”") % {"label": said(one, "label")}
                self.fields[f"{PAGES_OF}{one['key']}"] = forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=100_000
                )

    def _choices(self, page: ProcedurePage) -> None:
        words = dict(Channel.choices)
        facts = fact_definitions()["_applicant"]["options"]
        cases = [one.value["name"] for one in page.variants if one.value["name"]]
        papers = [one.paper for rule in self._rules() for one in rule.reductions if one.paper]
        for name, choices in (
            ("channel", [(one, words.get(one, one)) for one in self.fees]),
            ("applicant", [(one["value"], one["label"]) for one in facts]),
            ("case", [(one, one) for one in cases]),
            ("papers", [(one, one) for one in dict.fromkeys(papers)]),
        ):
            field: Any = self.fields[name]
            field.choices = choices
            if not choices:
                del self.fields[name]
        if "_age" not in self._read():
            del self.fields["age"]

    def _rules(self) -> Iterator[Any]:
        """Rules of fees that are complete."""
        for items in self.fees.values():
            yield from (read(compiled_fee(one)) for one in items if not fee_problems(one.value))

    def _read(self) -> set[str]:
        """Names the formulas read, and those the conditions of the questions rest on."""
        named = {key for rule in self._rules() for one in rule.formulas() for key in reads(one)}
        known = [one for one in named if one in self.plan.nodes]
        return named | {key for one in known for node in self.plan.closure(one) for key in node.reads}

    def _asked(self) -> Iterator[Definition]:
        """Questions to answer, in the order of the form."""
        named = self.plan.needed(self._read())
        for key, node in self.plan.nodes.items():
            one = node.definition
            if key in named and not getattr(TYPES[one["type"]], "UNASKED", False) and not is_file(one):
                yield one

    def _files(self) -> Iterator[Definition]:
        for node in self.plan.nodes.values():
            if is_file(node.definition):
                yield node.definition

    def clean(self) -> dict[str, Any]:
        """Answers are judged as the form judges them: what is wrong is said beside the question."""
        kept = super().clean() or self.cleaned_data
        self.answers: dict[str, Any] = {}
        if "day" in kept:
            raw = {key: _raw(one, kept.get(f"{ANSWER}{key}")) for key, one in self.asked.items()}
            state = State(self.plan, {}, self.facts, raw, frozenset(self.asked))
            self.answers = {key: state.value(key) for key in self._read() if key in self.plan.nodes}
            for path, error in state.errors.items():
                self.add_error(f"{ANSWER}{path.split('.')[0]}", error)
        return kept

    @property
    def facts(self) -> Facts:
        said = self.cleaned_data
        return Facts(
            on=said["day"],
            channel=CHANNELS.get(way := said.get("channel") or "online", way),
            applicant=said.get("applicant") or "person",
            age=said.get("age"),
            variant=said.get("case") or "",
        )

    def quoted(self) -> Quote:
        """What it comes to; only of a valid form. Fees that are not complete are left out."""
        chosen = self.fees.get(self.cleaned_data.get("channel"), [])
        fees = [compiled_fee(one) for one in chosen if not fee_problems(one.value)]
        pages = {
            name.removeprefix(PAGES_OF): number
            for name, number in self.cleaned_data.items()
            if name.startswith(PAGES_OF) and number
        }
        answers = {key: value for key, value in self.answers.items() if value is not None}
        facts = {**self.facts.as_answers(), **answers, PAGES: pages}
        day: date = self.cleaned_data["day"]
        return quote(fees, facts, on=day, papers=self.cleaned_data.get("papers", []))

    def incomplete(self) -> list[tuple[str, list[str]]]:
        """[(fee, what is wrong)] of the fees left out."""
        found = []
        for one in self.fees.get(self.cleaned_data.get("channel"), []):
            problems = fee_problems(one.value)
            if problems:
                called = one.value["name"] or one.value["text"] or _("(without a name)")
                found.append((str(called), [text for each in problems.values() for text in each.messages]))
        return found


def _field(one: Definition) -> forms.Field:
    """The question's own control; rows of a group are written one a line."""
    if one["type"] in GROUPED:
        columns = [said(inner, "label") for inner in _columns(one)]
        return forms.CharField(
            label=said(one, "label"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("One row a line, its answers parted by semicolons: %(columns)s")
            % {"columns": "; ".join(columns)},
        )
    field: forms.Field = TYPES[one["type"]].form_field(one, Facts(on=timezone.localdate()), None)
    field.label, field.required, field.help_text = said(one, "label"), False, one["key"]
    return field


def _columns(one: Definition) -> list[Definition]:
    return [inner for inner in one["fields"] if not getattr(TYPES[inner["type"]], "UNASKED", False)]


def _raw(one: Definition, given: Any) -> Any:
    """As a page of the form would send it."""
    if one["type"] not in GROUPED:
        return given
    keys = [inner["key"] for inner in _columns(one)]
    rows = [
        dict(zip(keys, (part.strip() for part in line.split(";")), strict=False))
        for line in str(given or "").splitlines()
        if line.strip()
    ]
    if one["type"] == "group":
        return rows
    return {row["id"]: cells for row, cells in zip(one["rows"], rows, strict=False)}


@allow(OPENS_PROCEDURE)
@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """The fees of the draft as it was saved last, for the answers sent; nothing is kept."""
    known = get_object_or_404(ProcedurePage, pk=pk)
    page = known.get_latest_revision_as_object()
    sent = request.method == "POST"
    form = FeeTrialForm(request.POST if sent else None, page)
    context: dict[str, Any] = {
        "page": page,
        "saved_at": known.latest_revision_created_at,
        "form": form,
        "editor": reverse("wagtailadmin_pages:edit", args=[pk]),
        "without_form": form.version is None,
    }
    if sent and form.is_valid():
        found = form.quoted()
        context |= {
            "quote": found,
            "lines": [_told(line.stored()) for line in found.lines],
            "incomplete": form.incomplete(),
        }
    return render(request, "procedures/admin/fee_trial.html", context, status=422 if form.errors else 200)


def _told(line: Mapping[str, Any]) -> dict[str, Any]:
    problem = problem_text(line) if line["problem"] else ""
    return {**line, "told": how_reckoned(line), "problem": problem, "by_text": line["why"] == "by_text"}
