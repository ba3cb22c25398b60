"""A hundred officers accept a hundred dossiers of one agency at once, on whatever DATABASE_URL says.

Run as a program, in a process of its own: prints {"codes": [...], "errors": [...], "seconds": …}.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial

from tests.storms.threads import together

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

HOW_MANY = 100


def main() -> None:
    import django

    django.setup()

    from dossiers.replay import audit
    from dossiers.transitions import act
    from tests.dossiers.cases import MONDAY, filed, officer

    dossiers = [filed(channel="in_person").pk for _ in range(HOW_MANY)]
    minh = officer("reception")

    def accept(dossier: object) -> str:
        return str(act(dossier, "accept", actor=minh, key="storm", at=MONDAY).payload["code"])

    start = time.perf_counter()
    codes, errors = together(*[partial(accept, dossier) for dossier in dossiers])
    seconds = round(time.perf_counter() - start, 2)
    faults = [str(fault) for fault in audit()]
    json.dump({"codes": codes, "errors": errors, "faults": faults, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
