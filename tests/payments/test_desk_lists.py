"""Lists at the cashier's desk: pages, names, days, and as many queries however long they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from payments.cashier import take
from payments.models import CashSession, Invoice
from payments.refunding import propose
from tests import people
from tests.payments import world
from tests.payments.books import faults
from tests.payments.desk_world import DESK, as_role, owed, taken
from tests.payments.world import an_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[Invoice]]:
    with world.heard() as told:
        yield told
    assert faults() == []


def test_lists_take_the_same_queries_however_long_they_are(django_assert_max_num_queries: Any) -> None:
    cashier = as_role("accountant")
    for number in range(6):
        take([owed(f"q{number}")], by=people.holder("cashier"), at=timezone.now(), key=f"q{number}")
    for address, most in (("/can-bo/bien-lai/", 16), ("/can-bo/hoan-tien/", 14), (f"{DESK}ca/", 16)):
        with django_assert_max_num_queries(most):
            assert cashier.get(address).status_code == 200


def test_lists_at_the_desk_are_turned_by_pages(monkeypatch: Any) -> None:
    for module in ("drawer", "receipts", "refunds"):
        monkeypatch.setattr(f"payments.desk.{module}.PER_PAGE", 2)
    monkeypatch.setattr("payments.desk.lists.MOST", 2)
    cashier, boss = people.holder("cashier"), as_role("approver")
    for number in range(3):
        paid = take([owed(f"k{number}")], by=cashier, at=timezone.now(), key=f"{number}")
        CashSession.objects.update(closed_at=timezone.now(), counted=58_000, expected=58_000)
        propose(
            paid,
            1_000,
            reason="mistake",
            by=cashier,
            at=timezone.now(),
            key=f"r{number}",
            invoice=paid.invoices.get(),
        )
        owed(f"due{number}")
    for address in (f"{DESK}ca/", "/can-bo/bien-lai/?number=", "/can-bo/hoan-tien/?state=asked"):
        first = boss.get(address)
        assert len(first.context["page_obj"]) == 2
        following = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
        assert following, address
        second = boss.get(address.split("?")[0] + following[1].replace("&amp;", "&"))
        assert len(second.context["page_obj"]) == 1, address
        assert set(first.context["page_obj"]).isdisjoint(second.context["page_obj"])
    counter = as_role("cashier")
    assert len(counter.get(f"{DESK}?page=2").context["rows"]) == 1


def test_lists_of_a_name_are_turned_by_post_and_the_name_stands_in_no_address(monkeypatch: Any) -> None:
    monkeypatch.setattr("payments.desk.receipts.PER_PAGE", 2)
    monkeypatch.setattr("payments.desk.lists.MOST", 2)
    for number in range(3):
        take([owed(f"k{number}")], by=people.holder("cashier"), at=timezone.now(), key=f"{number}")
        owed(f"due{number}")
    client = as_role("cashier")
    for address, looked_for in ((DESK, {"q": "lan"}), ("/can-bo/bien-lai/", {"payer": "lan"})):
        first = client.post(address, looked_for)
        assert b'rel="next"' not in first.content
        page = first.content.decode()
        form = page[: page.index('<nav class="pagination"')].rpartition("<form")[2]
        assert form.startswith(f' method="post" action="{address}"')
        along = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        assert along.items() >= looked_for.items()
        assert re.search(r'<button class="pagination__step" name="page" value="2">', page)
        second = client.post(address, {**along, "page": "2"})
        assert len(first.context["page_obj"]) == 2
        assert len(second.context["page_obj"]) == 1
        assert set(first.context["page_obj"]).isdisjoint(second.context["page_obj"])
        assert "page_obj" in client.get(address).context  # without a name: by address


def test_lists_say_agencies_by_name_and_ask_for_the_names_once(
    monkeypatch: Any, django_assert_max_num_queries: Any
) -> None:
    world.name_agencies(monkeypatch)
    paid = take([owed()], by=people.holder("cashier"), at=timezone.now(), key="k")
    propose(paid, 1_000, reason="mistake", by=None, at=timezone.now(), key="r", invoice=paid.invoices.get())
    take([an_invoice("b", agency_code="H08.17")], by=people.holder("cashier"), at=timezone.now(), key="b")
    province = as_role("accountant", agency="H08")
    for address in (f"{DESK}ca/", "/can-bo/bien-lai/", "/can-bo/bien-lai/ky-hieu/", "/can-bo/hoan-tien/"):
        with django_assert_max_num_queries(16):
            page = province.get(address).content.decode()
        assert "Phường Quy Nhơn" in page, address
        assert address.endswith("ky-hieu/") or f">{people.WARD}<" not in page


def test_receipts_asked_for_without_a_name_have_an_address_and_names_never(monkeypatch: Any) -> None:
    accountant = as_role("accountant")
    asked = accountant.post("/can-bo/bien-lai/", {"number": "1", "payer": ""})
    assert (asked.status_code, "number=1" in asked.url, "payer" in asked.url) == (302, True, False)
    assert accountant.post("/can-bo/bien-lai/", {"payer": "nam"}).status_code == 200
    assert accountant.post("/can-bo/bien-lai/", {"since": "x"}).status_code == 422


@pytest.mark.parametrize("days", ["since=0001-01-01", "until=9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_days_too(days: str) -> None:
    accountant = as_role("accountant")
    taken(as_role("cashier"), owed())
    assert accountant.get(f"/can-bo/bien-lai/?{days}").status_code == 200
    assert accountant.get(f"/can-bo/so-thu/?{days}").status_code == 422  # a year at most
    assert accountant.get("/can-bo/so-thu/?since=9999-12-30&until=9999-12-31").status_code == 200
    assert accountant.get("/can-bo/so-thu/?since=0001-01-01&until=0001-01-01").status_code == 200
