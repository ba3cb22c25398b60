"""A step with one question a screen: forward, back, resumed, without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from eforms import drafts
from eforms.building import build, current_version
from eforms.drafts import GRANTS
from eforms.models import Draft
from tests.eforms.conftest import NOW, question

CONTENT: dict[str, Any] = {
    "title": "Kiểm tra",
    "steps": [
        {
            "id": "hoi",
            "title": "Hỏi",
            "one_by_one": True,
            "fields": [
                question("text", "ten", label="Tên", use="full_name"),
                question("text", "biet_danh", label="Biệt danh", required=False),
                question("yes_no", "co_con", label="Có con?"),
                question(
                    "integer", "may_con", label="Mấy con", min=1,
                    show_if={"field": "co_con", "op": "equals", "value": True},
                ),
                question(
                    "group", "con", label="Các con", required=False,
                    fields=[question("text", "ten_con", label="Tên con")],
                ),
                question("phone", "dien_thoai", label="Điện thoại", use="phone"),
            ],
        },
        {"id": "cuoi", "title": "Cuối", "fields": [question("text", "ghi", label="Ghi", required=False)]},
    ],
}  # fmt: skip


@pytest.fixture
def draft() -> Draft:
    build("hoi", CONTENT)
    version = current_version("hoi")
    assert version is not None
    return drafts.start(version, kind="trial", context={}, title="Hỏi", owner=None, at=NOW)[0]


@pytest.fixture
def lan(client: Client, draft: Draft) -> Client:
    session = client.session
    session[GRANTS] = [str(draft.pk)]
    session.save()
    return client


def at(draft: Draft, key: str = "") -> str:
    address = reverse("eforms:step", args=[draft.pk, "hoi"])
    return f"{address}?cau={key}" if key else address


def send(client: Client, draft: Draft, key: str, do: str = "continue", **data: Any) -> Any:
    return client.post(at(draft, key), {"wizard-only": key, "wizard-do": do, **data})


def page(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_whole_way_screen_by_screen(lan: Client, draft: Draft) -> None:
    first = page(lan.get(at(draft)))
    assert 'name="ten"' in first
    assert 'name="co_con"' not in first
    assert "1 / 5" in first
    assert send(lan, draft, "ten", ten="Lan").url == at(draft, "biet_danh")
    assert send(lan, draft, "biet_danh", biet_danh="").url == at(draft, "co_con")
    assert send(lan, draft, "co_con", co_con="yes").url == at(draft, "may_con")
    assert "4 / 6" in page(lan.get(at(draft, "may_con")))
    assert send(lan, draft, "may_con", may_con="2").url == at(draft, "con")
    added = send(lan, draft, "con", do="add:con", **{"con-rows": "0"})
    assert added.url == at(draft, "con") + "#row-con-0"
    assert 'name="con-0-ten_con"' in page(lan.get(at(draft, "con")))
    assert send(lan, draft, "con", **{"con-rows": "1", "con-0-ten_con": "An"}).url == at(draft, "dien_thoai")
    response = send(lan, draft, "dien_thoai", dien_thoai="0912345678")
    assert response.url == reverse("eforms:step", args=[draft.pk, "cuoi"])
    draft.refresh_from_db()
    assert draft.answers["con"] == [{"ten_con": "An"}]
    assert draft.done_steps == ["hoi"]


def test_a_wrong_answer_keeps_the_screen_and_only_its_own_error_is_told(lan: Client, draft: Draft) -> None:
    response = send(lan, draft, "dien_thoai", dien_thoai="12")
    assert set(response.context["form"].errors) == {"dien_thoai"}
    assert 'value="12"' in page(response)
    draft.refresh_from_db()
    assert draft.typed["dien_thoai"] == "12"


def test_the_end_of_the_step_leads_to_what_is_still_missing(lan: Client, draft: Draft) -> None:
    send(lan, draft, "ten", ten="Lan")
    response = send(lan, draft, "dien_thoai", dien_thoai="0912345678")
    assert response.url == at(draft, "biet_danh")
    draft.refresh_from_db()
    assert draft.done_steps == []


def test_going_back_goes_one_question_back_and_into_the_step_at_its_end(lan: Client, draft: Draft) -> None:
    assert send(lan, draft, "co_con", do="back").url == at(draft, "biet_danh")
    for key, value in {"ten": "Lan", "co_con": "no", "dien_thoai": "0912345678"}.items():
        send(lan, draft, key, **{key: value})
    last = reverse("eforms:step", args=[draft.pk, "cuoi"])
    assert lan.post(last, {"wizard-do": "back"}).url == at(draft, "dien_thoai")


def test_it_goes_on_where_it_was_left(lan: Client, draft: Draft) -> None:
    send(lan, draft, "ten", ten="Lan")
    assert lan.get(at(draft)).context["form"].only == "biet_danh"
    send(lan, draft, "co_con", co_con="yes")
    assert lan.get(at(draft)).context["form"].only == "may_con"
    assert lan.get(at(draft, "khong_co")).context["form"].only == "may_con"


def test_the_review_leads_to_the_very_question(lan: Client, draft: Draft) -> None:
    for key, value in {"ten": "Lan", "co_con": "no", "dien_thoai": "0912345678"}.items():
        send(lan, draft, key, **{key: value})
    lan.post(reverse("eforms:step", args=[draft.pk, "cuoi"]), {"wizard-do": "continue"})
    review = page(lan.get(reverse("eforms:step", args=[draft.pk, "xem-lai"])))
    assert "?cau=dien_thoai" in review
