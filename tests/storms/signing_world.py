"""Documents that a leader signs in one go, on whatever DATABASE_URL says; prints JSON.

python -m tests.storms.signing_world prepare N | check | together N
`together`: N officers sign the same few documents in the same moment.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
FEW = 6


def prepare(number: int) -> dict[str, Any]:
    """`number` documents chosen in one session, none given yet."""
    from django.utils import timezone

    from documents.signing.giving import choose
    from documents.signing.waiting import waiting_for
    from tests.documents import authority

    leader, at = authority.leader(), timezone.now()
    authority.seal()
    content = authority.page()
    for n in range(number):
        authority.waiting(key=f"storm:{n}", content=content, subject=("storm", str(n)))
    return {"chosen": choose(waiting_for(leader, at), authority.session(leader), at)}


def check() -> dict[str, Any]:
    """Silent workers' leases run out, what is left is signed; then what every document looks like."""
    from django.utils import timezone

    from effects.models import Effect
    from effects.reaper import reap
    from effects.worker import drain

    given = given_already()
    reap(timezone.now() + timedelta(hours=1))
    Effect.objects.update(run_after=None)
    drain(timezone.now())
    effects = Counter(Effect.objects.filter(kind="sign").values_list("state", flat=True))
    return {"before": given, "effects": effects, **looks()}


def given_already() -> int:
    from documents.models import Signature

    return Signature.objects.filter(state="given").count()


def looks() -> dict[str, Any]:
    """How many documents there are of each state, and of each number of signatures in the PDF."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    from documents.models import IssuedDocument, Signature, StoredFile

    shapes: Counter[str] = Counter()
    for document in IssuedDocument.objects.select_related("file"):
        with document.file.content.open("rb") as content:
            reader = PdfFileReader(io.BytesIO(content.read()))
        shapes[f"{len(reader.embedded_regular_signatures)}+{len(reader.embedded_timestamp_signatures)}"] += 1
    return {
        "states": Counter(IssuedDocument.objects.values_list("state", flat=True)),
        "signatures": Counter(Signature.objects.values_list("state", flat=True)),
        "shapes": shapes,
        "former": StoredFile.objects.filter(subject_kind="version").count(),
    }


def together_at_once(number: int) -> dict[str, Any]:
    from django.utils import timezone

    from accounts.assign import assign
    from accounts.models import User
    from documents.models import Signature
    from documents.signing import demo
    from documents.signing.giving import choose, give
    from tests import people
    from tests.documents import authority
    from tests.storms.threads import together

    at = timezone.now()
    first = demo.certify_officer(people.minh("approver"), at)
    authority.seal()
    officers = []
    for n in range(number):
        officer = people.person(f"leader{n}@example.vn", f"Lãnh đạo {n}")
        assign(officer, "approver", people.WARD, valid_from=people.LONG_AGO)
        first.pk, first.owner = None, officer  # one key pair for all: making fifty takes a minute
        first.save()
        officers.append(officer)
    documents = [authority.waiting(key=f"storm:{n}", subject=("storm", str(n))) for n in range(FEW)]
    wanted = list(Signature.objects.filter(document__in=documents, order=1))

    def sign(officer: User) -> int:
        chosen = choose(wanted, authority.session(officer), at)
        for one in wanted:
            give(one.pk, at)
        return chosen

    chosen, errors = together(*[partial(sign, one) for one in officers])
    for one in wanted:
        give(one.pk, at)
    return {"chosen": sum(int(str(n)) for n in chosen), "errors": Counter(errors), **looks()}


def main() -> None:
    import django

    django.setup()
    what, *more = sys.argv[1:]
    known = {"prepare": prepare, "check": check, "together": together_at_once}
    json.dump(known[what](*[int(one) for one in more]), sys.stdout)


if __name__ == "__main__":
    main()
