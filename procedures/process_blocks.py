"""What an editor builds a process with: steps one after another, or several branches at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import PageChooserBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from accounts.models import Role
from eforms.models import EForm, FormVersion
from procedures.choices import PauseReason
from procedures.process import CODE, MAY_ASK, MUST_BE_PAID, SUPERIOR
from procedures.systems.models import OutsideSystem
from rules.errors import MalformedFormula
from rules.formulas import CEL, OWN, compiled


def roles() -> list[tuple[str, str]]:
    """Who may be given a step: the roles of officers, as administrators keep them."""
    return [(role.code, role.name_in_language) for role in Role.objects.filter(officer=True)]


SIGNATURES = [(CODE, _("With the officer's one-time code"))]
FEES = [
    (MAY_ASK, _("Payment may be asked for in this step")),
    (MUST_BE_PAID, _("Must be paid before the step is finished")),
]
NATIONAL = [("2", _("2: received")), ("4", _("4: being processed"))]


def agencies() -> list[tuple[str, Any]]:
    """Where a step may be done. Closed agencies stay on offer: the gate says what is wrong with them."""
    from procedures.models import Agency

    named = Agency.objects.filter(code__isnull=False).order_by("name").values_list("code", "name")
    return [(SUPERIOR, str(_("The agency above it"))), *((str(code), name) for code, name in named)]


def forms() -> list[tuple[str, str]]:
    """Forms an officer may be given to fill in: those made for it."""
    return list(EForm.objects.filter(by_officers=True).order_by("title").values_list("code", "title"))


def outside_systems() -> list[tuple[str, str]]:
    return list(OutsideSystem.objects.filter(active=True).values_list("code", "name"))


class StepBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name of the step"), max_length=200)
    name_en = blocks.CharBlock(label=_("Name in English"), required=False, max_length=200)
    role = blocks.ChoiceBlock(label=_("Who does it"), choices=roles)
    hours = blocks.FloatBlock(
        label=_("Working hours"),
        required=False,
        min_value=0.5,
        max_value=10_000,
        help_text=_("One working day is 8 hours. Empty: as long as the term of the dossier allows."),
    )
    when = blocks.CharBlock(
        label=_("Only when (formula)"),
        required=False,
        max_length=500,
        help_text=_('Over the answers of the e-form, for example: loai_dat == "o". Empty: always.'),
    )
    checks = blocks.ListBlock(
        blocks.CharBlock(max_length=300), label=_("What is checked"), default=[], collapsed=True
    )
    produces = blocks.ListBlock(
        blocks.CharBlock(max_length=300), label=_("Papers that are made"), default=[], collapsed=True
    )
    tell = blocks.BooleanBlock(label=_("Tell the applicant when it begins"), required=False)
    agency = blocks.ChoiceBlock(
        label=_("At which agency"),
        choices=agencies,
        required=False,
        help_text=_("Empty: at the agency the dossier was filed with."),
    )
    form = blocks.ChoiceBlock(
        label=_("Form the officer fills in"),
        choices=forms,
        required=False,
        help_text=_("Later steps may read its answers in their conditions, by the keys of its questions."),
    )
    signature = blocks.ChoiceBlock(label=_("Confirmation"), choices=SIGNATURES, required=False)
    fee = blocks.ChoiceBlock(
        label=_("Fee"),
        choices=FEES,
        required=False,
    )
    pauses = blocks.MultipleChoiceBlock(
        label=_("Reasons for which time may be stopped"),
        choices=PauseReason.choices,
        required=False,
        help_text=_("Of those the procedure lists. None chosen: all of them."),
    )
    stops = blocks.ChoiceBlock(
        label=_("Time rests during this step"),
        choices=PauseReason.choices,
        required=False,
        help_text=_("For a reason the procedure lists with its legal basis. Empty: time runs."),
    )
    national_status = blocks.ChoiceBlock(
        label=_("Status for the national system"), choices=NATIONAL, default="4"
    )
    undo = blocks.BooleanBlock(label=_("Finishing may be taken back"), required=False, default=True)
    opens = PageChooserBlock(
        page_type="procedures.ProcedurePage",
        label=_("Opens a dossier of this procedure"),
        required=False,
        help_text=_("At another agency, when the step begins; the step waits for its result."),
    )
    opens_at = blocks.ChoiceBlock(
        label=_("Agency that receives the dossier it opens"), choices=agencies, required=False
    )
    sends = blocks.ChoiceBlock(
        label=_("Passed on to an outside system"),
        choices=outside_systems,
        required=False,
        help_text=_("When the step begins; the step waits for its answer."),
    )

    class Meta:
        icon = "tasks"
        label = _("Step")
        label_format = "{name}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if problem := formula_problem(cleaned["when"].strip()):
            raise StructBlockValidationError(block_errors={"when": ValidationError(problem, code="formula")})
        if errors := passing_problems(cleaned):
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


def passing_problems(value: Any) -> dict[str, ValidationError]:
    """What does not go together in where a step is passed on to, by field."""
    if value["opens"] and value["sends"]:
        message = _("Either a dossier is opened or the step goes to an outside system, not both.")
        return {"sends": ValidationError(message, code="both")}
    if value["opens"] and not value["opens_at"]:
        message = _("Say which agency receives the dossier the step opens.")
        return {"opens_at": ValidationError(message, code="required")}
    if value["opens_at"] and not value["opens"]:
        message = _("Choose the procedure of the dossier this agency receives.")
        return {"opens": ValidationError(message, code="required")}
    return {}


def formula_problem(source: str) -> str:
    """What is wrong with a condition as it stands alone; "" when it can be read."""
    if not source:
        return ""
    try:
        formula = compiled(source)
    except MalformedFormula:
        return str(_("The formula cannot be read. Look at the brackets and the quotation marks."))
    if strange := sorted(formula.functions - OWN - CEL):
        return str(_("There is no function %(names)s.") % {"names": ", ".join(strange)})
    return ""


class BranchBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name of the branch"), max_length=200)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Branch")
        label_format = "{name}"


class ParallelBlock(blocks.StructBlock):
    branches = blocks.ListBlock(
        BranchBlock(),
        label=_("Branches that run at the same time"),
        min_num=2,
        help_text=_("The step after them begins when all are done."),
    )

    class Meta:
        icon = "table"
        label = _("At the same time")


class ProcessBlock(blocks.StreamBlock):
    """Steps from acceptance to the result, in order."""

    step = StepBlock()
    parallel = ParallelBlock()


def process_words(name: str, value: Any) -> str:
    """What a step says as an editor chose it: the name of its role, its agency; "" for other values."""
    menus: dict[str, Any] = {
        "role": roles,
        "agency": agencies,
        "signature": SIGNATURES,
        "fee": FEES,
        "eform": forms,
        "sends": outside_systems,
        "national_status": NATIONAL,
    }
    if name == "pauses" and value in PauseReason.values:
        return str(PauseReason(value).label)
    menu = menus.get(name)
    return str(dict(menu() if callable(menu) else menu).get(str(value), "")) if menu else ""


def compiled_process(stream: Any) -> list[dict[str, Any]]:
    """The editor's blocks as a release keeps them (procedures/process.py)."""
    nodes = []
    for child in stream:
        if child.block_type == "step":
            branches = [{"id": child.id, "name": "", "steps": [_step(child.id, child.value)]}]
        else:
            branches = [
                {
                    "id": branch.id,
                    "name": branch.value["name"],
                    "steps": [_step(step.id, step.value) for step in branch.value["steps"].bound_blocks],
                }
                for branch in child.value["branches"].bound_blocks
            ]
        nodes.append({"id": child.id, "branches": branches})
    return nodes


