"""A hundred officers accept a hundred dossiers of one agency at once, on whatever DATABASE_URL says.

Run as a program, in a process of its own: prints {"codes": [...], "errors": [...], "seconds": …}.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

HOW_MANY = 100


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from dossiers.replay import audit
    from dossiers.transitions import act
    from tests.dossiers.cases import MONDAY, filed, officer

    dossiers = [filed(channel="in_person").pk for _ in range(HOW_MANY)]
    minh = officer("reception")
    together = threading.Barrier(HOW_MANY)
    codes: list[str] = []
    errors: list[str] = []

    def accept(key: object) -> None:
        together.wait()
        try:
            event = act(key, "accept", actor=minh, key="storm", at=MONDAY)
            codes.append(event.payload["code"])
        except Exception as error:  # noqa: BLE001  whatever goes wrong in a thread is the result
            errors.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=(key,)) for key in dossiers]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = round(time.perf_counter() - start, 2)
    faults = [str(fault) for fault in audit()]
    json.dump({"codes": codes, "errors": errors, "faults": faults, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
