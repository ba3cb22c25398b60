"""Many dossiers at once: each by itself, refusals listed, the same as one by one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.assign import assign
from accounts.tokens import issue_token
from dossiers.actors import Actor
from dossiers.bulk import ALONE, BULK, MOST, Ticked, do_all, key_of, offered
from dossiers.doing import do as do_one
from dossiers.models import Dossier, DossierEvent
from dossiers.replay import faults_of
from dossiers.statuses import Status
from dossiers.transitions import TABLE
from tests import people
from tests.dossiers.cases import PAYLOADS, ROLE_OF, brought, do, filed, officer

pytestmark = pytest.mark.django_db
NOW = timezone.now
ADDRESS = "/can-bo/xu-ly-cung-luc/"
WAYS: list[tuple[str, ...]] = [
    (), ("accept",), ("accept", "assign"), ("accept", "assign", "finish"), ("ask_supplement",), ("refuse",),
]  # fmt: skip


def as_role(role: str) -> Client:
    client = Client()
    people.sign_in(client, people.holder(role))
    return client


def ticks(*dossiers: Dossier) -> list[str]:
    return [f"{one.pk}:{one.last_sequence}" for one in dossiers]


def send(client: Client, action: str, dossiers: list[str], **said: Any) -> Any:
    """Choose the dossiers, fill the action's form, send it."""
    page = client.post(ADDRESS, {"dossier": dossiers})
    form = next(form for form in page.context["forms"] if form.action.name == action)
    data = {f"{action}-key": form["key"].value(), "dossier": page.context["ticks"]}
    return client.post(
        f"{ADDRESS}{action}/", data | {f"{action}-{name}": text for name, text in said.items()}
    )


def test_the_ticked_are_accepted_together_and_each_gets_its_own_number() -> None:
    dossiers = [filed(at=NOW()) for _ in range(3)]
    answer = send(as_role("reception"), "accept", ticks(*dossiers))
    assert len(answer.context["done"]) == 3
    assert answer.context["refused"] == []
    assert len(set(Dossier.objects.values_list("code", flat=True))) == 3


def test_what_is_refused_stops_no_other_and_is_listed_with_its_reason_to_be_tried_again() -> None:
    first, changed, last = filed(at=NOW()), filed(at=NOW()), filed(at=NOW())
    shown = ticks(first, changed, last)
    do(changed, "ask_supplement")
    do(changed, "supplement")
    reception = as_role("reception")
    answer = send(reception, "accept", shown)
    assert {one.pk for one in answer.context["done"]} == {first.pk, last.pk}
    assert [one.pk for one, _why in answer.context["refused"]] == [changed.pk]
    page = answer.content.decode()
    assert "Vừa có người khác xử lý hồ sơ này" in page
    assert f"{changed.pk}:3" in page  # as it stands now
    key = answer.context["form"]["key"].value()
    again = reception.post(f"{ADDRESS}accept/", {"accept-key": key, "dossier": answer.context["ticks"]})
    assert [one.pk for one in again.context["done"]] == [changed.pk]
    assert DossierEvent.objects.filter(action="accept").count() == 3


def test_what_changed_before_an_action_was_chosen_is_named_and_the_others_go_on() -> None:
    first, changed = brought("accept"), brought("accept")
    shown = ticks(first, changed)
    do(changed, "assign")
    dispatcher = as_role("dispatcher")
    page = dispatcher.post(ADDRESS, {"dossier": shown})
    assert page.context["forms"] == []
    assert page.context["moved"] == [changed]
    assert "Vừa có người khác xử lý một số hồ sơ đã chọn" in page.content.decode()
    again = dispatcher.post(ADDRESS, {"dossier": page.context["others"]})
    assert [form.action.name for form in again.context["forms"]] == ["assign"]
    assert again.context["moved"] == []


def test_sent_twice_it_is_done_once() -> None:
    dossiers = [filed(at=NOW()) for _ in range(2)]
    client = as_role("reception")
    data = {"accept-key": "mot-lan", "dossier": ticks(*dossiers)}
    for _ in range(2):
        assert len(client.post(f"{ADDRESS}accept/", data).context["done"]) == 2
    assert DossierEvent.objects.filter(action="accept").count() == 2


def test_only_what_can_be_done_to_all_of_them_is_offered() -> None:
    new, accepted = filed(at=NOW()), brought("accept")
    reception = as_role("reception")
    names = [form.action.name for form in reception.post(ADDRESS, {"dossier": ticks(new)}).context["forms"]]
    assert names == ["accept", "refuse", "ask_supplement"]
    both = reception.post(ADDRESS, {"dossier": ticks(new, accepted)})
    assert [form.action.name for form in both.context["forms"]] == ["ask_supplement"]
    nothing = as_role("dispatcher").post(ADDRESS, {"dossier": ticks(new, accepted)})
    assert "Không có việc nào làm được cho tất cả" in nothing.content.decode()


def test_a_reason_left_out_is_asked_for_and_nothing_is_done() -> None:
    dossiers = [filed(at=NOW()) for _ in range(2)]
    answer = send(as_role("reception"), "refuse", ticks(*dossiers), reason="")
    assert answer.status_code == 422
    assert "reason" in answer.context["wrong"].errors
    assert not DossierEvent.objects.filter(action="refuse").exists()


