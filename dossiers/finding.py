"""Dossiers found by what people carry: phone, personal number, tax code; as a whole, and by permission.

What is looked in are keyed hashes (models.DossierKey): whoever reads that table learns no number. They are
written with the event that says the number, and anew by `manage.py index_dossiers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.access_log import record
from accounts.models import User
from accounts.permissions import Person, allowed_actions, holds_anywhere, may, scope_filter
from accounts.tax_codes import check_digit
from dossiers.models import Dossier, DossierEvent, DossierKey
from dossiers.numbering import is_code
from eforms.fields import phone
from eforms.judging.answers import questions_of
from eforms.pages.review import TOGETHER
from eforms.prefilling.representing import NUMBER, for_another

PERMISSION = "dossier.find_person"
MOST = 1000
"""Of a number that stands in more (a broker's phone), the newest: no list is turned further."""
KINDS = {
    "phone": re.compile(phone.PATTERN),
    "personal number": re.compile(r"0[0-9]{11}"),
    "tax code": re.compile(r"[0-9]{10}(?:[0-9]{3})?"),
}
"""What a number may be. A tenth of all phones could be tax codes too: both are looked for."""
PART = re.compile(r"[+(]?[0-9][0-9().\-\s]{6,}")
"""More digits than a running number: the beginning of a phone or personal number, never one of a code."""
ALLOWED = _("You do not have the right to find dossiers by phone, personal number or tax code.")
WHOLE = _("Enter the whole number: 10 digits of a phone, 12 of a personal number, 10 or 13 of a tax code.")


def kinds_of(number: str) -> list[str]:
    found = [kind for kind, pattern in KINDS.items() if pattern.fullmatch(number)]
    if "tax code" in found and int(number[9]) != check_digit(number[:9]):
        found.remove("tax code")
    return found


def number_in(text: str) -> str:
    """The phone, personal number or tax code that was typed or scanned, digits only; "" for anything else.

    The QR code of an identity card begins with the personal number, a stroke after it.
    """
    if is_code(text):
        return ""
    number = phone.plain(text.partition("|")[0])
    return number if kinds_of(number) else ""


def check(officer: Person, text: str, at: datetime) -> None:
    """Raises ValidationError for a number the officer may not look for, or for a part of one."""
    number = number_in(text)
    if not number and (is_code(text) or not PART.fullmatch(text.strip())):
        return
    if not holds_anywhere(officer, PERMISSION, at):
        raise ValidationError(ALLOWED, code="not_allowed")
    if not number:
        raise ValidationError(WHOLE, code="not_whole")


def note(officer: User, text: str, at: datetime, *, purpose: str = "") -> None:
    """A search by somebody's number is written to the access log: its kind and hash, never the number."""
    number = number_in(text)
    if not number:
        return
    held = next(one for one in allowed_actions(officer, at) if one["action"] == PERMISSION)
    record(
        user_id=officer.pk,
        action=PERMISSION,
        subject=f"number:{digest(number)}",
        role=held["role"],
        agency=held["agency_code"],
        at=at,
        purpose=", ".join([*kinds_of(number), *([purpose] if purpose else [])]),
    )


def matching(officer: Person, number: str, at: datetime) -> Q:
    """Dossiers with that number, where the officer may look for it: own agencies', and what these take in.

    Found by a query of their own: among the joins of a list PostgreSQL would look for them last.
    """
    keys = [digest(number, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    found = DossierKey.objects.filter(digest__in=keys).order_by("-pk").values_list("dossier", flat=True)
    return Q(pk__in=list(found[:MOST])) & reach(officer, PERMISSION, at)


def reach(officer: Person, action: str, at: datetime) -> Q:
    """Dossiers of the officer's agencies, and those a reception unit of theirs takes in for others."""
    own = scope_filter(officer, action, at=at)
    return own | scope_filter(officer, action, field="reception_code", at=at) if own else own


def known_by(officer: Person, dossier: Dossier, at: datetime) -> dict[str, str]:
    """{"number", "phone"}: masked, to tell people of one name apart; empty without the permission there."""
    places = {dossier.agency_code, dossier.reception_code} - {""}
    allowed = any(may(officer, PERMISSION, agency_code=code, at=at) for code in places)
    said = {"number": dossier.applicant_number, "phone": dossier.applicant_phone}
    return {name: masked(value) if allowed else "" for name, value in said.items()}


def masked(number: str) -> str:
    return f"****{number[-3:]}" if number else ""


# -- the keys ------------------------------------------------------------------------------------------


def digest(number: str, secret: str | None = None) -> str:
    """What stands for the number; by the key derived from SECRET_KEY, or from an earlier one."""
    return salted_hmac("dossiers.finding", number, secret=secret, algorithm="sha256").hexdigest()[:40]


def keys_of(dossier: Dossier) -> set[str]:
    """Digests of every number by which the dossier is found, as its answers stand."""
    return {digest(number) for said in _numbers(dossier) if (number := number_in(str(said or "")))}


def _numbers(dossier: Dossier) -> Iterator[Any]:
    """The applicant's, of all who apply together, of who files for them; every tax code asked for."""
    yield dossier.applicant_number
    yield dossier.applicant_phone
    if dossier.submission is None:
        return
    answers = dossier.answers
    if for_another(answers):
        yield answers.get(NUMBER)
    for question in questions_of(dossier.submission.version.content):
        value = answers.get(question["key"])
        if question["type"] == "tax_code":
            yield value
        elif question.get("use") == TOGETHER:
            uses = [
                one["key"] for one in question["fields"] if one.get("use") in ("personal_number", "phone")
            ]
            yield from (row.get(key) for row in value or [] for key in uses)


def keep_keys(dossier: Dossier) -> bool:
    """Bring the stored keys up to the answers; whether anything was to be done."""
    wanted, kept = keys_of(dossier), {one.digest for one in dossier.keys.all()}
    if wanted == kept:
        return False
    dossier.keys.exclude(digest__in=wanted).delete()
    new = [DossierKey(dossier=dossier, digest=one) for one in sorted(wanted - kept)]
    DossierKey.objects.bulk_create(new, ignore_conflicts=True)
    return True


def follow(dossier: Dossier, event: DossierEvent) -> None:
    """After an event that says a number, or changes an answer."""
    if event.action == "submit" or event.payload.get("changes"):
        keep_keys(dossier)
