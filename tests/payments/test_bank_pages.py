"""Bank statements on the desk and by API: who sees them, what they say, what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import AccessRecord
from accounts.tokens import issue_token
from effects.models import Effect
from effects.worker import drain
from payments.asking import ASK, ask
from payments.models import BankStatement, Invoice, Payment, Refund
from payments.paying import send_off, start
from payments.providers.contract import Addresses
from tests import people
from tests.payments import statements, world
from tests.payments.statements import csv, line
from tests.payments.world import an_invoice, begun

pytestmark = pytest.mark.django_db
STATEMENTS, TRANSFERS = "/can-bo/sao-ke/", "/can-bo/chuyen-khoan/"


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[Invoice]]:
    with world.heard() as told:
        statements.account()
        yield told


def signed_in(user: Any) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    people.sign_in(client, user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def desk() -> Client:
    return signed_in(people.hoa("accountant", agency="H99"))


def file(content: bytes, name: str = "sao-ke.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def give(desk: Client, content: bytes, **more: Any) -> Any:
    account = statements.account().pk
    return desk.post(STATEMENTS, {"account": account, "file": file(content), **more})


def held() -> Payment:
    return Payment.objects.get(held__gt=0)


NOTHING = ("20/08/2026", "FTX", 60_000, "nop le phi <b>Lan</b>")


def test_transfers_name_the_agency(desk: Client, monkeypatch: Any) -> None:
    world.name_agencies(monkeypatch)
    give(desk, csv(NOTHING))
    page = desk.get(TRANSFERS).content.decode()
    assert "Phường Bến Đò" in page or "Tỉnh Hạ Bến" in page
    assert f'<span class="hint">{held().agency_code}</span>' not in page


def test_a_statement_is_given_and_says_what_became_of_it(desk: Client) -> None:
    payment = begun(an_invoice(), way="vietqr")
    answer = give(
        desk, csv(line(payment), NOTHING, ("31/02/2026", "Z", 1, "z"), ("20/08/2026", "O", -5, "o"))
    )
    made = BankStatement.objects.get()
    assert answer.url == f"{STATEMENTS}{made.pk}/"
    shown = desk.get(answer.url).content.decode()
    assert "31/02/2026" in shown
    assert TRANSFERS in shown
    drain(timezone.now())
    payment.refresh_from_db()
    assert payment.state == "succeeded"
    assert made.taken_in_by == people.hoa()
    assert "sao-ke.csv" in desk.get(STATEMENTS).content.decode()


def test_a_wrong_file_is_said_beside_the_field_and_nothing_is_written(desk: Client) -> None:
    answer = give(desk, b"khong phai sao ke")
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.content.decode() or "No row names" in answer.content.decode()
    assert desk.post(STATEMENTS, {}).status_code == 422
    assert not BankStatement.objects.exists()


def test_a_file_too_large_is_refused_beside_the_field(desk: Client, settings: Any) -> None:
    settings.MAX_UPLOAD_MB = 0
    assert give(desk, csv(NOTHING)).status_code == 422


def test_the_list_says_why_and_is_filtered(desk: Client) -> None:
    give(desk, csv(NOTHING, ("20/08/2026", "FTY", 70_000, "TT200101AAAAAA")))
    shown = desk.get(TRANSFERS).content.decode()
    assert "nop le phi &lt;b&gt;Lan" in shown
    assert "60.000" in shown
    assert "70.000" in shown
    assert "70.000" not in desk.get(TRANSFERS, {"why": "no_reference"}).content.decode()
    assert "60.000" not in desk.get(TRANSFERS, {"amount": "70.000", "agency": "H99"}).content.decode()
    assert desk.get(TRANSFERS, {"amount": "x"}).status_code == 422


def test_the_list_has_a_fixed_number_of_queries(desk: Client, django_assert_max_num_queries: Any) -> None:
    give(desk, csv(NOTHING))
    desk.get(TRANSFERS)
    with django_assert_max_num_queries(12) as few:
        desk.get(TRANSFERS)
    most = len(few) + 1  # and what was asked of the payments they name
    payments = [begun(an_invoice(f"k{n}", subject=str(n)), way="vietqr", key=f"c{n}") for n in range(20)]
    give(desk, csv(*(line(one, amount=1_000) for one in payments)))
    with django_assert_max_num_queries(most):
        desk.get(TRANSFERS)


def test_the_money_of_a_transfer_is_given_to_an_invoice(desk: Client) -> None:
    invoice = an_invoice()
    give(desk, csv(NOTHING))
    where = f"{TRANSFERS}{held().reference}/"
    wrong = desk.post(where, {"do": "give", "reference": "YC999"})
    assert wrong.status_code == 422
    assert 'value="YC999"' in wrong.content.decode()  # what was typed stays
    assert desk.post(where, {"do": "give", "reference": invoice.reference}).url == where
    invoice.refresh_from_db()
    assert (invoice.state, held().held) == ("paid", 2_000)
    assert invoice.reference in desk.get(where).content.decode()
    assert desk.post(where, {"do": "give", "reference": invoice.reference}).status_code == 422
    assert AccessRecord.objects.filter(action="transfer.view").exists()


def test_the_payer_reads_that_it_is_paid_when_an_accountant_has_put_the_transfer_right(desk: Client) -> None:
    payer = people.lan()
    payment = begun(an_invoice(payer=payer), way="vietqr")
    give(desk, csv(line(payment, amount=60_000)))
    where = f"/thanh-toan/giao-dich/{payment.reference}/"
    waiting = signed_in(payer).get(where).content.decode()
    assert "hx-trigger" in waiting
    desk.post(f"{TRANSFERS}{held().reference}/", {"do": "give", "reference": payment.reference})
    shown = signed_in(payer).get(where).content.decode()
    assert "hx-trigger" not in shown
    assert "/bien-lai/" in shown
    assert f"/thanh-toan/{payment.invoices.get().pk}/" not in shown  # nothing to pay again


def test_the_rest_is_asked_back(desk: Client) -> None:
    give(desk, csv(NOTHING))
    where = f"{TRANSFERS}{held().reference}/"
    assert 'value="60.000"' in desk.get(where).content.decode()
    for wrong in ("", "0", "-5", "1,5", "70.000"):
        said = {"do": "back", "amount": wrong, "reason": "not_ours", "note": ""}
        assert desk.post(where, said).status_code == 422
    said = {"do": "back", "amount": "60.000", "reason": "not_ours", "note": "Chuyển nhầm"}
    assert desk.post(where, said).url == where
    assert desk.post(where, said).url == where  # pressed twice
    refund = Refund.objects.get()
    assert (refund.amount, refund.asked_by, refund.state) == (60_000, people.hoa(), "asked")
    assert refund.reference in desk.get(where).content.decode()


def test_who_pays_on_a_phone_saves_the_picture_of_the_code_while_it_is_to_be_paid() -> None:
    payment = begun(an_invoice(payer=people.lan()), way="vietqr")
    Payment.objects.update(next={"qr": "0002", "purpose": payment.reference})
    phone, where = signed_in(people.lan()), f"/thanh-toan/giao-dich/{payment.reference}/"
    assert f'href="{where}ma-qr.png"' in phone.get(where).content.decode()
    picture = phone.get(f"{where}ma-qr.png")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert signed_in(people.minh()).get(f"{where}ma-qr.png").status_code == 403
    Payment.objects.update(state="expired")
    assert phone.get(f"{where}ma-qr.png").status_code == 404


def test_a_transfer_is_waited_for_until_the_statement_of_the_next_working_day() -> None:
    begun_now = start([an_invoice()], "vietqr", by=None, at=timezone.now(), key="transfer")
    payment = send_off(begun_now, Addresses("/tro-ve/", "/bao/"))
    assert payment.expires_at == payment.started_at + timedelta(days=7)
    for days, state in ((2, "started"), (7, "expired")):
        ask(payment, at=payment.started_at + timedelta(days=days))
        payment.refresh_from_db()
        assert payment.state == state
    last = Effect.objects.filter(kind=ASK).latest("run_after")
    assert last.run_after == payment.started_at + timedelta(days=7)


@pytest.mark.parametrize("who", ["cashier", "auditor", "accountant of another province"])
def test_others_see_and_do_nothing(desk: Client, who: str) -> None:
    give(desk, csv(NOTHING))
    role, agency = ("accountant", "H98") if " " in who else (who, "H99")
    other = signed_in(people.minh(role, agency=agency))
    made, where = BankStatement.objects.get(), f"{TRANSFERS}{held().reference}/"
    for address in (f"{STATEMENTS}{made.pk}/", where):
        assert other.get(address).status_code == 403
    assert other.post(where, {"do": "give", "reference": "x"}).status_code == 403
    assert give(other, csv(NOTHING)).status_code in (403, 422)
    assert "60.000" not in other.get(TRANSFERS).content.decode()
    assert BankStatement.objects.count() == 1


# -- programs ------------------------------------------------------------------------------------------


def program(user: Any) -> Any:
    _token, text = issue_token(user, at=timezone.now(), with_code=True)
    client = Client(headers={"Authorization": f"Bearer {text}", "Accept-Language": "en"})

    def ask(method: str, address: str, data: Any = None, **more: Any) -> Any:
        kind = more or ({"content_type": "application/json"} if method == "post" else {})
        return getattr(client, method)(f"/api/v1/desk/{address}", data, **kind)

    ask.client = client  # type: ignore[attr-defined]
    return ask


def test_programs_do_the_same(desk: Client) -> None:
    ask = program(people.hoa("accountant", agency="H99"))
    (account,) = ask("get", "bank-accounts").json()
    assert (account["bank"], account["account"], account["agency"]) == ("970418", "5500016868", "H99")
    sent = ask.client.post(
        "/api/v1/desk/bank-statements", {"account": account["id"], "file": file(csv(NOTHING))}
    )
    assert sent.status_code == 201, sent.content
    assert sent.json()["figures"] == {"matched": 0, "held": 1, "known": 0, "outgoing": 0, "bad": 0}
    assert ask("get", "bank-statements").json()["count"] == 1
    assert ask("get", f"bank-statements/{sent.json()['id']}").json()["first_day"] == "2026-08-20"
    (found,) = ask("get", "transfers?why=no_reference&amount=60000").json()["results"]
    assert (found["held"], found["code"], found["booked"]) == (60_000, "no_reference", "2026-08-20")
    assert [
        ask("get", f"transfers?{wrong}").status_code for wrong in ("why=x", "agency=H98", "amount=x")
    ] == [
        400,
        400,
        400,
    ]
    where, invoice = f"transfers/{found['reference']}", an_invoice()
    refused = ask("post", f"{where}/give", {"reference": "x"})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "no_such_reference")
    given = ask("post", f"{where}/give", {"reference": invoice.reference})
    assert (given.status_code, given.json()["held"]) == (200, 2_000)
    back = ask("post", f"{where}/give-back", {"amount": 2_000, "reason": "overpaid"})
    assert (back.status_code, back.json()["state"]) == (201, "asked")
    assert ask("get", where).json()["held"] == 2_000  # until a second person has approved


def test_programs_are_refused_as_people_are(desk: Client) -> None:
    give(desk, csv(NOTHING))
    ask = program(people.minh("accountant", agency="H98"))
    reference = held().reference
    assert ask("get", "bank-accounts").json() == []
    assert ask("get", "transfers").json()["count"] == 0
    assert ask("get", f"transfers/{reference}").status_code == 403
    assert ask("post", f"transfers/{reference}/give", {"reference": "x"}).status_code == 403
    sent = {"account": statements.account().pk, "file": file(csv(NOTHING))}
    assert ask.client.post("/api/v1/desk/bank-statements", sent).status_code == 403
    ours = program(people.hoa("accountant", agency="H99"))
    wrong = {"account": statements.account().pk, "file": file(b"gi do")}
    refused = ours.client.post("/api/v1/desk/bank-statements", wrong)
    assert (refused.status_code, refused.json()["errors"][0]["loc"]) == (400, ["file"])
    assert Client().get("/api/v1/desk/transfers").status_code == 401
