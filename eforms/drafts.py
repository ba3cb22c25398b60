"""A draft's life before it is filed: start, save a step, files, links to continue elsewhere, discard.

Every change locks the row, so two pages open on two steps never undo each other.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from documents.files import store
from documents.models import StoredFile
from eforms.errors import DraftClosed, DraftForeign, DraftMoved, QuestionUnknown, TooManyFiles
from eforms.fields import is_asked
from eforms.fields.contract import Facts, is_blank, is_file
from eforms.fields.file import endings, most_files
from eforms.judging.answers import clean_all, questions_of, step_of, visible_steps
from eforms.judging.answers import kept as settled_answers
from eforms.judging.attached import file_questions
from eforms.models import Draft, FormVersion, ResumeLink, Submission
from eforms.pages import merging
from eforms.prefilling.origins import fixed_values, is_fixed
from eforms.receivers import known_kind
from rules.days import day, whole_years

SUBJECT = "draft"  # of the files stored with a draft
GRANTS = "drafts"  # session: ids of the drafts whose link this browser has opened
MOST_GRANTS = 50
MOST_LINKS = 20
CHANNELS = {"in_person": "desk"}  # of a context -> as rules name it; all others by the same name
CHANGING = ("answers", "typed", "kept", "seconds", "origins", "done_steps", "to_check")  # under the lock


def start(  # noqa: PLR0913  everything a draft begins with
    version: FormVersion,
    *,
    kind: str,
    context: Mapping[str, Any],
    title: str,
    owner: User | None,
    at: datetime,
    answers: Mapping[str, Any] | None = None,
    done: Sequence[str] = (),
    to_check: Sequence[Mapping[str, str]] = (),
) -> tuple[Draft, str]:
    """Open a draft of a form's version. Returns it with its secret, which is kept nowhere else.

    `kind`: who receives it when filed (eforms.submit.register); `answers`: what is known already; `done`:
    steps that are complete by that; `to_check`: what the person is to look at (eforms.versions.carrying).
    """
    known_kind(kind)
    secret = secrets.token_urlsafe(24)
    keys = {definition["key"] for definition in questions_of(version.content)}
    draft = Draft.objects.create(
        version=version,
        kind=kind,
        context=dict(context),
        title=title,
        owner=owner,
        secret_hash=_hash(secret),
        answers={key: value for key, value in (answers or {}).items() if key in keys and not is_blank(value)},
        done_steps=list(done),
        to_check=[dict(item) for item in to_check],
        created_at=at,
        updated_at=at,
    )
    return draft, secret


def new_link(draft: Draft, *, at: datetime) -> str:
    """A further secret to continue this draft; earlier ones keep working (twenty at most)."""
    secret = secrets.token_urlsafe(24)
    with _locked(draft, at):
        draft.links.create(secret_hash=_hash(secret), created_at=at)
        kept = list(draft.links.order_by("-pk").values_list("pk", flat=True)[:MOST_LINKS])
        draft.links.exclude(pk__in=kept).delete()
    return secret


def opens(draft: Draft, secret: str) -> bool:
    """Whether the secret is one of this draft's."""
    given = _hash(secret)
    hashes = [
        draft.secret_hash,
        *ResumeLink.objects.filter(draft=draft).values_list("secret_hash", flat=True),
    ]
    return any(hmac.compare_digest(given, one) for one in hashes)


def grant(request: HttpRequest, draft_id: UUID | str, secret: str) -> bool:
    """Redeem a link into this browser's session. False when the link is not complete or not of this draft."""
    draft = Draft.objects.filter(pk=draft_id).first()
    if draft is None or not opens(draft, secret):
        return False
    others = [one for one in request.session.get(GRANTS, []) if one != str(draft.pk)]
    request.session[GRANTS] = [*others, str(draft.pk)][-MOST_GRANTS:]
    return True


