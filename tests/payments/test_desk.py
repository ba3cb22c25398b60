"""The cashier's desk: find, take, count, hand over; receipts; refunds with two people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from documents.models import IssuedDocument
from effects.models import Message
from effects.worker import drain
from payments import ledger
from payments.cashier import take
from payments.models import CashSession, Invoice, Payment, Receipt, ReceiptSeries, Refund
from payments.paying import fresh_key
from payments.receipts.issuing import _after, symbol_of
from payments.refunding import approve
from payments.sessions import in_drawer
from tests import people
from tests.dossiers.papers import is_pdf_a, text_in, text_of
from tests.payments import world
from tests.payments.books import faults
from tests.payments.desk_world import DESK, as_role, owed, taken
from tests.payments.world import AT, an_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[Invoice]]:
    with world.heard() as told:
        yield told
    assert faults() == []


def key_on(answer: Any) -> str:
    found = re.search(r'name="key" value="([0-9a-f]+)"', answer.content.decode())
    assert found
    return found[1]


def test_a_payer_is_found_by_name_without_tones_code_or_reference() -> None:
    lan, nam = owed(), owed("n", payer_name="Trần Văn Nam")
    an_invoice("elsewhere", agency_code=people.ELSEWHERE)
    cashier = as_role("cashier")

    def found(text: str) -> list[Invoice]:
        return list(cashier.post(DESK, {"q": text}).context["rows"])

    assert found("nguyen lan") == [lan]
    assert found("Nam") == [nam]
    assert found(nam.reference.lower()) == [nam]
    assert set(found("h99.16-260821-0001")) == {lan, nam}
    assert found("không ai") == []
    assert set(cashier.get(DESK).context["rows"]) == {lan, nam}


def test_cash_is_taken_for_several_and_the_change_is_said() -> None:
    one, other = owed(), owed("other")
    page = taken(as_role("cashier"), one, other, given="200.000").content.decode()
    assert "84.000 đ" in page
    assert Payment.objects.get().amount == 116_000
    assert set(Invoice.objects.values_list("state", flat=True)) == {"paid"}
    assert all(receipt.shown_number in page for receipt in Receipt.objects.all())
    assert Receipt.objects.count() == 2


def test_too_little_a_missing_slip_and_nothing_ticked_are_said_and_nothing_is_taken() -> None:
    cashier, invoice = as_role("cashier"), owed()
    short = taken(cashier, invoice, given="50.000")
    assert (short.status_code, "given" in short.context["form"].errors) == (422, True)
    assert 'value="50.000"' in short.content.decode()
    assert "slip" in taken(cashier, invoice, way="card").context["form"].errors
    assert taken(cashier).status_code == 422
    assert not Payment.objects.exists()
    assert taken(cashier, invoice, way="card", slip="004211").status_code == 200
    assert Payment.objects.get().provider_reference == "004211"


def test_the_page_of_an_error_opened_again_leads_to_the_counter() -> None:
    answer = as_role("cashier").get(f"{DESK}thu/")
    assert (answer.status_code, answer["Location"]) == (302, DESK)


def test_a_double_press_takes_once_and_a_paid_invoice_is_refused() -> None:
    cashier, invoice = as_role("cashier"), owed()
    key = key_on(cashier.get(DESK))
    for _again in range(2):
        assert taken(cashier, invoice, key=key).status_code == 200
    assert Payment.objects.count() == 1
    assert taken(cashier, invoice).status_code == 422


def test_the_key_of_a_page_takes_no_other_money() -> None:
    """The page of what was taken, opened again from the browser's memory, with something else ticked."""
    cashier, one, other = as_role("cashier"), owed("a"), owed("b")
    taken(cashier, one, key="same")
    answer = taken(cashier, other, key="same")
    assert (answer.status_code, Payment.objects.count()) == (422, 1)
    assert "Hãy tải lại trang" in answer.content.decode()


def test_a_double_press_asks_for_one_refund_and_shows_it() -> None:
    cashier, invoice = as_role("cashier"), owed("a")
    taken(cashier, invoice)
    where = f"{DESK}giao-dich/{Payment.objects.get().reference}/"
    asked = {"of": invoice.pk, "amount": "58.000", "reason": "mistake", "key": "k"}
    first, second = cashier.post(where, asked), cashier.post(where, asked)
    assert first.url == second.url == f"/can-bo/hoan-tien/{Refund.objects.get().pk}/"


