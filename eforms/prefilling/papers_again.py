"""Papers a person has in the portal, offered beside the chooser instead of an upload."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.models import User
from documents.again import Paper, copy, papers_of
from documents.kinds import KINDS
from documents.models import StoredFile
from eforms import drafts
from eforms.errors import QuestionUnknown, TooManyFiles
from eforms.fields.contract import Definition, is_file
from eforms.fields.file import endings, most_files
from eforms.judging.answers import questions_of
from eforms.models import Draft, Submission
from eforms.prefilling.filed_for import filed_tax_code, tax_code_of

MOST = 5  # papers offered beside one question
LOOKED_THROUGH = 50  # submissions


def shelf(user: User) -> Iterator[Paper]:
    """What the person filed before, by the required paper each file answers (documents.again)."""
    filed = Submission.objects.filter(by=user).select_related("version", "draft").order_by("-submitted_at")
    found = [
        (file_id, one, submission)
        for submission in filed[:LOOKED_THROUGH]
        for one in questions_of(submission.version.content)
        if is_file(one)
        for file_id in submission.answers.get(one["key"], [])
    ]
    stored = StoredFile.objects.in_bulk({file_id for file_id, _one, _submission in found})
    known = {str(key): file for key, file in stored.items()}
    for file_id, one, submission in found:
        if file_id in known:
            yield Paper(
                known[file_id],
                one["label"],
                submission.submitted_at,
                paper_of(one),
                tax_code=filed_tax_code(submission),
            )


def papers_for(draft: Draft) -> list[Paper]:
    """What may be used again in a draft: of its owner, and of the organisation it is filled for."""
    return papers_of(draft.owner, tax_code_of(draft))


def paper_of(definition: Definition) -> str:
    """The required paper a question for files is answered by; its own words where the editor bound none."""
    return str(definition.get("paper") or " ".join(definition["label"].casefold().split()))


def offers(draft: Draft, definition: Definition, papers: list[Paper]) -> list[Paper]:
    """Those of a person's papers that fit a question and are not attached already."""
    attached = StoredFile.objects.filter(subject_kind=drafts.SUBJECT, subject_id=str(draft.pk))
    ids = draft.answers.get(definition["key"], [])
    have = {one.sha256 for one in attached if str(one.pk) in ids}
    fitting = [one for one in papers if _fits(definition, one) and one.file.sha256 not in have]
    return fitting[:MOST] if len(ids) < most_files(definition) else []


def all_offers(draft: Draft) -> dict[str, list[Paper]]:
    """{question key: papers on offer} of every question for files."""
    papers = papers_for(draft)
    files = [one for one in questions_of(draft.version.content) if is_file(one)]
    return {one["key"]: offers(draft, one, papers) for one in files} if papers else {}


def use_again(draft: Draft, key: str, file_id: str, *, at: datetime) -> None:
    """Attach a paper of the draft's owner without an upload; where it came from is kept with the draft.

    Raises QuestionUnknown (no such question, or the paper is not offered there), TooManyFiles, FileRefused.
    """
    questions = {one["key"]: one for one in questions_of(draft.version.content) if is_file(one)}
    owner: Any = draft.owner
    if key not in questions or not isinstance(owner, User):
        raise QuestionUnknown
    chosen = next((one for one in papers_for(draft) if str(one.file.pk) == file_id), None)
    if chosen is None or not _fits(questions[key], chosen):
        raise QuestionUnknown
    most = most_files(questions[key])
    if len(draft.answers.get(key, [])) >= most:
        raise TooManyFiles(most)
    new = copy(
        chosen.file, subject=(drafts.SUBJECT, str(draft.pk)), by=owner, at=at, accept=endings(questions[key])
    )
    day = drafts.day_of(chosen.at).isoformat()
    drafts.attach_again(draft, key, new, {"name": chosen.title, "day": day}, at=at)


def _fits(definition: Definition, paper: Paper) -> bool:
    wanted = paper_of(definition)
    named = " ".join(paper.title.casefold().split())
    kinds = {kind.media_type for kind in KINDS if set(kind.extensions) & set(endings(definition))}
    return wanted in (paper.answers, named) and paper.file.media_type in kinds
