"""Answers put right after the filing: by the applicant when asked to, by an officer who saw an evident slip.

Either way the form's own rules judge the whole again, as of the day of filing, and the event keeps old and
new. What was filed stays as it was; `Dossier.answers` are the answers as they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from documents.models import StoredFile
from dossiers.changes import differences
from dossiers.errors import ActionRefused, CorrectionRefused
from dossiers.models import CorrectionDraft, Dossier, DossierEvent
from dossiers.statuses import Status
from eforms.drafts import day_of, filed_facts
from eforms.fields.contract import Definition, Facts, is_file
from eforms.judging.answers import STEP, Content, clean_all, questions_of, visible_fields
from eforms.judging.attached import attached
from eforms.models import Submission
from eforms.pages.asked_fields import is_told, is_typed
from eforms.pages.review import review
from eforms.pages.row_forms import has_rows
from eforms.wording import said

if TYPE_CHECKING:
    from dossiers.guards import Command

PERSON = {
    "steps": [
        {
            "id": "nguoi_nop",
            "title": "Người nộp",
            "fields": [
                {"key": "ho_ten", "type": "full_name", "label": "Họ và tên", "label_en": "Full name",
                 "use": "full_name", "required": True},
                {"key": "so_dinh_danh", "type": "personal_number", "label": "Số định danh cá nhân",
                 "label_en": "Personal number", "use": "personal_number"},
                {"key": "dien_thoai", "type": "phone", "label": "Số điện thoại", "label_en": "Phone",
                 "use": "phone"},
                {"key": "email", "type": "email", "label": "Email", "label_en": "E-mail", "use": "email"},
            ],
        }
    ]
}  # fmt: skip
"""What is known of a person who filed without a form, asked as a form would."""


def content_of(dossier: Dossier) -> Content:
    """The form the dossier was filed with; one that asks for the person only where there was none."""
    return dossier.submission.version.content if dossier.submission else PERSON


def answers_of(dossier: Dossier) -> dict[str, Any]:
    """The answers to `content_of`, as they stand."""
    if dossier.submission:
        return dossier.answers
    known = {
        "ho_ten": dossier.applicant_name,
        "so_dinh_danh": dossier.applicant_number,
        "dien_thoai": dossier.applicant_phone,
        "email": dossier.applicant_email,
    }
    return {key: value for key, value in known.items() if value}


def facts_of(dossier: Dossier) -> Facts:
    """What the answers are judged by: as of the filing, with the files that are among the answers."""
    if dossier.submission is None:
        return Facts(on=day_of(dossier.filed_at))
    ids = [file_id for _question, file_id in attached(content_of(dossier), dossier.answers)]
    files = {str(key): stored for key, stored in StoredFile.objects.in_bulk(ids).items()}
    return replace(filed_facts(dossier.submission), files=files)


def answers_read(dossier: Dossier) -> list[dict[str, Any]]:
    """The form with its answers as they stand, for a person to read (eforms.pages.review); [] without one."""
    if dossier.submission is None:
        return []
    return review(content_of(dossier), dossier.answers, facts=facts_of(dossier))


def correctable(dossier: Dossier) -> list[Definition]:
    """Questions an officer may put right: asked and typed; files and rows are left to the applicant."""
    asked = visible_fields(content_of(dossier), answers_of(dossier), facts=facts_of(dossier))
    return [one for one in asked if is_typed(one) and is_told(one) and not is_file(one) and not has_rows(one)]


def askable(dossier: Dossier) -> dict[str, list[tuple[str, str]]]:
    """Questions that can be answered anew, by step: {title: [(key, words)]}; {} without a form."""
    if dossier.submission is None:
        return {}
    content, facts = content_of(dossier), facts_of(dossier)
    asked = {
        one["key"]: said(one, "label")
        for one in visible_fields(content, dossier.answers, facts=facts)
        if is_typed(one) and is_told(one)
    }
    found = {
        said(step, "title"): [
            (one["key"], asked[one["key"]]) for one in step["fields"] if one["key"] in asked
        ]
        for step in content["steps"]
    }
    return {title: rows for title, rows in found.items() if rows}


def name_questions(command: Command) -> dict[str, Any]:
    """For the event of a request: {"question_names"} of the questions to be answered anew."""
    wanted = set(command.payload.get("questions") or ())
    names = [one["label"] for one in questions_of(content_of(command.dossier)) if one["key"] in wanted]
    return {"question_names": names} if names else {}


def put_right(command: Command) -> dict[str, Any]:
    """For the event of an officer's correction: {"question", "changes", "applicant"}.

    Raises ActionRefused (question_unknown, nothing_changed) and CorrectionRefused.
    """
    dossier, key = command.dossier, str(command.payload.get("question") or "")
    definition = next((one for one in correctable(dossier) if one["key"] == key), None)
    if definition is None:
        raise ActionRefused("question_unknown")
    content, before, facts = content_of(dossier), answers_of(dossier), facts_of(dossier)
    wanted = {**before, key: command.payload.get("value")}
    after, errors = clean_all(content, wanted, facts=facts)
    for found in errors.values():
        path = key if key in found else next(iter(found))
        raise CorrectionRefused(_words(content, path, key), found[path])
    said_of = differences(content, before, after, facts)
    if not said_of:
        raise ActionRefused("nothing_changed")
    return {"question": key, "value": after.get(key), **said_of}


def _words(content: Content, path: str, key: str) -> str:
    """The words of another question the correction does not fit to; "" for the corrected one itself."""
    if path in (key, STEP):
        return ""
    labels: Mapping[str, Any] = {one["key"]: one for one in questions_of(content)}
    return said(labels[path.split(".")[0]], "label")


# -- what the applicant corrects when asked to ---------------------------------------------------------


def request_of(dossier: Dossier) -> DossierEvent | None:
    """The request for supplements the dossier waits for; None in another status."""
    if dossier.status != Status.SUPPLEMENT:
        return None
    return dossier.events.filter(action="ask_supplement").last()


def pending(dossier: Dossier) -> Submission | None:
    """Answers corrected for that request and not sent yet: they go along with the answer."""
    request = request_of(dossier)
    if request is None:
        return None
    drafts = CorrectionDraft.objects.filter(dossier=dossier, request=request).values("draft")
    return Submission.objects.filter(draft__in=drafts).order_by("-submitted_at").first()


def take_corrections(command: Command) -> dict[str, Any]:
    """For the event of the answer: {"submission", "corrected_files", "changes", "applicant"}; {} for none."""
    dossier, submission = command.dossier, pending(command.dossier)
    if submission is None:
        return {}
    content, before, facts = content_of(dossier), dossier.answers, facts_of(dossier)
    known = {file_id for _question, file_id in attached(content, before)}
    files = [
        {"file": file_id, "field": question["key"], "label": question["label"]}
        for question, file_id in attached(content, submission.answers)
        if file_id not in known
    ]
    said_of = differences(content, before, submission.answers, facts)
    return {"submission": str(submission.pk), "corrected_files": files, **said_of}