def may_fill(request: HttpRequest, draft: Draft) -> bool:
    """The owner's account, or a browser that redeemed one of the draft's links."""
    is_owner = request.user.is_authenticated and draft.owner_id == request.user.pk
    return is_owner or str(draft.pk) in request.session.get(GRANTS, [])


def at_desk(draft: Draft) -> bool:
    """Whether an officer fills it for somebody who came with papers: nothing of it is ever the officer's."""
    return bool(draft.context.get("desk"))


def open_draft(request: HttpRequest, draft_id: UUID | str) -> Draft:
    """The draft, for who may fill it; an unowned one becomes the account's. Raises DraftForeign.

    A draft that does not exist is refused in the same words, so that nobody learns which ones do.
    """
    draft = Draft.objects.select_related("version__eform").filter(pk=draft_id).first()
    if draft is None or not may_fill(request, draft):
        raise DraftForeign
    if draft.owner_id is None and isinstance(request.user, User) and not at_desk(draft):
        Draft.objects.filter(pk=draft.pk, owner=None).update(owner=request.user)
        draft.refresh_from_db(fields=["owner"])
    return draft


def save_step(  # noqa: PLR0913  everything a page says about a step
    draft: Draft,
    step_id: str,
    values: Mapping[str, Any],
    *,
    at: datetime,
    typed: Mapping[str, Any] | None = None,
    done: bool | None = True,
    shown: merging.Marks | None = None,
    passing: bool = False,
    seconds: int = 0,
) -> set[str]:
    """Keep one step's accepted values; other steps are untouched, answers hidden by them are dropped.

    `typed`: input that cannot be accepted yet, kept that nothing is lost; `done`: the step is complete (None:
    as it was); `shown`: marks of the answers as the page showed them; `passing`: the person is still
    answering, so that nothing of other steps is dropped yet; `seconds`: time spent.
    A question for files keeps its files unless `values` names it ([] removes them).
    Returns keys of answers that were changed elsewhere since and stayed. Raises DraftClosed, StepUnknown.
    """
    content, typed = draft.version.content, dict(typed or {})
    files = {one["key"] for one in step_of(content, step_id)["fields"] if is_file(one)}
    own = {one["key"] for one in step_of(content, step_id)["fields"]}
    reckoned = {one["key"] for one in step_of(content, step_id)["fields"] if not is_asked(one)}
    with _locked(draft, at):
        elsewhere = merging.changed_elsewhere(
            {key: one for key, one in (shown or {}).items() if key in own - files - reckoned},
            merging.marks(own, values, typed),
            merging.marks(own, draft.answers, draft.typed),
        )
        replaced = own - (files - set(values)) - elsewhere
        kept = {key: value for key, value in draft.answers.items() if key not in replaced}
        given = {key: value for key, value in values.items() if key in replaced and not is_blank(value)}
        answers = {**kept, **given}
        settled = settled_answers(content, answers, rule_facts(draft, day_of(at)))
        draft.answers = {**(kept if passing else {}), **settled}
        refused = {key: raw for key, raw in typed.items() if key not in elsewhere}
        draft.typed = {
            **{key: raw for key, raw in draft.typed.items() if key not in own - elsewhere},
            **refused,
        }
        draft.seconds = (
            {**draft.seconds, step_id: draft.seconds.get(step_id, 0) + seconds} if seconds else draft.seconds
        )
        if done is not None:
            others = [one for one in draft.done_steps if one != step_id]
            draft.done_steps = [*others, step_id] if done and not elsewhere else others
        if done and not elsewhere:  # looked at: what was told of this step, and of what is asked no more
            draft.to_check = [item for item in draft.to_check if item["step"] not in ("", step_id)]
    return elsewhere


def put_aside(draft: Draft, step_id: str, posted: str, *, at: datetime) -> None:
    """Keep what a page sent without a session; nothing of the draft changes. Raises DraftClosed."""
    with _locked(draft, at):
        draft.kept = {**draft.kept, step_id: posted}