def test_no_cashier_reaches_another_agencys_money() -> None:
    invoice = owed()
    payment = take([invoice], by=people.holder("cashier"), at=AT, key="k")
    receipt, session = Receipt.objects.get(), CashSession.objects.get()
    stranger = Client()
    people.sign_in(stranger, people.hoa("cashier", "accountant", "approver"))
    assert taken(stranger, invoice).status_code == 403
    for address in (
        f"{DESK}giao-dich/{payment.reference}/",
        f"{DESK}ca/{session.pk}/",
        f"{DESK}ca/{session.pk}/phieu/",
        f"/can-bo/bien-lai/{receipt.pk}/",
    ):
        assert stranger.get(address).status_code == 403, address
        assert stranger.post(address).status_code in (403, 405), address
    assert list(stranger.get("/can-bo/bien-lai/").context["page_obj"]) == []


def test_a_session_is_opened_counted_by_notes_and_handed_over(tmp_path: Path) -> None:
    cashier = as_role("cashier")
    assert cashier.post(f"{DESK}ca/", {"agency": people.WARD, "change": "100.000"}).status_code == 302
    assert cashier.post(f"{DESK}ca/", {"agency": people.WARD, "change": "1"}).status_code == 422
    taken(cashier, owed())
    session = CashSession.objects.get()
    assert in_drawer(session) == 158_000
    where = f"{DESK}ca/{session.pk}/"
    assert cashier.get(f"{where}phieu/").status_code == 404
    counted = {"n100000": "1", "n50000": "1", "n5000": "1", "handed_to": "Trần Thị Bình"}
    refused = cashier.post(where, counted)
    assert (refused.status_code, "note" in refused.context["form"].errors) == (422, True)
    assert 'value="1"' in refused.content.decode()
    assert as_role("supervisor").post(where, counted).status_code == 403
    assert cashier.post(where, {**counted, "note": "Thiếu tiền lẻ"}).status_code == 302
    session.refresh_from_db()
    assert (session.counted, session.expected, session.difference) == (155_000, 158_000, -3_000)
    slip = as_role("supervisor", agency="H08").get(f"{where}phieu/")
    text = text_in(slip.content, tmp_path)
    assert is_pdf_a(slip.content)
    for said in (session.slip_number, "155.000 đ", "thiếu 3.000 đ", "Trần Thị Bình", "NGƯỜI NHẬN BÀN GIAO"):
        assert said in text
    assert session in as_role("supervisor", agency="H08").get(f"{DESK}ca/").context["page_obj"]


def test_a_receipt_says_what_the_decree_wants_as_pdf_a(tmp_path: Path) -> None:
    take([owed()], by=people.holder("cashier"), at=AT, key="k")
    drain(AT)
    document = IssuedDocument.objects.get(kind="RECEIPT")
    assert is_pdf_a(document.file.content.open().read())
    text = text_of(document, tmp_path)
    for said in (
        "BIÊN LAI THU TIỀN PHÍ, LỆ PHÍ",
        "01BLP0-001",
        "AA-26E",
        "0000001",
        "Mã số thuế: 9900009914",
        "Địa chỉ: Số 16 đường Bờ Sông",
        "Nguyễn Thị Lan",
        "Thôn Đầu Suối",
        "Phí thẩm định",
        "58.000 đ",
        "Năm mươi tám nghìn đồng",
        "Tiền mặt",
        "Người cashier",
        "ngày 21 tháng 08 năm 2026",
    ):
        assert said in text, said


def test_an_accountant_finds_replaces_and_cancels_receipts() -> None:
    for number, name in enumerate(("Nguyễn Thị Lan", "Trần Văn Nam")):
        take(
            [owed(f"k{number}", payer_name=name)],
            by=people.holder("cashier"),
            at=timezone.now(),
            key=f"{number}",
        )
    accountant = as_role("accountant")
    shown = accountant.post("/can-bo/bien-lai/", {"payer": "nam"}).context["page_obj"]
    assert [one.number for one in shown] == [2]
    assert (
        len(accountant.get("/can-bo/bien-lai/?payer=nam").context["page_obj"]) == 2
    )  # no name in an address
    assert [one.number for one in accountant.get("/can-bo/bien-lai/?number=0000001").context["page_obj"]] == [
        1
    ]
    where = f"/can-bo/bien-lai/{shown[0].pk}/"
    new = {"replace": "on", "replace-payer": "Trần Văn Năm", "replace-reason": ""}
    assert accountant.post(where, new).status_code == 422
    assert as_role("cashier").post(where, {**new, "replace-reason": "Sai tên"}).status_code == 403
    assert accountant.post(where, {**new, "replace-reason": "Sai tên"}).status_code == 302
    third = Receipt.objects.get(number=3)
    assert (third.content["payer"], third.replaces.number) == ("Trần Văn Năm", 2)
    assert "AA-26E 0000003" in accountant.get(where).content.decode()
    assert accountant.post(where, {"cancel-reason": "x"}).status_code == 422  # it no longer holds


