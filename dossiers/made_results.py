"""Results made from the text their procedure has for them: filled in, drafted, issued when the dossier ends.

Like every printed paper they are Vietnamese in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import translation

from documents.codes import LENGTH, Marks
from documents.issue import issue
from documents.models import IssuedDocument
from documents.render import pdf
from documents.signing.asking import Wanted
from documents.signing.looks import places
from dossiers.models import Dossier, DossierEvent
from dossiers.moments import filed_with
from dossiers.numbering import allocate_paper
from dossiers.papers import RESULT
from dossiers.result_signing import agency_that_signs, leader_at, leader_of, people_of, wanted_of
from dossiers.slips.facts import Case, day_words, head, marks, parts, tracking_address
from dossiers.step_forms import forms_filled
from eforms.drafts import filed_facts
from eforms.pages.review import review
from procedures.result_signers import Signer
from procedures.result_texts import ANSWER
from rules.placeholders import put_in
from themes.marks import code128_svg, qr_svg

if TYPE_CHECKING:
    from dossiers.guards import Command

KIND = RESULT
SUBMIT = "submit_result"
TEMPLATE = "dossiers/result.typ"
GAP = "…………"
"""What is printed where a placeholder has no value."""
HEAD = "Thủ trưởng cơ quan, đơn vị"


@dataclass(frozen=True)
class Made:
    """A result as its text says it. sign: of its number; missing: placeholders without a value; signed: it
    needs electronic signatures; people: those of persons among them, in their order (result_signing)."""

    id: str
    name: str
    title: str
    paragraphs: list[str]
    signer: str
    sign: str
    missing: list[str]
    signed: bool = False
    people: tuple[tuple[str, str], ...] = ()


def signer_for(dossier: Dossier, action: str, actor: str, at: datetime) -> str:
    """Whose name stands below: who finishes; of what is handed in to be signed, who will sign it."""
    return leader_of(dossier, at) if action == SUBMIT else actor


def made_of(dossier: Dossier, *, at: datetime, signer: str) -> list[Made]:
    """Every result of the release that has a text, filled in; signer: who finishes. [] without a query."""
    found = with_text(dossier)
    if not found:
        return []
    events = list(dossier.events.all())
    values = values_of(dossier, events, at=at, signer=signer)
    return [filled(one, values) for one in found]


def made_one(dossier: Dossier, result: str, *, at: datetime, signer: str) -> Made | None:
    return next((one for one in made_of(dossier, at=at, signer=signer) if one.id == result), None)


def with_text(dossier: Dossier) -> list[dict[str, Any]]:
    """Results of the release that have a text: [{id, name, code, document}]; no query."""
    return [one for one in dossier.release.content.get("results") or () if one.get("document")]


def filled(result: Mapping[str, Any], values: Mapping[str, str]) -> Made:
    """The text of a result of a release with its words; {ket_qua} is the result's own name."""
    said, text = {**values, "ket_qua": result["name"]}, result["document"]
    if result.get("signatures") and not said["nguoi_ky"]:  # several leaders: whoever signs, as is said below
        said["nguoi_ky"] = text["signer"] or HEAD
    title, of_title = put_in(text["title"] or result["name"], said, GAP)
    signer, of_signer = put_in(text["signer"] or HEAD, said, GAP)
    body, of_body = put_in(text["body"].replace("\r\n", "\n").strip(), said, GAP)
    return Made(
        id=result["id"],
        name=result["name"],
        title=title,
        paragraphs=[one.strip() for one in body.split("\n\n") if one.strip()],
        signer=signer,
        sign=text["sign"],
        missing=list(dict.fromkeys([*of_title, *of_body, *of_signer])),
        signed=bool(result.get("signatures")),
        people=tuple(people_of(result)) if result.get("signatures") else (),
    )


def values_of(dossier: Dossier, events: list[DossierEvent], *, at: datetime, signer: str) -> dict[str, str]:
    """{placeholder (procedures.result_texts.KNOWN, or an answer's): word, "" where there is none}."""
    facts = head(Case(dossier, events[-1], events))
    days = {"ngay_nop": facts["filed"], "ngay_nhan": facts["accepted"], "han_tra": facts["due"]}
    return {
        "ma_ho_so": facts["code"],
        "thu_tuc": facts["procedure"],
        "ma_thu_tuc": facts["procedure_code"],
        "co_quan": facts["agency"],
        "bo_phan": facts["unit"],
        "nguoi_nop": facts["applicant"],
        "so_dinh_danh": facts["number"],
        "dia_chi": facts["address"],
        "dien_thoai": facts["phone"],
        "thu_dien_tu": facts["email"],
        **{name: day_words(day) if day else "" for name, day in days.items()},
        "ngay_ky": day_words(parts(at)),
        "can_bo": dossier.assignee.full_name if dossier.assignee else "",
        "nguoi_ky": signer,
        **{f"{ANSWER}{key}": words for key, words in _answers(dossier, events)},
    }


def _answers(dossier: Dossier, events: list[DossierEvent]) -> Iterable[tuple[str, str]]:
    """(key, words) of the form as it stands, then of the forms of steps, which come later and win."""
    with translation.override("vi"):
        filing = filed_with(dossier)
        own = review(filing.version.content, dossier.answers, facts=filed_facts(filing)) if filing else []
        rows = [
            one for form in (own, *(one.answers for one in forms_filled(dossier, events))) for one in form
        ]
    return [(row["key"], row["text"]) for part in rows for row in part["rows"]]


