"""What people ask is counted, and nobody can be found in it.

Nothing is counted that looks like a person's: an e-mail address, six digits or more in a row (but for the
code of a procedure that is found), more than 80 characters. Of all else only a keyed hash is kept, until the
same words came from three different addresses within a month: only then are they written in clear. No account
and no address is kept; of an address there are 16 bits of a keyed hash, until the words are in clear.

Queries are noted in memory and written a few seconds later, after a page has been sent: a search never waits
for it, and what a killed process had not written yet is lost.
"""

from __future__ import annotations

import logging
import re
import time
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.client_address import client_address
from rules.text import spoken
from search.models import AskedOnDay, AskedWords
from search.query import Results

log = logging.getLogger(__name__)
LONGEST = 80
DIGITS = re.compile(r"\d(?:[\s.\-]?\d){5}")
ENOUGH = 3
"""So many different addresses must have asked the same words."""
PENDING = timedelta(days=30)
EVERY = 5.0
"""Seconds between two writings of a process."""
MOST_WAITING = 2000
CLICKED_WITHIN = timedelta(hours=1)
MONTH = timedelta(days=30.5)


@dataclass(frozen=True, slots=True)
class Noted:
    """A query that was asked (asker: bits of a hash), or whose result was opened (no asker, no words)."""

    key: str
    day: date
    words: str = ""
    asker: str = ""
    found: bool = True


_waiting: deque[Noted] = deque(maxlen=MOST_WAITING)
_written = time.monotonic()


def note(results: Results, request: HttpRequest) -> str:
    """Count the query of a results page, for its first page without filters.

    Returns the token that counts a click; "" when there is nothing to count.
    """
    query = results.query
    if results.degraded or query.page > 1 or query.filters or not _may_be_counted(results):
        return ""
    key = salted_hmac("search.asked", query.folded, algorithm="sha256").hexdigest()
    asker = salted_hmac("search.asker", f"{key} {_address(request)}", algorithm="sha256").hexdigest()[:4]
    _waiting.append(Noted(key, query.on, spoken(query.text), asker, found=results.total > 0))
    return signing.TimestampSigner(salt="search.clicked").sign(key)


def note_click(token: str, *, on: date) -> None:
    """A result was opened from a page that carried this token; a token that is none counts nothing."""
    try:
        key = signing.TimestampSigner(salt="search.clicked").unsign(token, max_age=CLICKED_WITHIN)
    except signing.BadSignature:
        return
    _waiting.append(Noted(key, on))


def _address(request: HttpRequest) -> str:
    try:
        return client_address(request)
    except PermissionDenied:
        return ""


def _may_be_counted(results: Results) -> bool:
    """Whether the words are words, and nothing that looks like a person's."""
    query, text = results.query, results.query.text
    if not settings.SEARCH_QUERIES_MONTHS or not query.folded:
        return False
    if len(text) > LONGEST or len(spoken(text)) > LONGEST or "@" in text:
        return False
    is_code = bool(query.code) and any(one.code.startswith(query.code) for one in results.entries)
    return is_code or not DIGITS.search(text)


# -- writing ---------------------------------------------------------------------------------------------


def write_now_and_then(**_signal: Any) -> None:
    """After a page was sent: what waits, when the last writing was a while ago. Never an error."""
    global _written
    if _waiting and time.monotonic() - _written >= EVERY:
        _written = time.monotonic()
        try:
            write()
        except Exception as error:  # noqa: BLE001  its text may hold what was asked
            log.error("queries were not counted: %s.%s", type(error).__module__, type(error).__qualname__)


def write() -> None:
    """All that waits, in one transaction, always in the same order of rows."""
    by_row: dict[tuple[str, date], list[Noted]] = defaultdict(list)
    while _waiting:
        one = _waiting.popleft()
        by_row[one.key, one.day].append(one)
    with transaction.atomic():
        for (key, day), group in sorted(by_row.items(), key=lambda row: row[0]):
            _add(key, day, group)


def _add(key: str, day: date, group: list[Noted]) -> None:
    asked = [one for one in group if one.asker]
    if asked:
        AskedWords.objects.get_or_create(key=key, defaults={"last_asked": day})
    words = AskedWords.objects.select_for_update(no_key=True).filter(key=key).first()
    if words is None:
        return  # a click on words that are forgotten already
    if asked:
        _learn(words, day, asked)
    row, _created = AskedOnDay.objects.get_or_create(words=words, day=day)
    clicks = len(group) - len(asked)
    together = F("asked") + len(asked)
    AskedOnDay.objects.filter(pk=row.pk).update(
        asked=together,
        without=F("without") + sum(not one.found for one in asked),
        clicked=Least(F("clicked") + clicks, together),  # nobody counts more clicks than there were pages
    )


def _learn(words: AskedWords, day: date, asked: list[Noted]) -> None:
    """The words come in clear with the third asker; whose they were is then forgotten."""
    before = (words.words, words.askers, words.last_asked)
    if not words.words:
        if day - words.last_asked > PENDING:
            words.askers = []
        words.askers = sorted({*words.askers, *(one.asker for one in asked)})
        if len(words.askers) >= ENOUGH:
            words.words, words.askers = asked[-1].words, []
    words.last_asked = max(day, words.last_asked)
    if (words.words, words.askers, words.last_asked) != before:
        words.save()


# -- forgetting ------------------------------------------------------------------------------------------


def forget(on: date) -> int:
    """Days older than the setting says, words without days, words too few asked. Returns how many days."""
    AskedWords.objects.filter(words="", last_asked__lt=on - PENDING).delete()
    oldest = on - MONTH * settings.SEARCH_QUERIES_MONTHS
    gone, _each = AskedOnDay.objects.filter(day__lt=oldest).delete()
    AskedWords.objects.filter(days=None).delete()
    return gone