def test_a_cancelled_receipt_keeps_its_number() -> None:
    take([owed()], by=people.holder("cashier"), at=AT, key="k")
    receipt = Receipt.objects.get()
    assert (
        as_role("accountant")
        .post(f"/can-bo/bien-lai/{receipt.pk}/", {"cancel-reason": "Lập nhầm"})
        .status_code
        == 302
    )
    receipt.refresh_from_db()
    assert (receipt.state, receipt.reason, receipt.number) == ("cancelled", "Lập nhầm", 1)


def test_a_series_with_other_letters_goes_on_from_one_and_into_the_next_year() -> None:
    accountant, now = as_role("accountant"), timezone.now()
    where = "/can-bo/bien-lai/ky-hieu/"
    take([owed()], by=people.holder("cashier"), at=now, key="k")
    assert accountant.post(where, {"agency": people.WARD, "letters": "1x"}).status_code == 422
    assert accountant.post(where, {"agency": people.ELSEWHERE, "letters": "BC"}).status_code == 422
    assert accountant.post(where, {"agency": people.WARD, "letters": "bc"}).status_code == 302
    assert accountant.post(where, {"agency": people.WARD, "letters": "bc"}).status_code == 422
    take([owed("other")], by=people.holder("cashier"), at=now, key="k2")
    assert sorted(str(one) for one in Receipt.objects.all())[1].startswith("BC-")
    assert ReceiptSeries.objects.count() == 2
    later = symbol_of(people.WARD, now + timedelta(days=366))
    assert later.startswith("BC-")
    assert later != symbol_of(people.WARD, now)


def test_cash_goes_back_after_a_second_person_and_leaves_the_drawer(heard: list[Invoice]) -> None:
    cashier, boss = as_role("cashier"), as_role("approver")
    lan = people.lan()
    taken(cashier, owed(payer=lan))
    payment, invoice = Payment.objects.get(), Invoice.objects.get()
    where = f"{DESK}giao-dich/{payment.reference}/"
    ask = {"of": invoice.pk, "amount": "58.001", "reason": "mistake", "note": "Thu nhầm", "key": "a" * 32}
    too_much = cashier.post(where, ask)
    assert (too_much.status_code, "amount" in too_much.context["form"].errors) == (422, True)
    answer = cashier.post(where, {**ask, "amount": "58.000"})
    refund = Refund.objects.get()
    assert answer.url == f"/can-bo/hoan-tien/{refund.pk}/"
    assert cashier.post(answer.url, {"do": "approve"}).status_code == 403
    assert refund in boss.get("/can-bo/hoan-tien/").context["page_obj"]
    assert boss.post(answer.url, {"do": "refuse", "reason": ""}).status_code == 422
    assert boss.post(answer.url, {"do": "approve"}).status_code == 302
    assert boss.post(answer.url, {"do": "approve"}).status_code == 422
    assert boss.post(answer.url, {"do": "hand_out"}).status_code == 403
    assert cashier.post(answer.url, {"do": "hand_out"}).status_code == 302
    refund.refresh_from_db()
    assert (refund.state, refund.session, in_drawer(refund.session)) == ("done", CashSession.objects.get(), 0)
    assert ledger.balances()["money:cash"] == 0
    assert (Invoice.objects.get().state, Receipt.objects.get().state) == ("refunded", "cancelled")
    told = [message.subject for message in Message.objects.order_by("pk")]
    assert len(told) == 2  # it is on its way, it is there
    assert all(payment.reference in subject for subject in told)
    assert {message.to for message in Message.objects.all()} == {lan.email}


def test_an_empty_drawer_gives_nothing_back() -> None:
    payment = take([owed()], by=people.holder("cashier"), at=AT, key="k")
    cashier = as_role("cashier")
    CashSession.objects.update(closed_at=AT, counted=58_000, expected=58_000)
    where = f"{DESK}giao-dich/{payment.reference}/"
    ask = {"of": Invoice.objects.get().pk, "amount": "8.000", "reason": "mistake", "key": "a" * 32}
    url = cashier.post(where, ask).url
    as_role("approver").post(url, {"do": "approve"})
    refused = cashier.post(url, {"do": "hand_out"})
    assert refused.status_code == 422
    assert Refund.objects.get().state == "approved"
    assert not CashSession.objects.filter(closed_at=None).exists()


