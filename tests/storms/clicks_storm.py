"""Many people do different things to the same thing at once, on whatever DATABASE_URL says.

Run as a program, in a process of its own: prints {scene: {…}, "faults": […]}.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from typing import Any

from tests.storms.threads import together

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


def one_dossier_many_officers() -> dict[str, Any]:
    """Four clicks of one acceptance, four of another, four refusals: one of these three things happens."""
    from dossiers.transitions import act
    from tests.dossiers.cases import MONDAY, filed, officer

    dossier, minh = filed(), officer("reception")
    do = partial(act, dossier.pk, actor=minh, at=MONDAY)
    clicks = [partial(do, "accept", key=key) for key in ("a", "b")]
    clicks.append(partial(do, "refuse", key="c", reason="Sai thẩm quyền"))
    events, errors = together(*clicks * 4)
    return {
        "events": len({event.pk for event in events}),  # type: ignore[attr-defined]
        "answered": len(events),
        "errors": sorted(set(errors)),
        "sequences": list(dossier.events.values_list("sequence", flat=True)),
    }


def one_answer_many_clicks() -> dict[str, Any]:
    """The same answer to a request for papers, with a file each time."""
    from documents.models import StoredFile
    from dossiers.supplements import answer
    from tests.dossiers.cases import MONDAY, applicant_of, brought, pdf

    dossier = brought("ask_supplement")
    say = partial(answer, dossier.pk, actor=applicant_of(dossier), key="once", at=MONDAY, message="Tôi gửi")
    events, errors = together(*[lambda: say(uploads=[pdf()])] * 8)
    return {
        "events": len({event.pk for event in events}),  # type: ignore[attr-defined]
        "errors": errors,
        "papers": dossier.papers.count(),
        "files": StoredFile.objects.filter(subject_id=str(dossier.pk)).count(),
    }


def one_result_many_clicks() -> dict[str, Any]:
    from documents.models import IssuedDocument
    from dossiers.results import finish
    from tests.dossiers.cases import MONDAY, brought, officer, pdf

    dossier, boss = brought("accept", "assign"), officer("approver")
    click = partial(finish, dossier.pk, actor=boss, key="once", at=MONDAY)
    events, errors = together(*[lambda: click(upload=pdf())] * 8)
    return {
        "events": len({event.pk for event in events}),  # type: ignore[attr-defined]
        "errors": errors,
        "documents": IssuedDocument.objects.filter(subject_id=str(dossier.pk)).count(),
    }


def one_fee_many_cashiers() -> dict[str, Any]:
    """Half of them click with the same key, half with keys of their own: the money is taken once."""
    from dossiers.settled import take_cash
    from payments.models import Payment
    from tests.dossiers.cases import MONDAY, brought, officer

    dossier, cashier = brought("accept", "assign", "ask_payment"), officer("cashier")
    take = partial(take_cash, dossier.pk, actor=cashier, at=MONDAY)
    keys = ["once"] * 4 + [f"own {number}" for number in range(4)]
    _events, errors = together(*[partial(take, key=key) for key in keys])
    dossier.refresh_from_db()
    return {"payments": Payment.objects.count(), "errors": sorted(set(errors)), "status": dossier.status}


def one_draft_many_submissions() -> dict[str, Any]:
    """The same form filed from ten windows becomes one dossier."""
    from dossiers import start
    from dossiers.models import Dossier
    from eforms import drafts
    from eforms.models import Draft
    from eforms.submit import submit
    from tests.dossiers.cases import ANSWERS, MONDAY, pdf, release_with_form, ward

    release = release_with_form()
    draft, _secret = start.begin_filing(release, ward(), user=None, at=MONDAY)
    drafts.save_step(draft, "nguoi_khai", ANSWERS, at=MONDAY)
    drafts.attach(draft, "chung_sinh", pdf(), by=None, at=MONDAY)
    drafts.save_step(draft, "giay_to", {}, at=MONDAY)
    before = Dossier.objects.count()

    def file(key: str) -> str:
        return str(submit(Draft.objects.get(pk=draft.pk), by=None, key=key, at=MONDAY).receipt["reference"])

    receipts, errors = together(*[partial(file, str(number)) for number in range(10)])
    return {
        "receipts": len(receipts),
        "different": len(set(receipts)),
        "errors": errors,
        "dossiers": Dossier.objects.count() - before,
    }


def one_procedure_many_publishers() -> dict[str, Any]:
    """Eight versions are published at once: each change has its number, the same content has one."""
    from procedures.models import ProcedurePage
    from procedures.releases import history
    from tests.procedures import catalogue

    page = catalogue.published()

    def publish(summary: str) -> None:
        mine = ProcedurePage.objects.get(pk=page.pk)
        mine.summary = summary
        mine.save_revision().publish()

    _none, errors = together(*[partial(publish, f"Bản {number % 4}") for number in range(8)])
    numbers = sorted(history(page.code or "").values_list("number", flat=True))
    return {
        "errors": errors,
        "unbroken": numbers == list(range(1, len(numbers) + 1)),
        "many": len(numbers) >= 4,
    }


def one_code_many_tries() -> dict[str, Any]:
    """A one-time code passes once; wrong ones lock, however many come at once."""
    from accounts import second_factor
    from tests import people
    from tests.dossiers.cases import MONDAY

    factor = second_factor.enrol(people.person("ma@example.vn", "Người Mã"), at=MONDAY)
    good = second_factor.code_of(factor, MONDAY)
    fresh = type(factor).objects.get
    passed, errors = together(
        *[lambda: second_factor.check(fresh(pk=factor.pk), good, MONDAY)] * 8,
    )
    wrong = f"{(int(good) + 500_000) % 1_000_000:06d}"
    _none, refusals = together(*[lambda: second_factor.check(fresh(pk=factor.pk), wrong, MONDAY)] * 10)
    factor.refresh_from_db()
    return {
        "passed": len(passed),
        "errors": sorted(set(errors)),
        "refused": len(refusals),
        "locked": factor.locked_until is not None,
    }


SCENES = (
    one_dossier_many_officers,
    one_answer_many_clicks,
    one_result_many_clicks,
    one_fee_many_cashiers,
    one_draft_many_submissions,
    one_procedure_many_publishers,
    one_code_many_tries,
)


def main() -> None:
    import django

    django.setup()

    from dossiers.replay import audit

    # Filing needs the release with its form: it is made before the others ask for a plain one.
    from tests.dossiers.cases import release_with_form

    release_with_form()
    told: dict[str, Any] = {scene.__name__: scene() for scene in SCENES}
    told["faults"] = [str(fault) for fault in audit()]
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
