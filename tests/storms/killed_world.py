"""The world of the storm in which web server and worker are killed, on whatever DATABASE_URL says.

python -m tests.storms.killed_world prepare | check ACKNOWLEDGED.json; prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
ROLES = ("reception", "dispatcher", "specialist", "cashier", "approver")


def prepare() -> dict[str, Any]:
    """A procedure with a form, an agency, officers with tokens."""
    from django.utils import timezone

    from accounts.tokens import issue_token
    from tests import people
    from tests.dossiers.cases import release_with_form, ward

    release_with_form()
    officers = {role: people.holder(role) for role in ROLES}
    at = timezone.now()
    return {
        "procedure": "1.001193",
        "agency": ward().code,
        "assignee": officers["specialist"].pk,
        "tokens": {role: issue_token(user, at=at, with_code=True)[1] for role, user in officers.items()},
    }


def check(acknowledged: dict[str, list[str]]) -> dict[str, Any]:
    """What is wrong, and how much there is. `acknowledged`: {dossier id: keys whose answer came back}."""
    from django.utils import timezone

    from documents.models import IssuedDocument
    from dossiers.models import Dossier, DossierEvent
    from dossiers.replay import audit
    from effects.models import Effect, Message
    from effects.reaper import reap
    from effects.worker import drain
    from payments.models import Payment

    now = timezone.now()
    Effect.objects.filter(state=Effect.State.RUNNING).update(lease_until=now)  # the dead say nothing more
    later = timezone.now()
    reap(later)
    Effect.objects.filter(state=Effect.State.WAITING).update(run_after=None)
    drain(later)
    keys = {(str(dossier), key) for dossier, key in DossierEvent.objects.values_list("dossier_id", "key")}
    lost = [
        f"{dossier} {key}"
        for dossier, said in acknowledged.items()
        for key in said
        if (dossier, key) not in keys
    ]
    events = Counter(DossierEvent.objects.values_list("action", flat=True))
    codes = sorted(code for code in Dossier.objects.values_list("code", flat=True) if code)
    papers = Counter(IssuedDocument.objects.values_list("subject_id", "title"))
    return {
        "lost": lost,
        "dossiers": Dossier.objects.count(),
        "events": dict(events),
        "twice": [str(key) for key, count in Counter(keys).items() if count > 1],
        "gaps": gaps(codes),
        "effects": _states(),
        "papers": len(papers),
        "papers_twice": [str(paper) for paper, count in papers.items() if count > 1],
        "messages": Message.objects.count(),
        "messages_twice": Message.objects.count() - len(set(Message.objects.values_list("key", flat=True))),
        "told": DossierEvent.objects.filter(
            action__in=("submit", "accept", "ask_payment", "pay", "finish")
        ).count(),
        "receipts": sorted(Payment.objects.values_list("reference", flat=True)),
        "faults": [str(fault) for fault in audit()],
    }


def _states() -> dict[str, int]:
    from effects.models import Effect

    return dict(Counter(Effect.objects.values_list("state", flat=True)))


def gaps(codes: list[str]) -> list[str]:
    """Series of dossier codes (agency and day) whose numbers are not 1, 2, 3, …"""
    series = groupby(sorted(codes), key=lambda code: code.rsplit("-", 1)[0])
    numbered = {name: sorted(int(code.rsplit("-", 1)[1]) for code in found) for name, found in series}
    return [name for name, numbers in numbered.items() if numbers != list(range(1, len(numbers) + 1))]


def main(job: str, file: str = "") -> None:
    import django

    django.setup()
    told = prepare() if job == "prepare" else check(json.loads(Path(file).read_text()))
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