def take_back(draft: Draft, step_id: str, *, at: datetime) -> str | None:
    """What was put aside for a step, once; None when there is nothing. Raises DraftClosed."""
    if step_id not in draft.kept:
        return None
    with _locked(draft, at):
        posted: str | None = draft.kept.get(step_id)
        draft.kept = {key: one for key, one in draft.kept.items() if key != step_id}
    return posted


def fill_in(
    draft: Draft,
    found: Mapping[str, tuple[Any, Mapping[str, Any]]],
    *,
    at: datetime,
    dropped: Iterable[str] = (),
    anew: bool = False,
) -> None:
    """First answers, each with its origin: {key: (value or None, origin)}. What people typed stays as it is.

    `dropped`: keys whose first answer is taken back, unless it was corrected; `anew`: corrections go too.
    Raises DraftClosed.
    """
    dropped = list(dropped)
    if not found and not dropped:
        return
    fixed = {one["key"] for one in questions_of(draft.version.content) if is_fixed(one)}
    with _locked(draft, at):
        answers, origins = dict(draft.answers), dict(draft.origins)
        for key in dropped:
            if answers.get(key) == origins.pop(key, {}).get("value"):
                answers.pop(key, None)
        for key, (value, origin) in found.items():
            untouched = key not in answers or answers[key] == origins.get(key, {}).get("value")
            if untouched or anew or key in fixed:
                answers.pop(key, None)
                if value is not None:
                    answers[key] = value
                origins[key] = dict(origin)
        draft.answers, draft.origins = answers, origins
        draft.typed = {key: raw for key, raw in draft.typed.items() if key not in found}


def attach(draft: Draft, key: str, upload: File[bytes], *, by: User | None, at: datetime) -> StoredFile:
    """Store a file as part of the answer to a question. Raises FileRefused, TooManyFiles, QuestionUnknown.

    For a question in rows ("children.paper") it is stored only: its row, once saved, says that it is there.
    """
    definition = _file_question(draft, key)
    in_rows = "." in key
    with _locked(draft, at):
        if not in_rows and len(draft.answers.get(key, [])) >= most_files(definition):
            raise TooManyFiles(most_files(definition))
        stored = store(
            upload,
            name=upload.name or "",
            subject=(SUBJECT, str(draft.pk)),
            owner=None if at_desk(draft) else by,
            at=at,
            accept=endings(definition),
        )
        if not in_rows:
            draft.answers = {**draft.answers, key: [*draft.answers.get(key, []), str(stored.pk)]}
    return stored


def attach_again(
    draft: Draft, key: str, stored: StoredFile, about: Mapping[str, str], *, at: datetime
) -> None:
    """Add a file stored with the draft to an answer, with where it came from. Raises TooManyFiles."""
    most = most_files(_file_question(draft, key))
    with _locked(draft, at):
        ids = draft.answers.get(key, [])
        if len(ids) >= most:
            raise TooManyFiles(most)
        files = {**draft.origins.get(key, {}).get("files", {}), str(stored.pk): dict(about)}
        draft.answers = {**draft.answers, key: [*ids, str(stored.pk)]}
        draft.origins = {**draft.origins, key: {"from": "paper", "at": at.isoformat(), "files": files}}


def detach(draft: Draft, key: str, file_id: UUID | str, *, at: datetime) -> None:
    """Take a file out of an answer; asking twice is no error. Raises QuestionUnknown, DraftClosed."""
    _file_question(draft, key)
    with _locked(draft, at):
        rest = [one for one in draft.answers.get(key, []) if one != str(file_id)]
        others = {name: value for name, value in draft.answers.items() if name != key}
        draft.answers = {**others, key: rest} if rest else others