def test_nothing_ticked_or_opened_by_hand_leads_back_to_the_list() -> None:
    client = as_role("reception")
    sent = client.post(ADDRESS, {"next": "/can-bo/?status=1", "dossier": ["khong", ":"]})
    assert (sent.status_code, sent["Location"]) == (302, "/can-bo/?status=1")
    assert client.post(ADDRESS, {"next": "https://example.com/"})["Location"] == "/can-bo/"
    assert client.get(ADDRESS)["Location"] == client.get(f"{ADDRESS}accept/")["Location"] == "/can-bo/"
    assert client.post(f"{ADDRESS}pay/", {}).status_code == 404


def test_hoas_ticks_reach_nothing_of_another_agency(client: Client) -> None:
    dossier = filed()
    people.sign_in(client, people.hoa())
    page = client.post(ADDRESS, {"dossier": ticks(dossier)})
    assert dossier.request_code not in page.content.decode()
    client.post(f"{ADDRESS}accept/", {"accept-key": "k", "dossier": ticks(dossier)})
    dossier.refresh_from_db()
    assert dossier.status == Status.NEW


def test_who_may_take_all_of_them_is_to_choose_from() -> None:
    other = people.person("ha@example.vn", "Đỗ Thu Hà")
    assign(other, "specialist", people.WARD, valid_from=people.LONG_AGO)
    held = brought("accept", "assign")  # by the other specialist
    free = brought("accept", "assign")
    do(free, "hand_over", assignee=other.pk)
    answer = send(as_role("dispatcher"), "hand_over", ticks(held, free), assignee=other.pk)
    assert [one.pk for one in answer.context["done"]] == [held.pk]
    assert [one.pk for one, _why in answer.context["refused"]] == [free.pk]


def test_the_inbox_has_a_tick_for_every_row_that_says_how_the_dossier_was_shown() -> None:
    dossier = filed(at=NOW())
    page = as_role("reception").get("/can-bo/?status=1").content.decode()
    assert f'name="dossier" value="{dossier.pk}:1"' in page
    assert re.search(r'name="next" value="/can-bo/\?status=1"', page)


def api(role: str, body: dict[str, Any], key: str = "k") -> Any:
    _token, text = issue_token(people.holder(role), at=timezone.now(), with_code=True)
    headers = {"Authorization": f"Bearer {text}"} | ({"Idempotency-Key": key} if key else {})
    return Client().post("/api/v1/desk/bulk", body, content_type="application/json", headers=headers)


def test_a_program_does_the_same_and_reads_what_was_refused() -> None:
    fresh, stale, elsewhere = filed(at=NOW()), filed(at=NOW()), brought("accept")
    body = {
        "action": "accept",
        "dossiers": [{"id": str(fresh.pk)}, {"id": str(stale.pk), "seen": 9}, {"id": str(elsewhere.pk)}],
    }
    said = api("reception", body).json()
    assert (said["done"], said["refused"]) == (1, 2)
    assert [one["code"] for one in said["outcomes"]] == ["", "stale", "not_in_this_status"]
    assert api("reception", body, key="").status_code == 400
    assert (
        api("reception", {**body, "message": "x"}).json()["done"] == 1
    )  # what is of one dossier is not read
    assert api("reception", {**body, "reason": "x"}).status_code == 400
    assert api("reception", {**body, "action": "pay"}).status_code == 400
    many = [{"id": str(fresh.pk)}] * (MOST + 1)
    assert api("reception", {**body, "dossiers": many}).status_code == 400
    not_mine = api("cashier", body).json()
    assert {one["code"] for one in not_mine["outcomes"]} == {"action_not_allowed"}


def test_every_action_is_either_for_many_or_kept_for_one() -> None:
    assert BULK | ALONE == {row.action for row in TABLE}
    assert not BULK & ALONE


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ways=st.lists(st.sampled_from(WAYS), min_size=1, max_size=4),
    action=st.sampled_from(sorted(BULK)),
    stale=st.sets(st.integers(0, 3)),
)
def test_many_at_once_is_the_same_as_one_by_one(
    ways: list[tuple[str, ...]], action: str, stale: set[int]
) -> None:
    who, at = officer(ROLE_OF[action]), NOW()
    said: dict[str, Any] = dict(PAYLOADS.get(action, {}))
    if action in ("assign", "hand_over"):
        said["assignee"] = people.holder("specialist").pk

    def results(bulk: bool) -> list[Any]:
        with transaction.atomic():
            dossiers = [brought(*way) for way in ways]
            ticked = [
                Ticked(one.pk, 0 if place in stale else one.last_sequence)
                for place, one in enumerate(dossiers)
            ]
            if bulk:
                codes = [each.code for each in do_all(ticked, action, actor=who, key="k", at=at, **said)]
            else:
                codes = [alone(each, action, who, at, said) for each in ticked]
            for one in dossiers:
                one.refresh_from_db()
                assert list(faults_of(one)) == []
            found = [
                (code, one.status, one.assignee_id, one.last_sequence)
                for code, one in zip(codes, dossiers, strict=True)
            ]
            transaction.set_rollback(True)
        return found

    assert results(bulk=True) == results(bulk=False)


def alone(ticked: Ticked, action: str, who: Actor, at: Any, said: dict[str, Any]) -> str:
    try:
        do_one(ticked.id, action, actor=who, key=key_of("k", ticked.id), at=at, seen=ticked.seen, **said)
    except Exception as refused:  # noqa: BLE001  whatever it is, many at once says the same
        return str(getattr(refused, "code", refused))
    return ""


def test_what_is_offered_for_all_is_offered_for_each() -> None:
    dossiers = [brought("accept", "assign") for _ in range(3)]
    names = {action.name for action in offered(dossiers, officer("approver"), NOW())}
    assert {"finish", "stop", "hand_over"} & names
    assert not names & ALONE