def may_be_made(command: Command) -> str | None:
    """Of a result to be made: that it has a text, is signed or not as the action wants, and that gaps in it
    were accepted."""
    wanted = command.payload.get("make")
    if not wanted:
        return None
    signer = signer_for(command.dossier, command.action, command.actor.name, command.at)
    found = made_one(command.dossier, wanted, at=command.at, signer=signer)
    if found is None:
        return "result_unknown"
    if found.signed != (command.action == SUBMIT):
        return "result_to_be_signed" if found.signed else "result_unknown"
    return "result_gaps" if found.missing and not command.payload.get("gaps") else None


def named(command: Command) -> dict[str, Any]:
    """What the event keeps of it: {"result_name", "result_number", "result_code"?}. The number is the
    agency's next."""
    wanted = command.payload.get("make")
    result = next((one for one in with_text(command.dossier) if one["id"] == wanted), None)
    if result is None:
        return {}
    sign = result["document"]["sign"]
    number = allocate_paper(command.dossier.agency_code, sign, command.at) if sign else ""
    said = {"result_name": result["name"], "result_number": number or command.dossier.shown_code}
    return {**said, "result_code": result["code"]} if result.get("code") else said


def issue_made(event: DossierEvent) -> IssuedDocument:
    """The result the event names; asked again, the same one. Raises TemplateBroken."""
    key, said = f"made:{event.pk}", event.payload
    if known := IssuedDocument.objects.filter(key=key).select_related("file").first():
        return known
    case = Case.at(with_places(event.dossier_id), event)
    signer = signer_for(case.dossier, event.action, event.actor_name, event.at)
    made = made_one(case.dossier, said["make"], at=event.at, signer=signer)
    assert made is not None  # releases never change
    how: dict[str, Any] = {"at": event.at, "number": said["result_number"], "officer": signer}
    wanted: list[Wanted] = []
    if event.action == SUBMIT:
        result = next(one for one in with_text(case.dossier) if one["id"] == made.id)
        page = _page(made, case, **how, printed=Marks("X" * LENGTH, ""))
        wanted = wanted_of(case.dossier, result, places(TEMPLATE, *page))
    return issue(
        kind=KIND,
        title=made.name,
        content=lambda printed: drawn(made, case, **how, printed=printed),
        subject=("dossier", str(event.dossier_id)),
        agency_name=case.dossier.agency.name,
        key=key,
        at=event.at,
        number=said["result_number"],
        agency_code=case.dossier.agency_code,
        certifies=certified(case.dossier, made.name),
        wanted=wanted,
    )


def certified(dossier: Dossier, name: str) -> str:
    """What a result vouches for, as its QR code and the page that checks it say: no person."""
    return f"{name} – {dossier.procedure_name}"[:500]


def draft_of(dossier: Dossier, result: str, *, at: datetime, signer: str) -> bytes | None:
    """The PDF as it would be issued now, marked as a draft, without number; None for no such text."""
    made = made_one(dossier, result, at=at, signer=signer)
    if made is None:
        return None
    events = list(dossier.events.all())
    case = Case(with_places(dossier.pk), events[-1], events)
    number = f"……/{made.sign}" if made.sign else ""
    return drawn(made, case, at=at, number=number, officer=signer)


def with_places(dossier_id: Any) -> Dossier:
    """The dossier with what its papers name."""
    return Dossier.objects.select_related(
        "release", "agency__parent", "agency__place", "reception_unit", "assignee", "submission__version"
    ).get(pk=dossier_id)


def drawn(made: Made, case: Case, *, at: datetime, **how: Any) -> bytes:
    """The PDF, of what `_page` takes. Raises TemplateBroken."""
    facts, images = _page(made, case, at=at, **how)
    return pdf(TEMPLATE, facts, images=images, at=at)


def _page(
    made: Made, case: Case, *, at: datetime, number: str, officer: str, printed: Marks | None = None
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the template is filled with: facts and images; without marks a draft."""
    text = {"title": made.title, "paragraphs": made.paragraphs, "electronic": made.signed}
    blocks = _blocks(made, case.dossier, at, officer)
    more = {"paper_number": number, "signers": blocks, "draft": printed is None}
    facts = {**head(case), "made": parts(at), **text, **more}
    images = {"qr.svg": qr_svg(tracking_address(case.code)), "code.svg": code128_svg(case.code)}
    if printed:
        facts |= marks(printed.code)
        images["verify.svg"] = printed.qr
    return facts, images


def _blocks(made: Made, dossier: Dossier, at: datetime, officer: str) -> list[dict[str, str]]:
    """Who signs, in order: [{agency, title, name}]; one alone needs no agency above the title."""
    if len(made.people) < 2:
        return [{"agency": "", "title": made.signer, "name": officer}]
    blocks = []
    for one, role in made.people:
        above = dossier.agency.parent if one == Signer.LEADER_ABOVE else None
        name = leader_at(agency_that_signs(dossier, one), at, role)
        agency, title = (above.name, HEAD) if above else (dossier.agency.name, made.signer)
        blocks.append({"agency": agency, "title": title, "name": name})
    return blocks
