"""Filters by role and step; views of the inbox kept under a name, one first, some shared."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from dossiers import saved_views
from dossiers.inbox import Filters, find
from dossiers.models import SavedView
from tests import people
from tests.dossiers.cases import brought, filed, release
from tests.dossiers.test_steps import node, step

pytestmark = pytest.mark.django_db
NOW = timezone.now
PROCESS = [node([step("tham-dinh")]), node([step("trinh-ky", "approver")])]


def as_role(role: str, agency: str = people.WARD) -> Client:
    client = Client()
    people.sign_in(client, people.holder(role, agency=agency))
    return client


def shown(answer: Any) -> set[Any]:
    return {row["dossier"].pk for row in answer.context["rows"]}


def test_the_inbox_shows_what_waits_for_a_role_or_for_a_step() -> None:
    release(process=PROCESS)
    first, last = brought("accept", "assign"), brought("accept", "assign", "complete_step")
    filed()
    client = as_role("reception")
    assert shown(client.get("/can-bo/?role=specialist")) == {first.pk}
    assert shown(client.get("/can-bo/?role=approver")) == {last.pk}
    assert shown(client.get(f"/can-bo/?procedure={first.procedure_code}&step=trinh-ky")) == {last.pk}
    page = client.get(f"/can-bo/?procedure={first.procedure_code}").content.decode()
    assert "Bước trinh-ky" in page
    assert 'name="step"' not in client.get("/can-bo/").content.decode()
    assert len(shown(client.get("/can-bo/?role=khong-co&step=khong-co"))) == 3  # an odd filter is none


def test_hoa_sees_no_step_of_another_agency() -> None:
    release(process=PROCESS)
    brought("accept", "assign")
    found = find(people.hoa("specialist"), Filters(role="specialist"), NOW())
    assert list(found) == []


def test_filtering_by_role_takes_as_many_queries_as_not(django_assert_max_num_queries: Any) -> None:
    release(process=PROCESS)
    dossier = brought("accept", "assign")
    client = as_role("reception")
    address = f"/can-bo/?role=specialist&procedure={dossier.procedure_code}&step=tham-dinh"
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for _ in range(4):
        brought("accept", "assign")
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def save(client: Client, name: str, query: str, **more: Any) -> Any:
    return client.post("/can-bo/bo-loc/", {"name": name, "query": query, **more})


def test_filters_are_saved_under_a_name_and_stand_beside_the_queues_without_the_words_looked_for() -> None:
    client = as_role("specialist")
    answer = save(client, "Việc gấp", "status=4&light=soon&tim=abc&q=Nguy%E1%BB%85n+Lan&page=3&mine=on")
    assert answer["Location"] == "/can-bo/?status=4&light=soon&mine=on"
    page = client.get(answer["Location"]).content.decode()
    assert "Việc gấp" in page
    view = SavedView.objects.get()
    assert view.filters == {"status": "4", "light": "soon", "mine": "on"}


def test_one_view_opens_first_and_the_whole_inbox_stays_in_reach() -> None:
    client = as_role("specialist")
    save(client, "Một", "status=4", opens_first="on")
    save(client, "Hai", "light=late", opens_first="on")
    assert client.get("/can-bo/")["Location"] == "/can-bo/?light=late"
    everything = next(queue for queue in client.get("/can-bo/?light=late").context["queues"])
    assert client.get(everything["url"]).status_code == 200


def test_views_are_renamed_moved_and_removed_by_their_owner_only() -> None:
    client, other = as_role("specialist"), as_role("reception")
    save(client, "Một", "status=4")
    save(client, "Hai", "status=5")
    first, second = SavedView.objects.order_by("order")
    assert "Một" in client.get("/can-bo/bo-loc/").content.decode()
    client.post(f"/can-bo/bo-loc/{second.pk}/", {"do": "up"})
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Hai", "Một"]
    taken = client.post(f"/can-bo/bo-loc/{first.pk}/", {f"view{first.pk}-name": "Hai"})
    assert taken.status_code == 422
    assert "đã có bộ lọc mang tên này" in taken.content.decode()
    client.post(
        f"/can-bo/bo-loc/{first.pk}/", {f"view{first.pk}-name": "Ba", f"view{first.pk}-query": "status=4"}
    )
    first.refresh_from_db()
    assert (first.name, first.filters) == ("Ba", {"status": "4"})
    assert other.post(f"/can-bo/bo-loc/{first.pk}/", {"do": "remove"}).status_code == 403
    client.post(f"/can-bo/bo-loc/{first.pk}/", {"do": "remove"})
    assert [view.name for view in SavedView.objects.all()] == ["Hai"]


def test_a_supervisor_shares_a_view_with_an_agency_and_nobody_else_does() -> None:
    at = NOW()
    supervisor = people.holder("supervisor", agency="H08")
    view = saved_views.save_view(supervisor, "Trễ hạn", {"light": "late"}, at=at, shared_with=people.WARD)
    assert view in saved_views.seen_by(people.holder("specialist"), at)
    assert view not in saved_views.seen_by(people.hoa(), at)
    assert "Trễ hạn" in as_role("specialist").get("/can-bo/?status=1").content.decode()
    for who, agency in ((people.holder("specialist"), people.WARD), (supervisor, "H09")):
        with pytest.raises(ValidationError) as refused:
            saved_views.save_view(who, "Khác", {}, at=at, shared_with=agency)
        assert refused.value.error_dict["shared_with"][0].code == "cannot_share"


def test_an_officer_keeps_a_limited_number_of_views() -> None:
    who = people.holder("specialist")
    for number in range(saved_views.MOST):
        saved_views.save_view(who, str(number), {}, at=NOW())
    with pytest.raises(ValidationError) as refused:
        saved_views.save_view(who, "nữa", {}, at=NOW())
    assert refused.value.error_dict["name"][0].code == "too_many_views"
