"""Whatever waits for a person's signature is in one list: results, copies, slips, receipts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from documents.models import SignedBy, SigningRules
from effects.worker import drain
from payments.cashier import take
from tests import people
from tests.documents import authority
from tests.dossiers import copying, test_signed_results
from tests.dossiers.cases import brought, do
from tests.payments import world

pytestmark = pytest.mark.django_db
LIST = "/can-bo/ky-so/"
MOST_QUERIES = 16


def receipt(key: str) -> None:
    with world.heard():
        owed = world.an_invoice(key, agency_code=people.WARD)
        take([owed], by=people.holder("cashier"), at=world.AT, key=key)
    drain(timezone.now())


def test_one_list_holds_results_copies_slips_and_receipts_alike(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = SignedBy.OFFICER
    rules = {"m01": SignedBy.NOBODY, "m02": officer, "receipt": officer}
    SigningRules.objects.update_or_create(pk=1, defaults=rules)
    leader = authority.leader()
    test_signed_results.submit(test_signed_results.processing())
    slip = brought("accept")
    do(slip, "ask_supplement", at=datetime(2025, 7, 8, 2, 0, tzinfo=UTC))
    receipt("first")
    copying.submitted()
    people.sign_in(client, leader)
    kinds = {one["document"]["kind"] for one in client.get("/api/v1/desk/signatures").json()}
    assert kinds == {"M02", "RECEIPT", "KQ", "BSCT"}
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(LIST).text
    assert page.count('name="signature"') == 4
    for number in range(3):
        receipt(f"more {number}")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(LIST).text
    assert page.count('name="signature"') == 7
