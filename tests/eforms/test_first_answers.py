"""First answers: from account, profile, source and earlier filing; what people typed stays."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.profiles import save_profile
from documents.models import StoredFile
from eforms import drafts
from eforms.building import build, current_version
from eforms.compile import compile_content
from eforms.errors import QuestionUnknown
from eforms.models import DataSource, Draft, Submission
from eforms.pages.review import person, persons
from eforms.prefilling import earlier, first_answers, papers_again
from eforms.prefilling.representing import FOR, NAME, OTHER, REASON, SELF
from eforms.sources import PLUGINS
from eforms.sources.contract import SourceDown
from eforms.submit import submit
from tests import people
from tests.eforms.conftest import BIRTH, HOME, NOW, TODAY, fill, posted, question, upload

LATER = NOW + timedelta(minutes=5)


class Register:
    """A data source in memory."""

    LABEL, SCHEMA = "R", {}
    known: dict[str, Any] | None
    asked = 0

    def check_config(self, params: Any) -> list[str]:
        return []

    def reads(self, params: Any) -> set[str]:
        return set(params["reads"])

    def fetch(self, person: Any, params: Any) -> dict[str, Any]:
        self.asked += 1
        if self.known is None:
            raise SourceDown("timeout")
        return self.known


@pytest.fixture
def register(monkeypatch: Any) -> Register:
    found = Register()
    found.known = {"hoTen": "NGUYỄN THỊ LAN", "ngaySinh": "1990-03-02", "noiO": HOME}
    monkeypatch.setitem(PLUGINS, "memory", found)
    DataSource.objects.create(
        code="dan_cu", name="CSDL dân cư", plugin="memory", options={"reads": ["personal_number"]}
    )
    return found


def content(**prefills: Any) -> dict[str, Any]:
    form = copy.deepcopy(BIRTH)
    for step in form["steps"]:
        for one in step["fields"]:
            if one["key"] in prefills:
                one["prefill"] = prefills[one["key"]]
    return form


def begun(form: dict[str, Any], user: Any = None, **context: Any) -> Draft:
    build("thu", form)
    version = current_version("thu")
    assert version is not None
    draft, _secret = drafts.start(version, kind="trial", context=context, title="T", owner=user, at=NOW)
    first_answers.begin(draft, at=NOW)
    return draft


def save(draft: Draft, step: str, **values: Any) -> None:
    drafts.save_step(draft, step, values, at=LATER)
    first_answers.saved(draft, at=LATER)


def test_the_option_survives_the_builder() -> None:
    form = content(
        ten_con={"from": "source:dan_cu:ten.day_du", "fixed": True}, ho_ten={"from": "profile.name"}
    )
    DataSource.objects.create(code="dan_cu", name="Dân cư", options={})
    again = compile_content(build("thu", form))
    kept = {one["key"]: one.get("prefill") for step in again["steps"] for one in step["fields"]}
    assert kept["ten_con"] == {"from": "source:dan_cu:ten.day_du", "fixed": True}
    assert kept["ho_ten"] == {"from": "profile.name"}
    assert kept["dien_thoai"] is None


def test_the_account_is_said_beside_the_question(client: Client) -> None:
    lan = people.lan()
    draft = begun(BIRTH, lan)
    assert draft.answers["ho_ten"] == "Nguyễn Thị Lan"
    people.sign_in(client, lan)
    page = client.get(f"/to-khai/{draft.pk}/nguoi_khai/").content.decode()
    assert page.count("question__origin") == 4
    save(draft, "nguoi_khai", **{**draft.answers, "ho_ten": "Nguyễn Lan"})
    page = client.get(f"/to-khai/{draft.pk}/nguoi_khai/").content.decode()
    assert page.count("question__origin") == 3


def test_a_source_fills_in_and_a_correction_is_filed_as_one(register: Register) -> None:
    lan = people.lan()
    draft = begun(content(ten_con={"from": "source:dan_cu:hoTen"}, noi_o={"from": "source:dan_cu:noiO"}), lan)
    assert draft.answers["ten_con"] == "NGUYỄN THỊ LAN"
    assert draft.answers["noi_o"] == HOME
    fill(draft)  # with another name of the child
    filed = submit(draft, by=lan, key="k", at=LATER)
    assert filed.origins["ten_con"]["changed"] is True
    assert "changed" not in filed.origins["noi_o"]
    assert filed.origins["noi_o"]["name"] == "CSDL dân cư"
    assert all("value" not in one for one in filed.origins.values())


def test_a_source_is_asked_once_for_a_person(register: Register) -> None:
    draft = begun(content(ten_con={"from": "source:dan_cu:hoTen"}), people.lan())
    save(draft, "nguoi_khai", **draft.answers)
    save(draft, "nguoi_con", ten_con="Khác")
    assert register.asked == 1
    assert draft.answers["ten_con"] == "Khác"


def test_a_source_that_is_down_leaves_the_question_to_be_checked(register: Register, client: Client) -> None:
    register.known = None
    lan = people.lan()
    draft = begun(content(ho_ten={"from": "source:dan_cu:hoTen", "fixed": True}), lan)
    assert "ho_ten" not in draft.answers
    people.sign_in(client, lan)
    assert "CSDL dân cư" in client.get(f"/to-khai/{draft.pk}/nguoi_khai/").content.decode()
    fill(draft)
    filed = submit(draft, by=lan, key="k", at=LATER)
    assert filed.answers["ho_ten"] == "Nguyễn Thị Lan"
    assert filed.origins["ho_ten"]["unchecked"] is True


def test_a_source_about_the_account_is_never_asked_about_a_typed_number(register: Register) -> None:
    draft = begun(content(ten_con={"from": "source:dan_cu:hoTen"}))
    save(draft, "nguoi_khai", so_dinh_danh="052190012345")
    assert register.asked == 0
    DataSource.objects.update(about="answers")
    save(draft, "nguoi_khai", so_dinh_danh="052190012345")
    assert draft.answers["ten_con"] == "NGUYỄN THỊ LAN"


def test_a_fixed_answer_is_the_sources_whatever_is_sent(register: Register, client: Client) -> None:
    lan = people.lan()
    draft = begun(content(ho_ten={"from": "source:dan_cu:hoTen", "fixed": True}), lan)
    people.sign_in(client, lan)
    page = client.get(f"/to-khai/{draft.pk}/nguoi_khai/").content.decode()
    assert 'name="ho_ten"' not in page
    assert "again:ho_ten" in page
    data = {"ho_ten": "Kẻ Khác", "so_dinh_danh": "052190012345", "dien_thoai": "0912345678", "noi_o": HOME}
    client.post(f"/to-khai/{draft.pk}/nguoi_khai/", {**posted(data), "wizard-do": "continue"})
    draft.refresh_from_db()
    assert draft.answers["ho_ten"] == "NGUYỄN THỊ LAN"
    assert "nguoi_khai" in draft.done_steps
    sent = client.put(f"/api/v1/drafts/{draft.pk}/steps/nguoi_khai", data, content_type="application/json")
    assert sent.json()["answers"]["ho_ten"] == "NGUYỄN THỊ LAN"
    Draft.objects.filter(pk=draft.pk).update(answers={**draft.answers, "ho_ten": "Kẻ Khác"})
    draft.refresh_from_db()
    fill_rest(draft)
    assert submit(draft, by=lan, key="k", at=LATER).answers["ho_ten"] == "NGUYỄN THỊ LAN"


def fill_rest(draft: Draft) -> None:
    drafts.save_step(
        draft,
        "nguoi_con",
        {"ten_con": "An", "ngay_sinh": "2025-09-02", "gioi_tinh": "nu", "co_cha": False},
        at=LATER,
    )
    drafts.attach(draft, "chung_sinh", upload(), by=None, at=LATER)


def test_a_profile_fills_in_members_and_other_peoples_profiles_do_not(client: Client) -> None:
    lan = people.lan()
    facts = {
        "name": "Hộ bà Lan", "address": HOME, "representative": "Nguyễn Thị Lan",
        "members": [{"name": "Nguyễn An", "birth_date": "2015-05-01", "relation": "con"}],
    }  # fmt: skip
    profile = save_profile(None, owner=lan, kind="household", facts=facts, at=NOW)
    rows = [
        {**question("text", "tv_ten"), "prefill": {"from": "member.name"}},
        {**question("date", "tv_ngay"), "prefill": {"from": "member.birth_date"}},
    ]
    form = content(ten_con={"from": "profile.name"})
    form["steps"][1]["fields"].append(
        {**question("group", "thanh_vien", fields=rows, min_rows=0, max_rows=5, layout="blocks"),
         "prefill": {"from": "profile.members"}}
    )  # fmt: skip
    draft = begun(form, lan, profile=profile.pk, applicant="household")
    assert draft.answers["ten_con"] == "Hộ bà Lan"
    assert draft.answers["thanh_vien"] == [{"tv_ten": "Nguyễn An", "tv_ngay": "2015-05-01"}]
    assert "ten_con" not in begun(form, people.minh(), profile=profile.pk).answers


def test_an_earlier_filing_is_offered_and_taken_with_one_click(client: Client) -> None:
    lan = people.lan()
    first = fill(begun(BIRTH, lan))
    submit(first, by=lan, key="1", at=NOW)
    draft = begun(BIRTH, lan)
    assert "ten_con" not in draft.answers
    people.sign_in(client, lan)
    Draft.objects.filter(pk=draft.pk).update(
        done_steps=["nguoi_khai"], answers=first.answers | {"ten_con": ""}
    )
    draft.refresh_from_db()
    facts = drafts.facts_of(draft, TODAY)
    draft.answers = {key: one for key, one in first.answers.items() if key in ("ho_ten", "dien_thoai")}
    draft.save()
    found = earlier.offer(draft, "nguoi_con", facts)
    assert found is not None
    assert found.values["ten_con"] == "Nguyễn An"
    assert earlier.take(draft, "nguoi_con", at=LATER) >= 4
    assert draft.answers["ten_con"] == "Nguyễn An"
    assert draft.origins["ten_con"]["from"] == "earlier"
    assert earlier.offer(begun(BIRTH, people.minh()), "nguoi_con", facts) is None


def test_a_paper_filed_before_is_used_again(client: Client) -> None:
    lan = people.lan()
    first = fill(begun(BIRTH, lan))
    old = submit(first, by=lan, key="1", at=NOW).answers["chung_sinh"][0]
    draft = begun(BIRTH, lan)
    papers_again.use_again(draft, "chung_sinh", old, at=LATER)
    new = draft.answers["chung_sinh"][0]
    assert new != old
    files = StoredFile.objects.in_bulk([old, new])
    assert len({one.sha256 for one in files.values()}) == 1
    assert len(files) == 2
    assert draft.origins["chung_sinh"]["files"][new]["name"] == "Giấy chứng sinh"
    stranger = begun(BIRTH, people.minh())
    with pytest.raises(QuestionUnknown):
        papers_again.use_again(stranger, "chung_sinh", old, at=LATER)
    people.sign_in(client, lan)
    fresh = begun(BIRTH, lan)
    drafts.save_step(fresh, "nguoi_khai", first.answers, at=LATER)
    drafts.save_step(fresh, "nguoi_con", first.answers, at=LATER)
    page = client.get(f"/to-khai/{fresh.pk}/giay_to/").content.decode()
    assert f"reuse:chung_sinh:{old}" in page
    client.post(f"/to-khai/{fresh.pk}/giay_to/", {"wizard-do": f"reuse:chung_sinh:{old}"})
    fresh.refresh_from_db()
    assert len(fresh.answers["chung_sinh"]) == 1


def test_filing_for_another_takes_the_accounts_data_back() -> None:
    lan = people.lan()
    draft = begun({**BIRTH, "representation": "allowed"}, lan)
    assert draft.version.content["steps"][0]["id"] == "nguoi_nop"
    assert draft.answers["ho_ten"] == "Nguyễn Thị Lan"
    assert draft.answers[NAME] == "Nguyễn Thị Lan"
    values = {FOR: OTHER, REASON: "cha_me", NAME: "Nguyễn Thị Lan", "nop_thay_so_dinh_danh": "052190012345"}
    save(draft, "nguoi_nop", **values)
    assert "ho_ten" not in draft.answers
    assert draft.answers[NAME] == "Nguyễn Thị Lan"
    save(draft, "nguoi_nop", **{FOR: SELF})
    assert draft.answers["ho_ten"] == "Nguyễn Thị Lan"


def test_filing_for_another_takes_back_what_a_source_said_of_the_account(register: Register) -> None:
    form = {**content(ten_con={"from": "source:dan_cu:hoTen"}), "representation": "allowed"}
    draft = begun(form, people.lan())
    assert draft.answers["ten_con"] == "NGUYỄN THỊ LAN"
    values = {FOR: OTHER, REASON: "cha_me", NAME: "Nguyễn Thị Lan", "nop_thay_so_dinh_danh": "052190012345"}
    save(draft, "nguoi_nop", **values)
    assert "ten_con" not in draft.answers
    assert "ten_con" not in draft.origins
    save(draft, "nguoi_nop", **{FOR: SELF})
    assert draft.answers["ten_con"] == "NGUYỄN THỊ LAN"


def test_the_account_is_filled_in_where_a_question_is_asked_only_now(client: Client) -> None:
    lan = people.lan()
    draft = begun({**BIRTH, "representation": "allowed"}, lan)
    people.sign_in(client, lan)
    step = f"/to-khai/{draft.pk}/nguoi_nop/"
    page = {FOR: OTHER, "wizard-shown": FOR}
    asked = client.post(f"{step}cau-hoi/", page, headers={"HX-Trigger": f"question-{FOR}"})
    assert 'value="Nguyễn Thị Lan"' in asked.content.decode()
    continued = client.post(step, {**page, "wizard-do": "continue"}).content.decode()
    assert 'value="Nguyễn Thị Lan"' in continued
    cleared = {FOR: OTHER, NAME: "", "wizard-shown": f"{FOR} {NAME}", "wizard-do": "continue"}
    assert 'value="Nguyễn Thị Lan"' not in client.post(step, cleared).content.decode()


def test_what_was_filed_for_another_is_not_offered_to_who_files_for_themselves(client: Client) -> None:
    lan = people.lan()
    first = begun({**BIRTH, "representation": "allowed"}, lan)
    values = {FOR: OTHER, REASON: "cha_me", NAME: "Nguyễn Thị Lan", "nop_thay_so_dinh_danh": "052190012345"}
    Submission.objects.create(
        draft=first, version=first.version, answers={**values, "ho_ten": "Trần An"}, hash="", key="1", by=lan,
        submitted_at=NOW,
    )  # fmt: skip
    second = begun({**BIRTH, "representation": "allowed"}, lan)
    second.answers = {FOR: SELF}
    facts = drafts.facts_of(second, drafts.day_of(LATER))
    assert earlier.offer(second, "nguoi_khai", facts) is None
    second.answers = values
    found = earlier.offer(second, "nguoi_khai", facts)
    assert found is not None
    assert found.values["ho_ten"] == "Trần An"


def test_the_representation_step_is_the_engines_own() -> None:
    build("thu", {**BIRTH, "representation": "paper"})
    again = build("thu", current_version("thu").content)  # type: ignore[union-attr]
    assert [step["id"] for step in compile_content(again)["steps"]][:2] == ["nguoi_nop", "nguoi_khai"]
    assert current_version("thu").number == 1  # type: ignore[union-attr]


def test_several_apply_together() -> None:
    rows = [question("text", "nop_ten", use="full_name"), question("phone", "nop_so", use="phone")]
    group = question("group", "nguoi_cung_nop", fields=rows, min_rows=1, max_rows=4, layout="blocks")
    form = {
        "title": "Cùng nộp",
        "steps": [{"id": "b", "title": "B", "fields": [{**group, "use": "applicants"}]}],
    }
    content = compile_content(build("cung", form))
    both = [{"nop_ten": "An", "nop_so": "0912345678"}, {"nop_ten": "Bình", "nop_so": "0987654321"}]
    answers = {"nguoi_cung_nop": both}
    assert [one["full_name"] for one in persons(content, answers)] == ["An", "Bình"]
    assert person(content, answers)["full_name"] == "An"


def test_profiles_are_ones_own(client: Client) -> None:
    lan = people.lan()
    mine = save_profile(None, owner=lan, kind="organization", facts={"name": "Công ty An"}, at=NOW)
    people.sign_in(client, people.person("binh@example.vn", "Bình"))
    for address in (f"/to-khai/cua-toi/{mine.pk}/", f"/to-khai/cua-toi/{mine.pk}/xoa/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "X"}).status_code == 404
    people.sign_in(client, lan)
    assert client.get("/to-khai/cua-toi/them/ho-gia-dinh/").status_code == 200
    added = client.post("/to-khai/cua-toi/them/to-chuc/", {"name": "Hợp tác xã", "representative": "Lan"})
    assert added.status_code == 302
    wrong = client.post("/to-khai/cua-toi/them/to-chuc/", {"name": "", "representative": "Còn đây"})
    assert wrong.status_code == 422
    assert "Còn đây" in wrong.content.decode()
    assert client.post(f"/to-khai/cua-toi/{mine.pk}/xoa/").status_code == 302
    assert [one.name for one in lan.profiles.all()] == ["Hợp tác xã"]
    assert Submission.objects.count() == 0


def test_members_are_rows_of_the_households_page(client: Client) -> None:
    lan = people.lan()
    people.sign_in(client, lan)
    address = "/to-khai/cua-toi/them/ho-gia-dinh/"
    member = {
        "members-rows": "1",
        "members-0-member_name": "Trần An",
        "members-0-member_birth_date": "01/05/2015",
    }
    more = client.post(address, {"name": "Hộ Lan", **member, "wizard-do": "add:members"})
    assert more.status_code == 200
    assert 'name="members-1-member_name"' in more.content.decode()
    assert client.post(address, {"name": "Hộ Lan", **member, "wizard-do": "save"}).status_code == 302
    mine = lan.profiles.get()
    assert mine.members == [{"name": "Trần An", "birth_date": "2015-05-01"}]
    page = client.get(f"/to-khai/cua-toi/{mine.pk}/").content.decode()
    assert "01/05/2015" in page
