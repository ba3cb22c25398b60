"""Our books beside the provider's report: what matches, what is missing, what was lost and is found again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AccessRecord
from accounts.tokens import issue_token
from documents.registers.period import Period
from effects.duties import DUTIES
from effects.models import Effect, Message
from effects.worker import drain
from payments import ledger
from payments.checking import faults
from payments.models import Invoice, Payment, ProviderAccount, Reconciliation, ReconciliationRow, Refund
from payments.notices import take
from payments.providers.contract import PAID, Notice, ReportLine
from payments.providers.sandbox import Sandbox
from payments.reconciling.comparing import Ours, compare, once
from payments.reconciling.day import reconcile, resolve
from payments.reconciling.totals import totals, whole
from payments.refunding import approve, propose
from tests import people
from tests.payments import world
from tests.payments.test_report_files import CSV
from tests.payments.world import AGENCY, AT, an_invoice, begun, offer

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 21)
NEXT = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def account() -> Iterator[ProviderAccount]:
    with world.heard():
        yield offer()


def paid(key: str = "a", *, agency_code: str = AGENCY, at: datetime = AT) -> Payment:
    """58.000 đ by the sandbox."""
    payment = begun(an_invoice(f"invoice:{key}", agency_code=agency_code), key=f"click:{key}")
    assert take("sandbox", notice(payment), at=at) == "settled"
    payment.refresh_from_db()
    return payment


def notice(payment: Payment) -> Notice:
    return Notice(
        event_id=f"{payment.reference}:paid",
        reference=payment.reference,
        state=PAID,
        amount=payment.amount,
        provider_reference=f"SB{payment.reference}",
        raw={"state": PAID},
    )


def line(payment: Payment, amount: int = 58_000, number: str = "") -> ReportLine:
    return ReportLine(payment.reference, amount, number or f"SB{payment.reference}", AT)


def given_back(payment: Payment, amount: int = 58_000, *, carried_out: bool = True) -> Refund:
    refund = propose(
        payment, amount, reason="mistake", by=people.minh("cashier"), at=AT, key=f"r:{payment.pk}:{amount}",
        invoice=payment.invoices.get(),
    )  # fmt: skip
    approve(refund, by=people.lan(), at=AT)
    if carried_out:
        drain(AT)
        Refund.objects.filter(pk=refund.pk).update(done_at=AT)
    refund.refresh_from_db()
    return refund


def outcomes(made: Reconciliation | None) -> list[tuple[str, int | None, int | None]]:
    assert made is not None
    return sorted(made.rows.values_list("outcome", "ours", "theirs"), key=str)


# -- comparing -------------------------------------------------------------------------------------------


def test_what_both_sides_know_matches(account: ProviderAccount) -> None:
    first, second = paid("a"), paid("b")
    made = reconcile(account, DAY, by=None, at=NEXT, lines=[line(first), line(second)])
    assert made is not None
    assert (made.matched, made.unlike, made.ours, made.theirs) == (2, 0, 116_000, 116_000)
    assert not Message.objects.exists()


def test_each_way_of_not_matching_is_named(account: ProviderAccount) -> None:
    here, both = paid("a"), paid("b")
    lines = [line(both, 57_000), ReportLine("TT260821STRANGE", 9_000, "SB9")]
    made = reconcile(account, DAY, by=None, at=NEXT, lines=lines)
    assert outcomes(made) == [
        ("amount_differs", 58_000, 57_000),
        ("missing_here", None, 9_000),
        ("missing_there", 58_000, None),
    ]
    assert made is not None
    assert (made.missing_here, made.missing_there, made.amount_differs, made.matched) == (1, 1, 1, 0)
    assert ReconciliationRow.objects.get(outcome="missing_there").payment == here


def test_the_report_of_the_sandbox_is_asked_for(account: ProviderAccount) -> None:
    payment = paid()
    refund = given_back(payment)
    made = reconcile(account, DAY, by=None, at=NEXT)
    assert outcomes(made) == [("matched", -58_000, -58_000), ("matched", 58_000, 58_000)]
    assert made is not None
    assert (made.source, refund.state) == ("report", "done")


def test_a_line_that_stands_twice_is_one_and_a_second_charge_is_not() -> None:
    ours = [Ours("TT1", 5, AGENCY, payment=Payment().pk)]
    lines = [ReportLine("TT1", 5, "9"), ReportLine("TT1", 5, "9"), ReportLine("TT1", 5, "10")]
    assert [one.outcome for one in compare(ours, once(lines))] == ["matched", "missing_here"]


def test_parts_of_a_payment_that_went_back_are_told_apart_by_their_amounts(account: ProviderAccount) -> None:
    payment = paid()
    given_back(payment, 20_000)
    given_back(payment, 8_000)
    back = [ReportLine(payment.reference, -8_000, "x"), ReportLine(payment.reference, -20_000, "y")]
    made = reconcile(account, timezone.localdate(), by=None, at=timezone.now(), lines=back)
    assert outcomes(made) == [("matched", -20_000, -20_000), ("matched", -8_000, -8_000)]


def test_what_stands_in_the_report_of_the_next_day_is_not_missing(account: ProviderAccount) -> None:
    payment = paid()
    reconcile(account, DAY, by=None, at=NEXT, lines=[])
    assert ReconciliationRow.objects.get().open
    reconcile(account, DAY + timedelta(days=1), by=None, at=NEXT, lines=[line(payment)])
    early = ReconciliationRow.objects.get(outcome="missing_there")
    assert (early.open, "22/08/2026" in early.resolution) == (False, True)
    again = reconcile(account, DAY, by=None, at=NEXT, lines=[])
    assert outcomes(again) == []


def test_comparing_again_renews_the_rows_and_keeps_what_was_said(account: ProviderAccount) -> None:
    paid("a")
    other = begun(an_invoice("invoice:b"), key="click:b")
    first = reconcile(account, DAY, by=None, at=NEXT, lines=[line(other)])
    assert first is not None
    resolve(first.rows.get(outcome="missing_there"), reason="Đã hỏi nhà cung cấp", by=people.lan(), at=NEXT)
    take("sandbox", notice(other), at=AT)
    again = reconcile(account, DAY, by=None, at=NEXT, lines=[line(other)])
    assert again == first
    assert outcomes(again) == [("matched", 58_000, 58_000), ("missing_there", 58_000, None)]
    assert first.rows.get(outcome="missing_there").resolution == "Đã hỏi nhà cung cấp"


# -- what was lost ---------------------------------------------------------------------------------------


def test_a_lost_notice_is_found_before_it_counts_as_missing(
    account: ProviderAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = begun(an_invoice())
    monkeypatch.setattr(Sandbox, "query", lambda self, asked: notice(asked))
    made = reconcile(account, DAY, by=None, at=AT, lines=[line(payment)])
    assert made is not None
    assert (made.matched, made.recovered, made.unlike) == (1, 1, 0)
    assert Invoice.objects.get().state == "paid"
    again = reconcile(account, DAY, by=None, at=AT, lines=[line(payment)])
    assert again is not None
    assert again.recovered == 1


def test_a_report_alone_settles_nothing(account: ProviderAccount) -> None:
    payment = begun(an_invoice())
    made = reconcile(account, DAY, by=None, at=AT, lines=[line(payment)])
    assert outcomes(made) == [("missing_here", None, 58_000)]
    row = ReconciliationRow.objects.get()
    assert (row.payment, row.agency_code) == (payment, AGENCY)
    assert Invoice.objects.get().state == "due"
    assert ledger.balances() == {}


def test_a_refund_whose_answer_was_lost_is_booked(account: ProviderAccount) -> None:
    payment = paid()
    refund = given_back(payment, carried_out=False)
    back = ReportLine(payment.reference, -58_000, "SB77", AT)
    made = reconcile(account, DAY, by=None, at=NEXT, lines=[line(payment), back])
    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference) == ("done", "SB77")
    assert outcomes(made) == [("matched", -58_000, -58_000), ("matched", 58_000, 58_000)]
    assert made is not None
    assert made.recovered == 1


# -- by itself, and who hears of it ----------------------------------------------------------------------


def test_accountants_of_the_agencies_are_told_once(account: ProviderAccount) -> None:
    accountant = people.holder("accountant", agency=AGENCY)
    people.hoa("accountant")
    paid()
    reconcile(account, DAY, by=None, at=NEXT, lines=[])
    reconcile(account, DAY, by=None, at=NEXT, lines=[])
    told = Message.objects.get()
    assert told.to == accountant.email
    assert "/can-bo/doi-soat/" in told.body
    assert "58" not in told.subject


def test_where_nobody_reconciles_operators_are_told(account: ProviderAccount) -> None:
    operator = people.administrator()
    paid()
    reconcile(account, DAY, by=None, at=NEXT, lines=[])
    assert Message.objects.get().to == operator.email


def test_whoever_compares_by_hand_is_told_by_the_page(account: ProviderAccount) -> None:
    paid()
    reconcile(account, DAY, by=people.holder("accountant", agency=AGENCY), at=NEXT, lines=[])
    assert not Message.objects.exists()


def test_every_morning_the_day_before_is_compared_and_the_books_are_checked() -> None:
    yesterday = timezone.localtime() - timedelta(days=1)
    offer("vietqr", bank="970418", bank_name="BIDV", account="55", holder="UBND")
    duty, _every = DUTIES["books"]
    early = timezone.localtime().replace(hour=2)
    duty(early)
    assert set(Effect.objects.values_list("kind", flat=True)) == {"check_books"}
    for hour in (6, 7):
        duty(early.replace(hour=hour))
    paid(at=yesterday)
    drain(timezone.now())
    made = Reconciliation.objects.get()  # a bank gives no report
    assert (made.day, made.matched, made.by) == (yesterday.date(), 1, None)
    assert Effect.objects.filter(kind="reconcile", state="done").count() == 2


# -- the books themselves --------------------------------------------------------------------------------


def test_books_that_hold_are_said_to_hold(capsys: pytest.CaptureFixture[str]) -> None:
    given_back(paid("a"), 20_000)
    paid("b")
    assert faults() == []
    call_command("check_books")
    said = capsys.readouterr().out
    assert "96.000 đ" in said
    assert "The books hold." in said


@pytest.mark.parametrize(
    ("breaks", "what"),
    [
        (lambda payment: Payment.objects.update(amount=57_000), "amount_booked_differs"),
        (lambda payment: Payment.objects.update(state="failed", at=None), "entry_without_money"),
        (lambda payment: payment.parts.update(settles=False), "paid_without_money"),
        (lambda payment: Invoice.objects.update(state="due", paid_at=None), "money_without_paid"),
        (lambda payment: Refund.objects.update(state="approved"), "entry_without_refund"),
    ],
)
def test_what_does_not_hold_is_named(breaks: Any, what: str, caplog: pytest.LogCaptureFixture) -> None:
    operator = people.administrator()
    payment = paid("a")
    given_back(payment, 8_000)
    breaks(payment)
    assert what in {one.what for one in faults()}
    with pytest.raises(CommandError, match="do not hold"):
        call_command("check_books", stderr=io.StringIO())
    DUTIES["books"][0](timezone.localtime().replace(hour=1))
    drain(timezone.now())
    assert "The books have" in caplog.text
    assert operator.email in set(Message.objects.values_list("to", flat=True))


# -- pages and API ---------------------------------------------------------------------------------------


def as_accountant() -> Client:
    client = Client()
    people.sign_in(client, people.holder("accountant", agency=AGENCY))
    return client


def test_an_accountant_compares_a_day_and_says_what_became_of_a_row(account: ProviderAccount) -> None:
    paid("a")
    page = as_accountant()
    assert page.get("/can-bo/doi-soat/").status_code == 200
    answer = page.post(
        "/can-bo/doi-soat/",
        {"account": account.pk, "day": DAY.isoformat(), "file": SimpleUploadedFile("r.csv", CSV.encode())},
    )
    made = Reconciliation.objects.get()
    assert answer.url == f"/can-bo/doi-soat/{made.pk}/"
    shown = page.get(answer.url).content.decode()
    assert "50.000 đ" in shown
    assert "58.000 đ" in shown
    only = page.get(f"{answer.url}?outcome=missing_there").content.decode()
    assert "50.000 đ</td>" not in only
    row = made.rows.get(outcome="missing_there")
    address = f"/can-bo/doi-soat/dong/{row.pk}/"
    assert page.post(address, {"reason": " "}).status_code == 422
    assert page.post(address, {"reason": "Có trong báo cáo hôm sau"}).status_code == 302
    row.refresh_from_db()
    assert (row.open, row.resolved_by is not None) == (False, True)
    assert "Có trong báo cáo hôm sau" in page.get(answer.url).content.decode()


def test_a_wrong_file_and_a_provider_without_report_are_said_beside_the_field(
    account: ProviderAccount,
) -> None:
    bank = offer("vietqr", bank="970418", bank_name="BIDV", account="55", holder="UBND")
    page, asked = as_accountant(), {"day": DAY.isoformat()}
    wrong = SimpleUploadedFile("r.csv", b"a;b\n")
    answer = page.post("/can-bo/doi-soat/", {**asked, "account": account.pk, "file": wrong})
    assert (answer.status_code, "file" in answer.context["form"].errors) == (422, True)
    answer = page.post("/can-bo/doi-soat/", {**asked, "account": bank.pk})
    assert (answer.status_code, "file" in answer.context["form"].errors) == (422, True)
    assert not Reconciliation.objects.exists()


def test_agencies_that_share_an_account_see_their_own_rows(account: ProviderAccount) -> None:
    account.agency_code = ""
    account.save()
    paid("a")
    paid("b", agency_code="H99.17")
    made = reconcile(account, DAY, by=None, at=NEXT, lines=[])
    assert made is not None
    page = as_accountant()
    shown = page.get(f"/can-bo/doi-soat/{made.pk}/")
    assert [one.agency_code for one, _name in shown.context["rows"]] == [AGENCY]
    other = made.rows.get(agency_code="H99.17")
    assert page.get(f"/can-bo/doi-soat/dong/{other.pk}/").status_code == 404
    assert page.post("/can-bo/doi-soat/", {"account": account.pk, "day": DAY.isoformat()}).status_code == 422
    stranger = Client()
    people.sign_in(stranger, people.hoa("accountant"))
    assert stranger.get(f"/can-bo/doi-soat/{made.pk}/").status_code == 404


def test_the_lists_take_the_same_number_of_queries_however_long(account: ProviderAccount) -> None:
    page, counted = as_accountant(), []
    for number in range(3):
        paid(str(number))
        reconcile(account, DAY + timedelta(days=number), by=None, at=NEXT, lines=[])
        made = reconcile(account, DAY, by=None, at=NEXT, lines=[])
        assert made is not None
        page.get("/can-bo/doi-soat/")
        with CaptureQueriesContext(connection) as asked:
            page.get("/can-bo/doi-soat/")
            page.get(f"/can-bo/doi-soat/{made.pk}/")
            page.get("/can-bo/so-thu/?since=2026-08-01&until=2026-08-31&by=fee")
        counted.append(len(asked))
    assert len(set(counted)) == 1


def test_totals_add_up_by_everything_an_accountant_asks_for() -> None:
    officer = people.holder("accountant", agency=AGENCY)
    given_back(paid("a"), 29_000)
    paid("b")
    offer(agency_code="H99.17")
    paid("c", agency_code="H99.17")
    period = Period(DAY, timezone.localdate())
    for by in ("agency", "procedure", "provider"):
        rows = totals(officer, period, by, AT)
        assert [(one.payments, one.collected, one.refunded, one.net) for one in rows] == [
            (2, 116_000, 29_000, 87_000)
        ]
    fees = totals(officer, period, "fee", AT)
    assert sorted((one.code, one.collected, one.refunded) for one in fees) == [
        ("a", 100_000, 25_000),
        ("b", 16_000, 4_000),
    ]
    assert any("Phí thẩm định" in one.name and "Đăng ký khai sinh" in one.name for one in fees)
    days = totals(officer, period, "day", AT)
    assert days[0].name == "21/08/2026"
    assert whole(days).net == 87_000


def test_the_journal_goes_to_accounting_with_debit_and_credit_and_is_logged(monkeypatch: Any) -> None:
    world.name_agencies(monkeypatch)
    given_back(paid("a"), 29_000)
    page = as_accountant()
    query = f"since=2026-08-01&until={timezone.localdate().isoformat()}&by=agency"
    shown = page.get(f"/can-bo/so-thu/?{query}").content.decode()
    assert "58.000 đ" in shown
    file = page.get(f"/can-bo/so-thu/xlsx/?{query}")
    book = load_workbook(io.BytesIO(b"".join(file.streaming_content)))
    journal = list(book.worksheets[0].iter_rows(min_row=4, values_only=True))
    debit, credit = sum(row[9] or 0 for row in journal), sum(row[10] or 0 for row in journal)
    assert (debit, credit) == (58_000 + 29_000 + 29_000, 58_000 + 29_000 + 29_000)
    assert {row[5:7] for row in journal[1:]} == {(AGENCY, world.NAMES[AGENCY])}  # the name beside the code
    assert {row[7] for row in journal} >= {"money:sandbox", "income:fee", "income:charge"}
    assert len(book.worksheets) == 6
    assert AccessRecord.objects.filter(action="payments.journal").exists()
    assert page.get("/can-bo/so-thu/xlsx/?since=2026-08-02&until=2026-08-01").status_code == 404
    assert page.get("/can-bo/so-thu/?since=2024-01-01&until=2026-08-01").status_code == 422


def test_programs_do_the_same(account: ProviderAccount) -> None:
    payment = paid("a")
    user = people.holder("accountant", agency=AGENCY)
    _token, text = issue_token(user, at=timezone.now(), with_code=True)
    client, headers = Client(), {"Authorization": f"Bearer {text}"}
    asked = {"account": account.pk, "day": DAY.isoformat()}
    made = client.post("/api/v1/desk/reconciliations", asked, "application/json", headers=headers)
    assert (made.status_code, made.json()["matched"], made.json()["agency"]) == (201, 1, AGENCY)
    listed = client.get("/api/v1/desk/reconciliations", headers=headers).json()["results"]
    assert [one["id"] for one in listed] == [made.json()["id"]]
    rows = client.get(f"/api/v1/desk/reconciliations/{made.json()['id']}/rows", headers=headers).json()
    assert [one["payment"] for one in rows["results"]] == [payment.reference]
    row = rows["results"][0]["id"]
    said = client.post(
        f"/api/v1/desk/reconciliations/rows/{row}/resolution", {"reason": "Đúng"}, "application/json",
        headers=headers,
    )  # fmt: skip
    assert said.json()["resolution"] == "Đúng"
    sums = client.get(
        "/api/v1/desk/payment-totals?since=2026-08-01&until=2026-08-31&by=provider", headers=headers
    ).json()
    assert [(one["code"], one["net"]) for one in sums] == [("sandbox", 58_000)]
    assert client.get("/api/v1/desk/payment-totals?since=x", headers=headers).status_code == 400
    journal = client.get("/api/v1/desk/payment-journal", headers=headers)
    assert journal["Content-Type"].endswith("spreadsheetml.sheet")


def test_who_does_not_reconcile_sees_nothing() -> None:
    for role in ("reception", "cashier", "specialist"):
        client = Client()
        people.sign_in(client, people.holder(role, agency=AGENCY))
        assert client.get("/can-bo/doi-soat/").status_code == 403
