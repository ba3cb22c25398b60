"""What a dossier costs: the fees of its release, reckoned over what was filed and the papers handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from documents.models import StoredFile
from dossiers.models import Dossier
from dossiers.moments import filed_with
from eforms.drafts import CHANNELS, day_of, filed_facts
from eforms.judging.attached import attached, file_questions
from payments.fees.quote import BY_TEXT, DECIDED, PAGES, UNDECIDABLE, Line, Quote, quote
from payments.fees.rule import Fee
from payments.fees.wording import MOMENT_WORDS, fee_text, how_reckoned, problem_text
from procedures.choices import FeeKind
from rules.money import format_vnd

Costs = Mapping[str, Any]


def fees_of(content: Mapping[str, Any], channel: str) -> list[Fee]:
    """The fees a release names for this way of filing."""
    ways = content.get("channels") or []
    found: Mapping[str, Any] = next((one for one in ways if one.get("channel") == channel), {})
    return list(found.get("fees") or [])


def quote_of(dossier: Dossier) -> Quote:
    """As of the day it was filed, with the answers as they stand."""
    fees = fees_of(dossier.release.content, dossier.channel)
    if not fees:
        return Quote()
    return quote(fees, facts_of(dossier), on=day_of(dossier.filed_at), papers=_papers(dossier))


def _papers(dossier: Dossier) -> set[str]:
    """Names of the papers handed in: as they are labelled, and as the form's question names them."""
    handed = list(dossier.papers.values_list("label", "field"))
    asked = {field for _label, field in handed if field}
    content = dossier.submission.version.content if dossier.submission and asked else {"steps": []}
    answered = (one for one in file_questions(content).values() if one["key"] in asked)
    return {label for label, _field in handed} | {name for one in answered for name in paper_names(one)}


def paper_names(question: Mapping[str, Any]) -> Iterator[str]:
    """What the paper is called that a question for files asks for."""
    yield str(question["label"])
    if question.get("paper"):
        yield str(question["paper"])


def pages_in(content: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, int]:
    """Pages attached to each question for files: what fees by the page count."""
    found = {one["key"]: 0 for one in file_questions(content).values()}
    files = list(attached(content, answers)) if found else []
    known = StoredFile.objects.in_bulk([file_id for _question, file_id in files])
    for question, file_id in files:
        stored = next((one for key, one in known.items() if str(key) == file_id), None)
        found[question["key"]] += int(stored.about.get("pages", 1)) if stored else 0
    return found


def facts_of(dossier: Dossier) -> dict[str, Any]:
    """What fees read: answers, and what is known of the filing. Of a dossier opened by another one's step,
    the answers are that one's."""
    filed = filed_with(dossier)
    known = filed_facts(filed).as_answers() if filed else {"_today": day_of(dossier.filed_at).isoformat()}
    own = {
        "_channel": CHANNELS.get(dossier.channel, dossier.channel),
        "_variant": dossier.variant_name or None,
    }
    answers = dossier.answers or (filed.answers if filed else {})
    pages = pages_in(filed.version.content, answers) if filed else {}
    return {**known, **own, **answers, PAGES: pages}


def in_words(made: Quote, fees: Sequence[Fee]) -> Costs:
    """A quote as pages and programs show it (eforms.receivers.costs_of); {} where nothing is to pay.

    A sum stands below the lines only where it is the whole: nothing in it is left to an officer or undecided.
    """
    if not made.lines:
        return {}
    by_id = {str(fee.get("id", "")): fee for fee in fees}
    asked = [line for line in made.lines if line.collected and line.why == DECIDED]
    amount = sum(line.amount for line in asked)
    whole = all(line.why == DECIDED and (line.collected or not line.amount) for line in made.lines)
    return {
        "lines": [_line(line, by_id.get(line.id, {})) for line in made.lines],
        "amount": amount,
        "text": format_vnd(amount) if whole and len(asked) > 1 else "",
        "problems": [problem_text(line.stored()) for line in made.undecidable],
    }


def label_of(line: Line) -> str:
    """What a fee is called: its name, its words, else what kind of fee it is."""
    return line.label or str(FeeKind(line.kind).label)


def is_words_only(line: Line, fee: Fee) -> bool:
    """The law's words are all there is ("exempt when in time"): they name no fee once a sum is asked."""
    return line.why == BY_TEXT and line.label == str(fee.get("text") or "")


def _line(line: Line, fee: Fee) -> dict[str, Any]:
    kind, words = str(FeeKind(line.kind).label), str(fee.get("text") or "")
    label = kind if is_words_only(line, fee) else label_of(line)
    said: dict[str, Any] = {
        "id": line.id,
        "kind": line.kind,
        "label": label,
        "amount": None,
        "how": [],
        "problem": "",
    }
    when = str(MOMENT_WORDS[line.collected])
    if line.why == UNDECIDABLE:
        return {**said, "text": "", "when": when, "problem": problem_text(line.stored())}
    if line.why == BY_TEXT:
        fixed = _("Where a sum is due, an officer fixes it and tells you.")
        return {**said, "text": fee_text(fee), "when": fixed}
    return {
        **said,
        "amount": line.amount,
        "text": format_vnd(line.amount) if line.amount else _("nothing to pay"),
        "when": when if line.amount else "",
        "how": [*how_reckoned(line.stored()), *([words] if words and words != label else [])],
    }


def costs_of(dossier: Dossier) -> Costs:
    """What the dossier costs, line by line with its reasons; {} where nothing is to pay."""
    return in_words(quote_of(dossier), fees_of(dossier.release.content, dossier.channel))
