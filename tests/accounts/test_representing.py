"""Who speaks for an organisation: at which moment, by whose word, and who may say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts import representing
from accounts.models import AccessRecord, Organization, Representation, User
from accounts.permissions import day_of
from effects.models import Message
from tests import organizations as orgs
from tests import people
from tests.dossiers.cases import ward

pytestmark = pytest.mark.django_db
NOW = timezone.now
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def test_somebody_speaks_for_it_from_the_first_day_to_the_last_and_not_after_the_end() -> None:
    at = NOW()
    one = orgs.confirmed(orgs.vinh(), at, valid_from=day_of(at + 2 * DAY), valid_to=day_of(at + 9 * DAY))
    user, company = one.user, one.organization

    def at_days(*days: int) -> list[bool]:
        return [representing.represents(user, company, at + DAY * number) for number in days]

    assert at_days(-1, 0, 1, 2, 9, 10) == [False, False, False, True, True, False]
    assert not representing.represents(orgs.hung(), company, at + 3 * DAY)
    with time_machine.travel(at + 4 * DAY, tick=False):
        representing.end(one, by=user, at=NOW())
        assert not representing.represents(user, company, NOW())
    assert at_days(3, 4, 5) == [True, False, False]
    assert representing.represented_since(user, company, at, at + 3 * DAY)
    assert representing.represented_since(user, company, at, at + 99 * DAY)
    assert not representing.represented_since(user, company, at, at + DAY)
    assert not representing.represented_since(user, company, at + 5 * DAY, at + 99 * DAY)


def test_an_account_that_may_not_sign_in_speaks_for_nobody() -> None:
    company, user = orgs.company(), orgs.vinh()
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not representing.represents(user, company, NOW())
    assert representing.representatives(company, NOW()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"personal_number": "052080009999"}, "no_account"),
        ({"email": "khac@example.vn"}, "no_account"),
        ({"tax_code": "0100109105"}, "check_digit"),
        ({"tax_code": "052080001234"}, "digits"),
        ({"basis": "authorised"}, "last_day"),
        ({"basis": "authorised", "valid_to": date(2099, 1, 1)}, "too_long"),
        ({"valid_from": date(2020, 1, 1)}, "days_past"),
        ({"valid_to": date(2020, 1, 1)}, "days_order"),
    ],
)
def test_what_an_officer_cannot_confirm(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        orgs.confirmed(orgs.vinh(), **changes)
    assert refused.value.code == code
    assert not Representation.objects.exists()


def test_an_address_nobody_proved_is_no_account() -> None:
    user = people.person("vinh@example.vn", "Lê Quang Vinh", personal_number="052080001234")
    with pytest.raises(ValidationError, match="No account"):
        orgs.confirmed(user)


def test_nobody_confirms_themselves_nor_where_they_hold_no_such_right() -> None:
    officer = people.holder("reception")
    User.objects.filter(pk=officer.pk).update(personal_number="052080007777")
    orgs.proved(officer)
    with pytest.raises(ValidationError, match="Nobody confirms"):
        orgs.confirmed(User.objects.get(pk=officer.pk), by=officer)
    for by in (people.holder("specialist"), people.hoa(), people.lan()):
        with pytest.raises(PermissionDenied):
            orgs.confirmed(orgs.vinh(), by=by)
    assert not Representation.objects.exists()


def test_it_is_logged_told_and_the_name_is_that_of_the_paper_seen_last() -> None:
    one = orgs.confirmed(orgs.vinh())
    with pytest.raises(ValidationError, match="already"):
        orgs.confirmed(orgs.vinh())
    representing.end_at_desk(
        one, by=people.holder("reception"), agency_code=people.WARD, at=NOW(), reason="Đổi người đại diện"
    )
    orgs.confirmed(orgs.vinh(), name="Công ty TNHH Mây tre Mới")
    assert [one.name for one in Organization.objects.all()] == ["Công ty TNHH Mây tre Mới"]
    assert AccessRecord.objects.filter(subject=f"organization:{one.organization_id}").count() == 3
    assert {message.to for message in Message.objects.all()} == {"vinh@example.vn"}
    assert Message.objects.count() == 3


def test_only_a_legal_representative_authorises_and_a_wrong_number_is_answered_like_no_account() -> None:
    company, last = orgs.company(), day_of(NOW() + 30 * DAY)
    one = orgs.authorised(orgs.hung(), last)
    assert representing.represents(orgs.hung(), company, NOW())
    assert one.basis == "authorised"
    client, address = signed_in(orgs.vinh()), reverse("accounts:organization", args=[company.pk])
    said = {"valid_from": day_of(NOW()), "valid_to": last, "paper": "Giấy ủy quyền"}
    answers = []
    for email, number in (("lan@example.vn", "052190099999"), ("ai@example.vn", "052190012345")):
        page = client.post(address, {**said, "email": email, "personal_number": number})
        assert page.status_code == 422
        answers.append(page.context["form"].errors["personal_number"])
    assert answers[0] == answers[1]
    assert signed_in(orgs.hung()).post(address, {**said, "email": "lan@example.vn"}).status_code == 200
    with pytest.raises(PermissionDenied):
        representing.authorise(
            company, email="lan@example.vn", personal_number="052190012345", proof=orgs.PROOF,
            valid_from=day_of(NOW()), valid_to=last, by=orgs.hung(), at=NOW(),
        )  # fmt: skip
    assert company.representations.count() == 2


def test_the_page_asks_as_much_however_many_represent_it() -> None:
    page, asked = signed_in(orgs.vinh()), []
    address = reverse("accounts:organization", args=[orgs.company().pk])
    page.get(address)  # what is read once a process or session
    for number in range(4):
        known = f"05208500000{number}"
        other = people.person(f"p{number}@example.vn", f"Người {number}", personal_number=known)
        orgs.authorised(orgs.proved(other), day_of(NOW() + 9 * DAY))
        if number % 3 == 0:
            with CaptureQueriesContext(connection) as queries:
                assert page.get(address).content.decode().count("/ket-thuc/") == number + 2
            asked.append(len(queries))
    assert asked[0] == asked[1]


def test_who_may_end_it() -> None:
    company = orgs.company()
    legal = company.representations.get()
    one = orgs.authorised(orgs.hung(), day_of(NOW() + 30 * DAY))
    address = reverse("accounts:end_representation", args=[company.pk, legal.pk])
    assert signed_in(orgs.hung()).post(address).status_code == 404
    assert signed_in(people.lan()).post(address).status_code == 404
    with pytest.raises(PermissionDenied):
        representing.end_at_desk(legal, by=orgs.hung(), agency_code=people.WARD, at=NOW(), reason="a b")
    address = reverse("accounts:end_representation", args=[company.pk, one.pk])
    assert signed_in(orgs.vinh()).post(address).status_code == 302
    assert not representing.represents(orgs.hung(), company, NOW())
    assert signed_in(orgs.hung()).get(reverse("accounts:organization", args=[company.pk])).status_code == 404
    assert Representation.objects.get(pk=one.pk).ended_by == orgs.vinh()
    assert signed_in(orgs.vinh()).post(address).status_code == 404, "once"


def test_the_desk_confirms_finds_and_ends_and_each_look_is_logged() -> None:
    ward()
    client, user = signed_in(people.holder("reception")), orgs.vinh()
    page = reverse("dossiers:representatives")
    said = {
        "email": user.email, "personal_number": user.personal_number, "tax_code": "0100109106",
        "name": orgs.NAME, "basis": "legal", "paper": "Giấy chứng nhận đăng ký doanh nghiệp",
        "paper_number": "0100109106", "valid_from": day_of(NOW()),
    }  # fmt: skip
    assert client.post(page, {**said, "personal_number": "052080001235"}).status_code == 422
    answer = client.post(page, said)
    company = Organization.objects.get()
    shown = reverse("dossiers:representatives_of", args=[company.pk])
    assert answer["Location"] == shown
    assert client.get(page, {"tax_code": "0100-109-106"})["Location"] == shown
    assert client.get(page, {"tax_code": "4100990005"}).status_code == 200
    assert "Lê Quang Vinh" in client.get(shown).content.decode()
    assert AccessRecord.objects.filter(action="organization.view").count() == 1
    one = company.representations.get()
    end, key = reverse("dossiers:end_representation", args=[company.pk, one.pk]), f"end{one.pk}-reason"
    for other in (people.holder("specialist"), people.lan()):
        assert signed_in(other).post(end, {key: "Hết nhiệm kỳ"}).status_code in (302, 403)
        assert signed_in(other).get(shown).status_code in (302, 403)
    assert client.post(end, {key: "x"}).status_code == 422
    assert representing.represents(user, company, NOW())
    assert client.post(end, {key: "Hết nhiệm kỳ"}).status_code == 302
    assert not representing.represents(user, company, NOW())


def test_everybody_who_speaks_for_it_sees_who_else_does() -> None:
    company = orgs.company()
    orgs.authorised(orgs.hung(), day_of(NOW() + 30 * DAY))
    address = reverse("accounts:organization", args=[company.pk])
    for user in (orgs.vinh(), orgs.hung()):
        page = signed_in(user).get(address).content.decode()
        assert "Lê Quang Vinh" in page
        assert "Trần Văn Hùng" in page
        assert "Giấy ủy quyền" in page
    for stranger in (people.lan(), people.minh(), people.administrator()):
        assert signed_in(stranger).get(address).status_code == 404
    listed = signed_in(orgs.hung()).get(reverse("eforms:profiles")).content.decode()
    assert address in listed


def test_it_outlives_its_giver_and_cannot_be_deleted_with_an_account() -> None:
    from django.db.models import ProtectedError

    one = orgs.confirmed(orgs.vinh())
    with pytest.raises(ProtectedError):
        one.user.delete()
    assert isinstance(one.given_at, datetime)
