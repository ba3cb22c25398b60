"""Fifty people of every role do whatever they like to a few dossiers at once, on whatever DATABASE_URL says.

Run as a program, in a process of its own: prints {"done", "refused", "strange", "lost", "pairs", "codes",
"faults", "seconds"}.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.storms.threads import together

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

PEOPLE, TRIES, DOSSIERS = 50, 12, 8
PAUSES = [{"id": "p1", "reason": "field_work", "on_resume": "continue", "legal": "Điều 1 Luật Đo"}]
PROCESS = [
    {
        "id": key,
        "branches": [{"id": key, "name": "", "steps": [{"id": key, "name": key, "role": "specialist"}]}],
    }
    for key in ("dau", "cuoi")
]


def person(seed: int, dossiers: list[Any], officers: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """One of them: the events that came back, and the refusals by code."""
    from django.core.exceptions import PermissionDenied, ValidationError

    from dossiers.actions import SYSTEM
    from dossiers.settled import take_cash
    from dossiers.transitions import TABLE, act
    from tests.dossiers.cases import MONDAY, PAYLOADS, ROLE_OF, applicant_of

    actions = sorted({row.action for row in TABLE} - set(SYSTEM) - {"give_opinion", "follow", "unfollow"})
    chance = random.Random(seed)

    def run() -> dict[str, Any]:
        told: dict[str, Any] = {"events": [], "refused": [], "strange": []}
        for number in range(TRIES):
            dossier, action = chance.choice(dossiers), chance.choice(actions)
            actor = officers[ROLE_OF[action]] if action in ROLE_OF else applicant_of(dossier)
            if chance.random() < 0.2:
                actor = chance.choice([*officers.values(), applicant_of(dossier)])
            at = MONDAY + timedelta(minutes=chance.randrange(60 * 24))
            given: dict[str, Any] = dict(PAYLOADS.get(action, {}))
            if action in ("assign", "hand_over"):
                given["assignee"] = officers["specialist"].user.pk
            key = f"{seed}-{number}"
            try:
                if action == "pay":
                    event = take_cash(dossier.pk, actor=actor, key=key, at=at)
                else:
                    event = act(dossier.pk, action, actor=actor, key=key, at=at, **given)
                told["events"].append(event.pk)
            except (ValidationError, PermissionDenied) as refused:
                told["refused"].append(str(getattr(refused, "code", "")))
            except Exception as error:  # noqa: BLE001  whatever else goes wrong is the result
                told["strange"].append(repr(error))
        return told

    return run


def main() -> None:
    import django

    django.setup()

    from dossiers.models import Dossier, DossierEvent
    from dossiers.replay import audit
    from dossiers.transitions import PREVIOUS, TABLE
    from tests.dossiers.cases import ROLE_OF, brought, filed, officer, release

    release(process=PROCESS, pauses=PAUSES)
    officers = {role: officer(role) for role in sorted({*ROLE_OF.values(), "supervisor", "auditor"})}
    dossiers = [filed() if number % 2 else brought("accept", "assign") for number in range(DOSSIERS)]
    begin = time.perf_counter()
    told, errors = together(*[person(seed, dossiers, officers) for seed in range(PEOPLE)])
    seconds = round(time.perf_counter() - begin, 1)
    results: list[dict[str, Any]] = told  # type: ignore[assignment]
    acknowledged = {pk for one in results for pk in one["events"]}
    kept = set(DossierEvent.objects.values_list("pk", flat=True))
    allowed = {(source, row.target) for row in TABLE for source in row.sources}
    events = DossierEvent.objects.exclude(from_status=None)
    gone = set(events.values_list("from_status", "to_status"))
    report = {
        "done": len(acknowledged),
        "refused": sum(len(one["refused"]) for one in results),
        "strange": [*errors, *(text for one in results for text in one["strange"])],
        "lost": sorted(acknowledged - kept),
        "pairs": [
            pair for pair in sorted(gone) if pair not in allowed and (pair[0], PREVIOUS) not in allowed
        ],
        "codes": sorted(code for code in Dossier.objects.values_list("code", flat=True) if code),
        "faults": [str(fault) for fault in audit()],
        "seconds": seconds,
    }
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
