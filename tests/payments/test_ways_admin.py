"""Ways of payment in the admin: fields as the provider says, secrets by name only, who may touch them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.assign import assign
from accounts.models import Role, RolePermission
from payments.models import ProviderAccount
from payments.providers.registry import problems_of
from tests import people
from tests.dossiers.cases import ward
from tests.payments.world import offer

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/cach-thanh-toan/"
SECRET = "TESTSECRETKEY0123456789ABCDEFGHIJ"
FILLED = {
    "order": "1",
    "option_tmn_code": "DEMOTMN1",
    "option_secret": "VNP",
    "option_pay_url": "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html",
    "option_api_url": "https://sandbox.vnpayment.vn/merchant_webapi/api/transaction",
}


@pytest.fixture
def admin(client: Client, settings: Any) -> Client:
    settings.PAYMENT_SECRETS = {"VNP": SECRET}
    people.sign_in(client, people.administrator())
    return client


def edit(one: ProviderAccount) -> str:
    return f"{LIST}edit/{one.pk}/"


def test_a_way_is_begun_for_an_agency_and_then_filled_in(admin: Client) -> None:
    ward()
    assert admin.get(LIST).status_code == 200
    begun = admin.post(f"{LIST}new/", {"provider": "vnpay", "agency_code": people.WARD, "order": "1"})
    one = ProviderAccount.objects.get()
    assert begun.url == edit(one)
    assert (one.agency_code, one.on, one.options) == (people.WARD, False, {})
    page = admin.get(edit(one)).content.decode()
    assert 'name="option_tmn_code"' in page
    assert "PAYMENT_SECRET_" in page
    answer = admin.post(edit(one), {**FILLED, "on": "on"})
    assert answer.status_code == 302, answer.context["form"].errors
    one.refresh_from_db()
    assert (one.on, one.options["secret"], one.agency_code) == (True, "VNP", people.WARD)
    assert admin.get(LIST).content.decode().count("UBND phường Quy Nhơn") >= 1


def test_what_is_wrong_is_said_and_nothing_is_offered(admin: Client) -> None:
    one = offer("vnpay", tmn_code="DEMOTMN1")
    ProviderAccount.objects.update(on=False)
    answer = admin.post(edit(one), {**FILLED, "option_tmn_code": "", "on": "on"})
    assert "option_tmn_code" in answer.context["form"].errors
    answer = admin.post(edit(one), {**FILLED, "option_pay_url": "http://vnpay.example/", "on": "on"})
    assert "option_pay_url" in answer.context["form"].errors
    one.refresh_from_db()
    assert not one.on
    assert admin.post(edit(one), {**FILLED, "option_pay_url": ""}).status_code == 302  # a draft is kept
    page = admin.get(edit(one))
    assert page.context["form"].fields["on"].help_text


ADDRESSES = {one: FILLED[f"option_{one}"] for one in ("pay_url", "api_url")}
ELSEWHERE = (
    "https://example.vn/pay",
    "http://sandbox.vnpayment.vn/pay",
    "https://sandbox.vnpayment.vn.example.vn/pay",
    "https://sandbox.vnpayment.vn@example.vn/pay",
    "https://evil-vnpayment.vn/pay",
    "https://example.vn/#.vnpayment.vn",
    "https://[vnpayment.vn",
    "javascript:alert(1)//.vnpayment.vn",
)


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("name", ["pay_url", "api_url"])
def test_an_address_that_is_not_the_providers_is_refused_beside_it_though_the_way_is_off(
    admin: Client, name: str, address: str
) -> None:
    one = offer("vnpay")
    answer = admin.post(edit(one), {**FILLED, f"option_{name}": address})
    assert list(answer.context["form"].errors) == [f"option_{name}"]
    assert f'value="{address}"'.replace("&", "&amp;") in answer.content.decode()
    one.refresh_from_db()
    assert address not in one.options.values()
    one.options = {"tmn_code": "T", "secret": "VNP", **ADDRESSES}
    assert problems_of(one) == []
    one.options[name] = address
    assert len(problems_of(one)) == 1


def test_the_operator_may_name_other_servers_of_a_provider(admin: Client, settings: Any) -> None:
    one = offer("vnpay")
    settings.PAYMENT_HOSTS = ["vnpay.example.vn:8443"]
    there = {**FILLED, "option_pay_url": "https://vnpay.example.vn:8443/pay", "on": "on"}
    assert admin.post(edit(one), there).status_code == 302
    settings.PAYMENT_HOSTS = ["vnpay.example.vn"]
    assert "option_pay_url" in admin.post(edit(one), there).context["form"].errors


def test_a_secret_can_be_named_and_not_written(admin: Client) -> None:
    one = offer("vnpay")
    assert SECRET not in admin.get(edit(one)).content.decode()
    answer = admin.post(edit(one), {**FILLED, "option_secret": SECRET})
    assert "option_secret" in answer.context["form"].errors
    one.refresh_from_db()
    assert SECRET not in str(one.options)


def test_one_way_stands_once_for_an_agency(admin: Client) -> None:
    offer("vnpay", "")
    answer = admin.post(f"{LIST}new/", {"provider": "vnpay", "agency_code": "", "order": "1"})
    assert answer.context["form"].errors
    assert ProviderAccount.objects.count() == 1


def test_a_way_is_switched_off_and_never_deleted(admin: Client) -> None:
    one = offer("vnpay")
    assert admin.get(f"{LIST}delete/{one.pk}/").status_code in (302, 403)
    admin.post(f"{LIST}delete/{one.pk}/")
    assert ProviderAccount.objects.filter(pk=one.pk).exists()


def test_editors_do_not_touch_the_ways(client: Client) -> None:
    one = offer("vnpay")
    people.sign_in(client, people.holder("editor"))
    for page in (LIST, f"{LIST}new/", edit(one)):
        assert client.get(page).status_code in (302, 403)


def test_whoever_holds_it_for_one_agency_touches_that_agencys_only(client: Client) -> None:
    RolePermission.objects.create(
        role=Role.objects.get(code="editor"), action="payments.accounts", scope="own"
    )
    user = people.person("ketoan@example.vn", "Kế Toán")
    assign(user, "editor", people.WARD, valid_from=people.LONG_AGO)
    mine, other = offer("vnpay", people.WARD), offer("vnpay", people.ELSEWHERE)
    people.sign_in(client, user)
    assert client.get(edit(mine)).status_code == 200
    assert client.get(edit(other)).status_code in (302, 403, 404)
    listed = client.get(LIST).content.decode()
    assert edit(mine) in listed
    assert edit(other) not in listed
