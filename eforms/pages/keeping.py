"""A step sent when its session has gone: what was typed is put aside until the person is back.

The page of a step carries a signed mark of draft, step and time. It permits one thing: putting aside, for a
day, what was typed on that page. It reads nothing and changes no answer: the draft's holder sees what was put
aside on opening the step again, and only then it counts. So it stands in for the session and for the CSRF
token, which other sites cannot know either.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.timezone import now

from eforms import drafts
from eforms.errors import DraftClosed
from eforms.models import Draft

SALT = "eforms.pages.keeping"
MARK = "wizard-keep"  # hidden field of a step's page
AWAY = "wizard-away"  # hidden field: seconds the page was not in sight, told by its script
LIFETIME = timedelta(hours=24)
MOST_TYPED = 500_000  # letters of one step
LONGEST_ROUND = timedelta(minutes=15)


def mark(draft_id: UUID | str, step: str) -> str:
    """For the page of a step that is opened now: "time:signature"."""
    return _signer().sign(_subject(draft_id, step)).removeprefix(_subject(draft_id, step) + ":")


def put_aside(request: HttpRequest, draft_id: UUID | str, step: str, *, at: datetime) -> bool:
    """Keep what the page typed, if it may. False: it may not (any more), and nothing was kept."""
    if request.method != "POST" or not _holds(request.POST.get(MARK, ""), draft_id, step):
        return False
    draft = Draft.objects.select_related("version").filter(pk=draft_id).first()
    posted = _plain(request.POST)
    if draft is None or not _has_step(draft, step) or len(posted) > MOST_TYPED:
        return False
    try:
        drafts.put_aside(draft, step, posted, at=at)
    except DraftClosed:
        return False
    return True


def seconds_since_opened(post: QueryDict, draft_id: UUID | str, step: str) -> int:
    """How long the person was at the page: from opening to sending, without the time it was out of sight.

    Fifteen minutes at most: who went away for longer was not filling.
    """
    opened = _time_of(post.get(MARK, ""), draft_id, step)
    if opened is None:
        return 0
    away = post.get(AWAY, "")
    passed = int(now().timestamp()) - opened - (int(away) if away.isdecimal() and len(away) < 7 else 0)
    return max(0, min(passed, int(LONGEST_ROUND.total_seconds())))


def _time_of(text: str, draft_id: UUID | str, step: str) -> int | None:
    if not _holds(text, draft_id, step):
        return None
    return signing.b62_decode(text.partition(":")[0])


def _holds(text: str, draft_id: UUID | str, step: str) -> bool:
    try:
        _signer().unsign(f"{_subject(draft_id, step)}:{text}", max_age=LIFETIME)
    except signing.BadSignature:
        return False
    return True


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT)


def _subject(draft_id: UUID | str, step: str) -> str:
    return f"{draft_id}/{step}"


def _has_step(draft: Draft, step: str) -> bool:
    return any(one["id"] == step for one in draft.version.content["steps"])


def _plain(post: QueryDict) -> str:
    """The page's answers without what belongs to the visit: tokens and buttons."""
    kept = post.copy()
    for name in ("csrfmiddlewaretoken", MARK, AWAY, "wizard-do"):
        kept.pop(name, None)
    return kept.urlencode()
