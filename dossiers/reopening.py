"""The form opened anew for an applicant who was asked to correct answers: only the named questions.

The draft begins with the answers as they stand and is judged as of the day of filing. Submitted, its answers
wait for the applicant's answer and go along with it; where nothing else was asked for, they are the answer.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.files import hand_over
from dossiers.actors import Actor
from dossiers.correcting import content_of, pending, request_of
from dossiers.errors import ActionNotAllowed, ActionRefused
from dossiers.models import CorrectionDraft, Dossier, locked
from dossiers.supplements import answer
from eforms import drafts
from eforms.errors import SubmitRefused
from eforms.judging.answers import STEP
from eforms.judging.attached import attached
from eforms.models import Draft, Submission

KIND = "supplement"


def asked_anew(dossier: Dossier) -> list[str]:
    """Keys of the questions the dossier waits for to be corrected; [] where none were named."""
    request = request_of(dossier)
    return list(request.payload.get("questions") or ()) if request else []


def open_again(dossier_id: Any, *, actor: Actor, at: datetime) -> tuple[Draft, str]:
    """The draft with a secret for it; the one begun before, while that is open.

    Raises ActionNotAllowed for anybody but the applicant, ActionRefused (nothing_asked_anew).
    """
    with transaction.atomic():
        dossier = locked(dossier_id)
        if not actor.owns(dossier):
            raise ActionNotAllowed
        request, keys = request_of(dossier), asked_anew(dossier)
        if request is None or dossier.submission is None or not keys:
            raise ActionRefused("nothing_asked_anew")
        begun = CorrectionDraft.objects.filter(request=request, draft__state=Draft.State.OPEN).first()
        if begun:
            return begun.draft, drafts.new_link(begun.draft, at=at)
        draft, secret = _start(dossier, keys, actor, at)
        CorrectionDraft.objects.create(dossier=dossier, request=request, draft=draft)
        return draft, secret


def _start(dossier: Dossier, keys: list[str], actor: Actor, at: datetime) -> tuple[Draft, str]:
    filed, sent = dossier.submission, pending(dossier)
    assert filed is not None
    content, answers = content_of(dossier), sent.answers if sent else dossier.answers
    context = {
        **filed.draft.context,
        "dossier": str(dossier.pk),
        "as_of": drafts.day_of(filed.submitted_at).isoformat(),
        "locked": {key: value for key, value in answers.items() if key not in keys},
        "files": [file_id for _question, file_id in attached(content, answers)],
    }
    labels = {one["key"]: (step["id"], one) for step in content["steps"] for one in step["fields"]}
    steps = [labels[key][0] for key in keys if key in labels]
    return drafts.start(
        filed.version,
        kind=KIND,
        context=context,
        title=_("Correct dossier %(code)s") % {"code": dossier.shown_code},
        owner=actor.user,
        at=at,
        answers=answers,
        done=[step["id"] for step in content["steps"] if step["id"] not in steps],
        to_check=[
            {"kind": "asked", "key": key, "step": labels[key][0], "label": labels[key][1].get("label", ""),
             "label_en": labels[key][1].get("label_en", "")}
            for key in keys if key in labels
        ],
    )  # fmt: skip


def on_corrected(submission: Submission, at: datetime) -> dict[str, Any]:
    """Called by eforms inside the submitting transaction. Returns the receipt {"reference", "url"}.

    Raises SubmitRefused when the dossier no longer waits for it.
    """
    dossier = locked(submission.draft.context["dossier"])
    if not CorrectionDraft.objects.filter(draft=submission.draft, request=request_of(dossier)).exists():
        first = submission.version.content["steps"][0]["id"]
        raise SubmitRefused({first: {STEP: ActionRefused("nothing_asked_anew")}})
    files = [file_id for _question, file_id in attached(submission.version.content, submission.answers)]
    hand_over(files, ("draft", str(submission.draft_id)), ("dossier", str(dossier.pk)))
    request = request_of(dossier)
    if request and not request.payload.get("papers"):
        actor = Actor.applicant(submission.by, frozenset({str(dossier.pk)}))
        answer(dossier.pk, actor=actor, key=f"corrected:{submission.pk}", at=at)
    return {"reference": dossier.shown_code, "url": reverse("dossiers:tracking", args=[dossier.pk])}


def stays(draft: Draft, on: date) -> None:
    """Registered with eforms: such a draft stays on the version of the form that was filed."""
