"""Many pages save, and many clicks file, one draft at once, on whatever DATABASE_URL says.

Run as a program, in a process of its own: prints {"answers": {...}, "references": [...], "errors": [...]}.
With the argument `save`: saves one step, then waits to be killed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial
from typing import Any

from tests.storms.threads import together

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
STEPS = {"mot": "a", "hai": "b", "ba": "c"}


def content() -> dict[str, Any]:
    person = [("text", "full_name"), ("phone", "phone")]
    known = [{"type": kind, "key": use, "label": use, "use": use} for kind, use in person]
    steps = [
        {"id": step, "title": step, "fields": [{"type": "text", "key": key, "label": key}]}
        for step, key in STEPS.items()
    ]
    steps[0]["fields"] += known
    return {"title": "Bão", "steps": steps}


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from eforms import drafts
    from eforms.building import build, current_version
    from eforms.models import Draft
    from eforms.submit import register, submit

    now = timezone.now()
    register("storm", lambda submission, at: {"reference": str(submission.pk), "url": "/"})
    build("bao", content())
    draft, _ = drafts.start(current_version("bao"), kind="storm", context={}, title="Bão", owner=None, at=now)

    def save(step: str, key: str) -> None:
        drafts.save_step(Draft.objects.get(pk=draft.pk), step, {key: "x"}, at=now)

    if sys.argv[1:] == ["save"]:
        save("mot", "a")
        sys.stdout.write(f"{draft.pk}\n")
        sys.stdout.flush()
        time.sleep(60)

    def file(key: str) -> str:
        return str(submit(Draft.objects.get(pk=draft.pk), by=None, key=key, at=now).receipt["reference"])

    _none, errors = together(*[partial(save, step, key) for step, key in STEPS.items()] * 4)
    answers = Draft.objects.get(pk=draft.pk).answers
    references, refused = together(*[partial(file, str(key)) for key in range(20)])
    json.dump({"answers": answers, "references": references, "errors": errors + refused}, sys.stdout)


if __name__ == "__main__":
    main()