def test_a_card_payment_is_transferred_back_with_the_banks_number() -> None:
    cashier = as_role("cashier")
    taken(cashier, owed(), way="card", slip="1")
    where = f"{DESK}giao-dich/{Payment.objects.get().reference}/"
    ask = {"of": Invoice.objects.get().pk, "amount": "8.000", "reason": "overpaid", "key": "a" * 32}
    url = cashier.post(where, ask).url
    approve(Refund.objects.get(), by=people.holder("approver"), at=AT)
    assert cashier.post(url, {"do": "hand_out"}).status_code == 422
    assert cashier.post(url, {"do": "transferred", "reference": ""}).status_code == 422
    assert cashier.post(url, {"do": "transferred", "reference": "FT123"}).status_code == 302
    refund = Refund.objects.get()
    assert (refund.state, refund.provider_reference, refund.done_by.email) == (
        "done",
        "FT123",
        "cashier@example.vn",
    )
    assert (Invoice.objects.get().state, Receipt.objects.get().state) == ("paid", "issued")  # a part


def test_an_accountant_of_the_province_sees_the_books_of_agencies_below_and_changes_none() -> None:
    payment = take([owed()], by=people.holder("cashier"), at=timezone.now(), key="k")
    receipt = Receipt.objects.get()
    province = as_role("accountant", agency=people.WARD.split(".")[0])
    assert list(province.get("/can-bo/bien-lai/").context["page_obj"]) == [receipt]
    assert list(province.get(f"{DESK}ca/").context["page_obj"]) == [CashSession.objects.get()]
    page = province.get(f"{DESK}giao-dich/{payment.reference}/")
    assert (page.status_code, page.context["form"]) == (200, None)
    where = f"/can-bo/bien-lai/{receipt.pk}/"
    assert province.get(where).context["may_change"] is False
    assert province.post(where, {"cancel-reason": "Sai"}).status_code == 403


def test_amounts_are_read_as_people_write_them_and_never_as_another_amount() -> None:
    cashier = as_role("cashier")
    paid = taken(cashier, owed(), given="100,000 đ")
    assert "42.000 đ" in paid.content.decode()
    payment = Payment.objects.get()
    where, of = f"/can-bo/thu-ngan/giao-dich/{payment.reference}/", str(payment.invoices.get().pk)
    for wrong in ("1.5", "0", "-5", "1e3", "5.0.0.0", "1.00", "năm nghìn"):
        said = {"key": fresh_key(), "of": of, "amount": wrong, "reason": "overpaid"}
        answer = cashier.post(where, said)
        assert answer.status_code == 422
        assert "lớn hơn 0" in answer.content.decode()
    assert not Refund.objects.exists()
    cashier.post(where, {"key": fresh_key(), "of": of, "amount": "1.500", "reason": "overpaid"})
    assert Refund.objects.get().amount == 1_500


def test_a_number_that_is_none_is_refused_in_plain_vietnamese() -> None:
    cashier = as_role("cashier")
    taken(cashier, owed())
    where = f"/can-bo/thu-ngan/ca/{CashSession.objects.get().pk}/"
    for typed, words in (("ba", "Nhập một số nguyên."), ("-1", "Nhập số không nhỏ hơn 0.")):
        assert words in cashier.post(where, {"n500000": typed}).content.decode()


def test_a_thousand_notes_typed_with_a_dot_are_a_thousand_and_parts_of_a_note_are_none() -> None:
    cashier = as_role("cashier")
    taken(cashier, owed())
    where = f"/can-bo/thu-ngan/ca/{CashSession.objects.get().pk}/"
    assert "Nhập một số nguyên." in cashier.post(where, {"n500": "1.00"}).content.decode()
    cashier.post(where, {"n500": "1.000", "note": "Đếm lại"})
    closed = CashSession.objects.get()
    assert (closed.counted, closed.counts) == (500_000, {"500": 1_000})


def test_after_its_last_number_a_series_is_followed_by_the_next(monkeypatch: Any) -> None:
    monkeypatch.setattr("payments.receipts.issuing.LAST", 2)
    cashier = as_role("cashier")
    for key in "abcde":
        taken(cashier, owed(key))
    year = symbol_of(people.WARD, timezone.now())[2:]
    assert [one.shown_number for one in Receipt.objects.order_by("series_id", "number")] == [
        f"AA{year} 0000001",
        f"AA{year} 0000002",
        f"AB{year} 0000001",
        f"AB{year} 0000002",
        f"AC{year} 0000001",
    ]


@pytest.mark.parametrize(("letters", "following"), [("AZ", "BA"), ("ZZ", "AA"), ("AY", "AZ")])
def test_letters_of_series_follow_the_alphabet(letters: str, following: str) -> None:
    assert _after(letters) == following
