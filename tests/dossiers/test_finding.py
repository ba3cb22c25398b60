"""Finding dossiers by phone, personal number and tax code: whole, by permission, logged, masked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import AccessRecord, RolePermission
from accounts.roles import ROLES
from dossiers import start
from dossiers.finding import PERMISSION, digest, number_in
from dossiers.models import Dossier, DossierKey
from dossiers.submit import Person
from eforms import drafts
from eforms.building import build, current_version
from eforms.judging.answers import clean_step
from eforms.submit import submit
from tests import people
from tests.dossiers.cases import MONDAY, brought, do, filed, officer, release, ward
from tests.dossiers.test_desk_api import Program

pytestmark = pytest.mark.django_db
NUMBER, PHONE = "052190012345", "0912345678"
HUNG = Person("Trần Văn Hùng", "0987654321", "", "052085006789")


def signed_in(role: str, agency: str = people.WARD) -> Client:
    client = Client()
    people.sign_in(client, people.holder(role, agency=agency))
    return client


def look_for(client: Client, text: str, **filters: str) -> Any:
    """The list the search leads to, or the page that refuses it."""
    return client.post(reverse("dossiers:inbox"), {"q": text, "status": "open", **filters}, follow=True)


def shown(answer: Any) -> set[str]:
    return {row["dossier"].shown_code for row in answer.context["rows"]}


@pytest.mark.parametrize(
    "typed",
    [NUMBER, "052 190 012 345", PHONE, "0912.345.678", "+84 912 345 678", "84912345678", "(0912) 345-678",
     f"{NUMBER}|261234567|Nguyễn Thị Lan|01011990|Nữ|Quy Nhơn|01012022"],
)  # fmt: skip
def test_a_number_is_found_however_it_is_written_and_nobody_elses(typed: str) -> None:
    lans = filed()
    filed(applicant=HUNG)
    assert shown(look_for(signed_in("reception"), typed)) == {lans.shown_code}


@pytest.mark.parametrize(
    "text", ["Nguyễn Thị Lan", "H08.16-250829-0001", "250829-0001", "YC-12345678", "0001", ""]
)
def test_names_and_codes_are_no_numbers(text: str) -> None:
    assert number_in(text) == ""


def test_part_of_a_number_is_refused_beside_the_field_and_stays_there() -> None:
    filed()
    answer = look_for(signed_in("reception"), "0912 345 6")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nhập đủ số" in page
    assert shown(answer) == set()
    assert 'value="0912 345 6"' in page
    assert not AccessRecord.objects.exists()


def test_the_right_to_it_is_given_to_those_who_need_it_at_the_counter_and_to_leaders() -> None:
    assert {role.code for role in ROLES if PERMISSION in role.may} == {
        "reception",
        "return_desk",
        "supervisor",
    }


@pytest.mark.parametrize("role", sorted(one.code for one in ROLES if "dossier.view" in one.may))
def test_who_may_not_look_for_numbers_finds_nothing_by_them(role: str) -> None:
    lans = filed()
    answer = look_for(signed_in(role), NUMBER)
    allowed = role in {"reception", "return_desk", "supervisor"}
    told = Program(people.holder(role)).post("dossiers/search", {"text": NUMBER})
    if allowed:
        assert shown(answer) == {lans.shown_code}
        assert [one["id"] for one in told.json()["results"]] == [str(lans.pk)]
    else:
        assert answer.status_code == 422
        assert "không có quyền tìm hồ sơ theo số điện thoại" in answer.content.decode()
        assert (told.status_code, told.json()["errors"][0]["code"]) == (400, "not_allowed")
        assert not AccessRecord.objects.filter(action=PERMISSION).exists()


def test_a_right_taken_back_also_ends_a_search_that_is_open() -> None:
    filed()
    client = signed_in("reception")
    address = client.post(reverse("dossiers:inbox"), {"q": NUMBER, "status": "open"}).url
    RolePermission.objects.filter(role="reception", action=PERMISSION).delete()
    answer = client.get(address)
    assert answer.status_code == 422
    assert "****345" not in answer.content.decode()


def test_another_agencys_officer_finds_nothing() -> None:
    filed()
    client = Client()
    people.sign_in(client, people.hoa())
    assert shown(look_for(client, NUMBER)) == set()


def test_each_search_is_logged_by_its_kind_and_never_with_the_number() -> None:
    filed()
    client = signed_in("reception")
    look_for(client, PHONE)
    look_for(client, "nguyen thi lan")
    record = AccessRecord.objects.get()
    minh = people.holder("reception")
    assert (record.user_id, record.role, record.agency) == (minh.pk, "reception", people.WARD)
    assert (record.action, record.purpose) == (PERMISSION, "phone")
    assert record.subject == f"number:{digest(PHONE)}"
    Program(minh).post("dossiers/search", {"text": NUMBER})
    assert AccessRecord.objects.filter(purpose="personal number, api").count() == 1
    logged = " ".join(str(one) for row in AccessRecord.objects.values_list() for one in row)
    assert PHONE not in logged
    assert NUMBER not in logged


def test_no_number_stands_in_an_address_or_in_the_table_of_keys() -> None:
    filed()
    sent = signed_in("reception").post(reverse("dossiers:inbox"), {"q": NUMBER, "status": "all"})
    assert NUMBER not in sent.url
    keys = set(DossierKey.objects.values_list("digest", flat=True))
    assert keys == {digest(NUMBER), digest(PHONE)}


def test_what_is_found_shows_the_end_of_number_and_phone_to_those_who_may_look_for_them() -> None:
    filed()
    told = {"number": "****345", "phone": "****678"}
    for text in (NUMBER, "lan"):
        page = look_for(signed_in("reception"), text).content.decode()
        assert "****345" in page
        assert "****678" in page
        assert f">{NUMBER}" not in page
        row = Program(people.holder("reception")).post("dossiers/search", {"text": text}).json()["results"][0]
        assert {name: row[name] for name in told} == told
    others = (
        Program(people.holder("specialist")).post("dossiers/search", {"text": "lan"}).json()["results"][0]
    )
    assert {name: others[name] for name in told} == {"number": "", "phone": ""}
    assert "****345" not in look_for(signed_in("specialist"), "lan").content.decode()
    assert "****345" not in signed_in("reception").get(reverse("dossiers:inbox")).content.decode()


def test_a_correction_changes_what_the_dossier_is_found_by() -> None:
    dossier = brought("accept", "assign")
    do(dossier, "correct", value="0987654321", actor=officer("specialist"))
    client = signed_in("reception")
    assert shown(look_for(client, PHONE)) == set()
    assert shown(look_for(client, "0987654321")) == {dossier.shown_code}
    assert shown(look_for(client, NUMBER)) == {dossier.shown_code}


def test_the_command_fills_in_what_is_missing_and_a_new_secret_key_asks_for_it() -> None:
    lans = filed()
    DossierKey.objects.all().delete()
    client = signed_in("reception")
    assert shown(look_for(client, NUMBER)) == set()
    for _ in range(2):
        call_command("index_dossiers", verbosity=0)
        assert shown(look_for(client, NUMBER)) == {lans.shown_code}
        assert DossierKey.objects.count() == 2
    with override_settings(SECRET_KEY="x" * 50):
        lost = {digest(NUMBER)} & set(DossierKey.objects.values_list("digest", flat=True))
        assert lost == set()
        call_command("index_dossiers", verbosity=0)
        assert digest(NUMBER) in set(DossierKey.objects.values_list("digest", flat=True))


def test_ended_dossiers_are_one_click_away_when_none_that_runs_is_found() -> None:
    ended = brought("refuse")
    client = signed_in("reception")
    answer = look_for(client, NUMBER)
    assert shown(answer) == set()
    assert "Tìm cả hồ sơ đã kết thúc" in answer.content.decode()
    address = answer.redirect_chain[-1][0].replace("status=open", "status=all")
    assert shown(client.get(address)) == {ended.shown_code}


def test_a_short_word_is_the_beginning_of_a_name() -> None:
    an = filed(applicant=Person("Lê An"))
    filed()
    assert shown(look_for(signed_in("reception"), "an")) == {an.shown_code}


def test_searching_takes_the_same_number_of_queries_however_much_is_found(
    django_assert_max_num_queries: Any,
) -> None:
    filed(at=MONDAY)
    client = signed_in("reception")
    address = client.post(reverse("dossiers:inbox"), {"q": NUMBER, "status": "open"}).url
    client.get(address)
    with django_assert_max_num_queries(45) as few:
        client.get(address)
    for _ in range(8):
        filed()
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(address).context["rows"]) == 9
    assert Dossier.objects.count() == 9


def test_all_who_apply_who_files_for_them_and_a_businesss_tax_code_lead_to_the_dossier() -> None:
    rows = [
        {"type": "text", "key": "cn_ten", "label": "Họ và tên", "required": True, "use": "full_name"},
        {"type": "phone", "key": "cn_so", "label": "Số điện thoại", "required": True, "use": "phone"},
    ]
    group = {"type": "group", "key": "cung_nop", "label": "Người đứng tên", "required": True, "fields": rows,
             "min_rows": 1, "max_rows": 5, "layout": "blocks", "use": "applicants"}  # fmt: skip
    business = {"type": "tax_code", "key": "mst", "label": "Mã số thuế", "required": True}
    steps = [{"id": "buoc", "title": "B", "fields": [group, business]}]
    build("cung", {"title": "Cùng đứng tên", "representation": "allowed", "steps": steps})
    opened = release({"form_version": current_version("cung")}, form={"code": "cung"})
    draft, _secret = start.begin_filing(opened, ward(), user=people.lan(), at=MONDAY)
    who = {"nop_thay_cho": "nguoi_khac", "nop_thay_ly_do": "uy_quyen", "nop_thay_ho_ten": "Trần Văn Hùng",
           "nop_thay_so_dinh_danh": "052085006789"}  # fmt: skip
    both = [{"cn_ten": "Trần An", "cn_so": "0912000111"}, {"cn_ten": "Lê Bình", "cn_so": "0987654321"}]
    for step, data in (("nguoi_nop", who), ("buoc", {"cung_nop": both, "mst": "0100109106-001"})):
        facts = drafts.facts_of(draft, drafts.day_of(MONDAY))
        values, errors = clean_step(draft.version.content, step, data, draft.answers, facts=facts)
        assert not errors
        drafts.save_step(draft, step, values, at=MONDAY)
    submit(draft, by=people.lan(), key="k", at=MONDAY)
    code = Dossier.objects.get().shown_code
    client = signed_in("reception")
    for number in ("0912000111", "0987 654 321", "052085006789", "0100109106-001", "0100109106001"):
        assert shown(look_for(client, number)) == {code}, number


def test_a_reception_unit_finds_what_it_took_in_for_another_agency() -> None:
    hosted = filed()
    Dossier.objects.update(agency_code=people.ELSEWHERE, reception_code=people.WARD)
    hosted.refresh_from_db()
    client = signed_in("reception")
    assert shown(client.get(reverse("dossiers:inbox"))) == set()
    assert shown(look_for(client, NUMBER)) == {hosted.shown_code}
