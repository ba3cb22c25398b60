"""Events of life and of business: put together by editors, shown on the home page, found by their words."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from effects.worker import drain
from portal.set_up import set_up
from search.models import EventProcedure, LifeEvent
from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> LifeEvent:
    pages = [
        catalogue.published(code="1.900041", name="Đăng ký khai sinh"),
        catalogue.published(code="1.900042", name="Đăng ký thường trú"),
        catalogue.published(code="1.900043", name="Cấp thẻ bảo hiểm y tế"),
    ]
    drain(timezone.now())
    made = an_event("Sinh con, nuôi con", title_en="Having a child", words="mới sinh\nem bé ra đời")
    for place, page in enumerate((pages[2], pages[0])):
        EventProcedure.objects.create(event=made, procedure=page, sort_order=place)
    return made


def an_event(title: str, **more: Any) -> LifeEvent:
    made = LifeEvent(title=title, **more)
    made.full_clean(exclude=["slug"])
    made.save()
    return made


def read(client: Client, address: str, **data: str) -> str:
    response = client.get(address, data)
    assert response.status_code == 200
    return str(response.content.decode())


def test_its_page_lists_its_procedures_in_the_editors_order(client: Client, event: LifeEvent) -> None:
    assert event.url == "/tim-kiem/viec/sinh-con-nuoi-con/"
    html = read(client, event.url)
    assert html.index("Cấp thẻ bảo hiểm y tế") < html.index("Đăng ký khai sinh")
    assert "Đăng ký thường trú" not in html


def test_a_procedure_that_was_taken_down_is_not_listed(client: Client, event: LifeEvent) -> None:
    event.procedures.first().procedure.unpublish()
    assert "Cấp thẻ bảo hiểm y tế" not in read(client, event.url)


def test_the_home_page_shows_events_of_both_kinds(client: Client, event: LifeEvent) -> None:
    set_up()
    shop = an_event("Mở cửa hàng", kind="business")
    html = read(client, "/")
    for text in ("Việc đời người", "Việc kinh doanh", event.url, shop.url):
        assert text in html, text
    client.cookies["django_language"] = "en"
    english = read(client, "/")
    for text in ("Life events", "Business events", "Having a child"):
        assert text in english, text


@pytest.mark.parametrize(
    "words", ["sinh con", "sinh con nuoi con", "mới sinh", "con tôi mới sinh", "having a child"]
)
def test_its_title_and_its_words_lead_to_it(client: Client, event: LifeEvent, words: str) -> None:
    assert event.url in read(client, "/tim-kiem/", q=words)


def test_it_comes_first_while_its_words_are_being_typed(client: Client, event: LifeEvent) -> None:
    html = read(client, "/tim-kiem/goi-y/", q="em be ra d")
    assert html.index(event.url) < html.index("Tìm tất cả")


@pytest.mark.parametrize("words", ["sinh", "khai sinh", "con", "bé", "1.900041", ""])
def test_other_words_do_not_lead_to_it(client: Client, event: LifeEvent, words: str) -> None:
    assert event.url not in read(client, "/tim-kiem/", q=words)


def test_a_draft_is_seen_nowhere(client: Client, event: LifeEvent) -> None:
    LifeEvent.objects.update(live=False)
    assert client.get(event.url).status_code == 404
    assert event.url not in read(client, "/tim-kiem/", q="sinh con")


def test_an_address_is_made_of_the_title_and_stands_for_one_event(event: LifeEvent) -> None:
    assert an_event("Đám cưới ở Huế").slug == "dam-cuoi-o-hue"
    with pytest.raises(ValidationError, match="địa chỉ"):
        an_event("Sinh con nuôi con")


def test_editors_write_events_and_publishers_publish_them(event: LifeEvent) -> None:
    set_up()
    url = reverse("wagtailsnippets_search_lifeevent:edit", args=[event.pk])
    for role, may_publish in (("editor", False), ("publisher", True)):
        client = Client()
        user = people.holder(role, agency="")
        people.sign_in(client, user)
        html = client.get(url).content.decode()
        assert "Sinh con, nuôi con" in html
        assert user.has_perm("search.publish_lifeevent") == may_publish
        assert ("action-publish" in html) == may_publish
    stranger = Client()
    people.sign_in(stranger, people.lan())
    assert stranger.get(url).status_code in (302, 403)
