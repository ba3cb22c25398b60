"""Many at the same moment: each job in a thread and on a database connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable


def together(*jobs: Callable[[], object]) -> tuple[list[object], list[str]]:
    """What the jobs gave back, and the errors of those that failed; all of them begin at once."""
    from django.db import connection

    start = threading.Barrier(len(jobs))
    results: list[object] = []
    errors: list[str] = []

    def run(job: Callable[[], object]) -> None:
        start.wait()
        try:
            results.append(job())
        except Exception as error:  # noqa: BLE001  whatever goes wrong in a thread is the result
            errors.append(str(getattr(error, "code", None) or repr(error)))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, errors
