"""Two people decide, or one presses twice, about one thing of money or one document, on DATABASE_URL.

Run as a program, in a process of its own: prints {scene: {…}, "faults": […]}.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.storms.threads import together

if TYPE_CHECKING:
    from documents.models import IssuedDocument
    from payments.models import Payment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
SEVERAL = 4


def taken(key: str) -> Payment:
    from payments.cashier import take
    from tests import people
    from tests.payments.world import AT, an_invoice

    return take([an_invoice(key, kind="parcel")], by=people.person("thu@example.vn", "Thu"), at=AT, key=key)


def one_refund_approved_and_refused() -> dict[str, Any]:
    """Whoever comes second is told that it has been decided; approved, the drawer gives it back once."""
    from payments.cashier import hand_out
    from payments.models import Refund
    from payments.refunding import approve, propose, refuse
    from tests import people
    from tests.payments.world import AT

    payment, cashier = taken("refund"), people.person("thu@example.vn", "Thu")
    ask = partial(propose, payment, reason="mistake", by=cashier, at=AT, invoice=payment.invoices.get())
    asked, _errors = together(*[partial(ask, payment.amount, key=f"back {n}") for n in range(SEVERAL)])
    refund = Refund.objects.get()
    bosses = [people.person(f"duyet{n}@example.vn", "Duyệt") for n in range(SEVERAL)]
    decisions = [partial(approve, refund, by=one, at=AT) for one in bosses[::2]]
    decisions += [partial(refuse, refund, by=one, reason="Không", at=AT) for one in bosses[1::2]]
    decided, errors = together(*decisions)
    given, _refused = together(*[partial(hand_out, refund, by=cashier, at=AT)] * SEVERAL)
    refund.refresh_from_db()
    return {
        "asked": len(asked),
        "decided": len(decided),
        "errors": sorted(set(errors)),
        "given_once": len(given) == (refund.state == "done"),
    }


def one_drawer_opened_and_counted() -> dict[str, Any]:
    """Opened by several presses with different change it is opened once; counted, once."""
    from payments.models import CashSession
    from payments.sessions import close_session, open_by_hand
    from tests import people
    from tests.payments.world import AGENCY, AT

    cashier = people.person("ca@example.vn", "Ca")
    _opened, errors = together(
        *[partial(open_by_hand, cashier, AGENCY, at=AT, change=n * 1_000) for n in range(1, SEVERAL + 1)]
    )
    session = CashSession.objects.get(cashier=cashier)
    count = partial(close_session, session, note="đếm", at=AT)
    closed, counting = together(*[partial(count, counted=n) for n in range(SEVERAL)])
    return {
        "refused": errors,
        "closed": len(closed),
        "again": counting,
    }


def one_receipt_cancelled_and_replaced() -> dict[str, Any]:
    from payments.models import Receipt
    from payments.receipts.issuing import cancel_receipt, replace_receipt
    from tests import people
    from tests.payments.world import AT

    receipt, by = taken("receipt").receipts.get(), people.person("ketoan@example.vn", "Kế")
    jobs = [partial(cancel_receipt, receipt, by=by, reason="sai", at=AT)] * 2
    jobs += [partial(replace_receipt, receipt, by=by, reason="sai", at=AT, payer=f"Khác {n}") for n in (1, 2)]
    done, errors = together(*jobs)
    valid = Receipt.objects.filter(invoice=receipt.invoice, state=Receipt.State.ISSUED).count()
    return {"done": len(done), "errors": sorted(set(errors)), "valid": valid <= 1}


def issued(key: str) -> IssuedDocument:
    from django.utils import timezone

    from documents.issue import issue
    from tests import people
    from tests.documents import scanned

    said: dict[str, Any] = {"kind": "KQ", "title": "Giấy xác nhận", "agency_name": "UBND phường Quy Nhơn"}
    return issue(
        **said,
        content=scanned.pdf(),
        subject=("sample", "1"),
        key=key,
        at=timezone.now(),
        agency_code=people.WARD,
        number="7/XN",
    )


def one_revocation_approved_and_denied() -> dict[str, Any]:
    """Asked for several times it waits once, and one decision counts."""
    from django.utils import timezone

    from accounts import second_factor
    from accounts.assign import assign
    from documents.models import Revocation
    from documents.proving.revoking import approve, ask, deny
    from tests import people

    document, clerk, at = issued("revoked"), people.holder("clerk"), timezone.now()
    want = partial(ask, document, by=clerk, reason="wrong", words="Sai", at=at)
    _asked, asking = together(*[want] * SEVERAL)
    revocation, jobs = Revocation.objects.get(), []
    for n in range(SEVERAL):
        leader = people.person(f"lanhdao{n}@example.vn", f"Lãnh đạo {n}")
        assign(leader, "approver", people.WARD, valid_from=people.LONG_AGO)
        code = str(second_factor.unused_code(second_factor.enrol(leader, at=at), at))
        jobs.append(
            partial(deny, revocation, by=leader, why="Không", at=at)
            if n % 2
            else partial(approve, revocation, by=leader, code=code, at=at)
        )
    decided, errors = together(*jobs)
    document.refresh_from_db()
    revocation.refresh_from_db()
    return {
        "asking": sorted(set(asking)),
        "decided": len(decided),
        "errors": sorted(set(errors)),
        "agree": (document.state == "revoked") == (revocation.outcome == "approved"),
    }


def one_signature_chosen_and_refused() -> dict[str, Any]:
    """Chosen by its signer in several windows while another refuses: it ends in one way."""
    from django.utils import timezone

    from accounts.assign import assign
    from documents.signing.giving import choose, give, refuse
    from documents.signing.waiting import waiting_for
    from tests import people
    from tests.documents import authority

    document, leader, at = authority.waiting(key="chosen"), authority.leader(), timezone.now()
    authority.seal()
    other = people.person("khac@example.vn", "Người Khác")
    assign(other, "approver", people.WARD, valid_from=people.LONG_AGO)
    signature, session = waiting_for(leader, at).get(document=document), authority.session(leader)

    def sign() -> None:
        choose([type(signature).objects.get(pk=signature.pk)], type(session).objects.get(pk=session.pk), at)
        give(signature.pk, at)

    say_no = partial(refuse, type(signature).objects.get(pk=signature.pk), other, "Sai tên", at)
    _told, errors = together(sign, sign, say_no, say_no)
    document.refresh_from_db()
    signature.refresh_from_db()
    ends = {("refused", "refused"), ("in_force", "given")}
    return {"one_end": (document.state, signature.state) in ends, "errors": sorted(set(errors) - KNOWN)}


KNOWN = {"not_waiting"}


def one_scan_pressed_twice() -> dict[str, Any]:
    """Turned by several presses the page has turned as often; bound by two, the file is handed in once."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import RequestFactory
    from django.utils import timezone

    from documents.models import ScanPage
    from documents.scanning import scans
    from documents.scanning.places import PLACES, Place
    from tests.documents import scanned

    given: list[object] = []
    PLACES["storm"] = Place(
        lambda *_: True, lambda _request, _scan, file, _at: given.append(file), lambda _: "/"
    )
    at = timezone.now()
    scan = scans.begin(subject=("storm", "1"), place="x", title="Bằng", owner=None, at=at)
    scans.add(scan, SimpleUploadedFile("a.jpg", scanned.photo(size=(300, 400))), by=None, at=at)
    page = scan.pages.get()
    together(*[lambda: scans.turn(ScanPage.objects.get(pk=page.pk))] * 3)
    page.refresh_from_db()
    request, fresh = RequestFactory().post("/"), type(scan).objects.get
    _none, errors = together(*[lambda: scans.finish(request, fresh(pk=scan.pk), at=at)] * 2)
    return {"turned": page.turn, "handed_in": len(given), "errors": errors}


SCENES = (
    one_refund_approved_and_refused,
    one_drawer_opened_and_counted,
    one_receipt_cancelled_and_replaced,
    one_revocation_approved_and_denied,
    one_signature_chosen_and_refused,
    one_scan_pressed_twice,
)


def main() -> None:
    import django

    django.setup()

    from payments.settled import SUBJECTS, Subject
    from tests.payments.books import faults

    SUBJECTS["parcel"] = Subject(lambda *_told: None, lambda key: None, lambda invoice: "/")
    told: dict[str, Any] = {scene.__name__: scene() for scene in SCENES}
    told["faults"] = faults()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