def _step(key: str, value: Any) -> dict[str, Any]:
    return {
        "id": key,
        "name": value["name"],
        "name_en": value["name_en"] or "",
        "role": value["role"],
        "hours": value["hours"],
        "when": (value["when"] or "").strip(),
        "checks": [str(one) for one in value["checks"] if str(one).strip()],
        "produces": [str(one) for one in value["produces"] if str(one).strip()],
        "tell": bool(value["tell"]),
        **{name: given for name, given in _more(value).items() if given != UNSAID[name]},
    }


UNSAID: dict[str, Any] = {
    "agency": "", "form": None, "signature": "", "fee": "", "pauses": [], "stops": "", "national_status": 4,
    "undo": True, "opens": None, "sends": "",
}  # fmt: skip
"""What a release leaves out, because it goes without saying."""


def _more(value: Any) -> dict[str, Any]:
    texts = {name: value.get(name) or "" for name in ("agency", "signature", "fee", "stops", "sends")}
    opens: Any = value.get("opens")
    undo = value.get("undo")
    return {
        **texts,
        "form": pinned(value.get("form") or ""),
        "pauses": list(value.get("pauses") or ()),
        "national_status": int(value.get("national_status") or UNSAID["national_status"]),
        "undo": True if undo is None else bool(undo),
        "opens": {"procedure": opens.code or "", "agency": value.get("opens_at") or ""} if opens else None,
    }


def pinned(code: str) -> dict[str, Any] | None:
    """The newest published version of an e-form: the one a release keeps. Version 0: there is none."""
    if not code:
        return None
    version = FormVersion.objects.filter(eform__code=code).order_by("-number").first()
    return {
        "eform": code,
        "version": version.number if version else 0,
        "hash": version.hash if version else "",
    }


def as_blocks(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The way back: a release's process as stored blocks."""
    return [_block(node) for node in nodes]


def _block(node: dict[str, Any]) -> dict[str, Any]:
    if len(node["branches"]) == 1 and len(node["branches"][0]["steps"]) == 1:
        step = node["branches"][0]["steps"][0]
        return {"type": "step", "id": step["id"], "value": _raw(step)}
    branches = [
        {
            "type": "item",
            "id": branch["id"],
            "value": {
                "name": branch["name"],
                "steps": [{"type": "item", "id": one["id"], "value": _raw(one)} for one in branch["steps"]],
            },
        }
        for branch in node["branches"]
    ]
    return {"type": "parallel", "id": node["id"], "value": {"branches": branches}}


def _raw(step: dict[str, Any]) -> dict[str, Any]:
    lists = {name: _items(step["id"], name, step.get(name) or ()) for name in ("checks", "produces")}
    words = {name: step.get(name) for name in ("name", "name_en", "role", "hours", "when", "tell")}
    more = {name: step.get(name, unsaid) for name, unsaid in UNSAID.items()}
    form, opens = (more["form"] or {}).get("eform", ""), more["opens"] or {}
    return {
        **words,
        **lists,
        **more,
        "form": form,
        "national_status": str(more["national_status"]),
        "opens": _page_of(opens.get("procedure", "")),
        "opens_at": opens.get("agency", ""),
    }


def _page_of(code: str) -> int | None:
    from procedures.pages import ProcedurePage

    found = ProcedurePage.objects.filter(code=code).values_list("pk", flat=True) if code else ()
    return next(iter(found), None)


def _items(key: str, name: str, texts: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {"type": "item", "id": f"{key}-{name}-{place}", "value": text} for place, text in enumerate(texts)
    ]