def swap_file(draft: Draft, key: str, old: UUID | str, new: UUID | str, *, at: datetime) -> None:
    """Put another file in the place of one of an answer; nothing where the old one is gone meanwhile."""
    _file_question(draft, key)
    with _locked(draft, at):
        ids = [str(new) if one == str(old) else one for one in draft.answers.get(key, [])]
        if ids:
            draft.answers = {**draft.answers, key: ids}


def questions_holding(draft: Draft, file_id: UUID | str) -> list[str]:
    """Keys of the questions whose answer holds the file."""
    files = (one["key"] for one in questions_of(draft.version.content) if is_file(one))
    return [key for key in files if str(file_id) in draft.answers.get(key, [])]


def discard(draft: Draft, *, at: datetime) -> bool:
    """Give an open draft up. False when it was closed already."""
    open_one = Draft.objects.filter(pk=draft.pk, state=Draft.State.OPEN)
    return bool(open_one.update(state=Draft.State.DISCARDED, updated_at=at))


def facts_of(draft: Draft, on: date) -> Facts:
    """What the draft's answers are judged by: what its rules read, and the files stored with it.

    A draft that corrects what was filed also holds the files filed (`files` of its context).
    """
    own = Q(subject_kind=SUBJECT, subject_id=str(draft.pk))
    files = StoredFile.objects.filter(own | Q(pk__in=draft.context.get("files") or ()))
    return replace(rule_facts(draft, on), files={str(one.pk): one for one in files})


def rule_facts(draft: Draft, on: date) -> Facts:
    """What rules read besides answers: the day, the channel, who applies, the case chosen.

    A draft that corrects what was filed says as of which day (`as_of`) and what stays as it is (`locked`).
    """
    context = draft.context
    channel = str(context.get("channel") or "online")
    on = day(context.get("as_of")) or on
    born = day(context.get("birth_date"))
    return Facts(
        on=on,
        channel=CHANNELS.get(channel, channel),
        applicant=str(context.get("applicant") or "person"),
        age=whole_years(born, on) if born else None,
        variant=str(context.get("variant_name") or ""),
        fixed={
            **fixed_values(questions_of(draft.version.content), draft.origins),
            **(context.get("locked") or {}),
        },
        on_paper=at_desk(draft),
    )


def filed_facts(submission: Submission) -> Facts:
    """What the rules of a filed form read, as of the day it was filed."""
    return rule_facts(submission.draft, day_of(submission.submitted_at))


def day_of(at: datetime) -> date:
    """The calendar day in Vietnam."""
    return timezone.localdate(at)


def first_unfinished(draft: Draft, facts: Facts) -> str | None:
    """Id of the first step not completed, or whose answers no longer hold; None when all is ready."""
    _values, errors = clean_all(draft.version.content, draft.answers, facts=facts)
    for step in visible_steps(draft.version.content, draft.answers, facts=facts):
        if step["id"] not in draft.done_steps or step["id"] in errors:
            return str(step["id"])
    return None


def progress(draft: Draft, on: date) -> dict[str, int]:
    """Steps done and steps asked, as the answers stand: {"done", "steps"}."""
    facts = rule_facts(draft, on)
    asked = [step["id"] for step in visible_steps(draft.version.content, draft.answers, facts=facts)]
    return {"done": sum(step in draft.done_steps for step in asked), "steps": len(asked)}


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _file_question(draft: Draft, key: str) -> Mapping[str, Any]:
    found = file_questions(draft.version.content).get(key)
    if found is None:
        raise QuestionUnknown
    return found


@contextmanager
def _locked(draft: Draft, at: datetime) -> Iterator[None]:
    """Change `draft` as the database has it now, its row locked; saved when the block ends well."""
    with transaction.atomic():
        now = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
        if now.state != Draft.State.OPEN:
            raise DraftClosed
        if now.version_id != draft.version_id:
            raise DraftMoved
        for name in CHANGING:
            setattr(draft, name, getattr(now, name))
        yield
        draft.updated_at = at
        draft.save(update_fields=[*CHANGING, "updated_at"])
