"""The same path by programs: file, follow, process, hand over, with a token or a secret."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.tokens import issue_token
from dossiers.models import Dossier
from effects.worker import drain
from tests import people
from tests.dossiers.cases import ANSWERS, brought, filed, pdf, release_with_form, ward

pytestmark = pytest.mark.django_db
keys = itertools.count(1)


class Program:
    """A client that speaks JSON, with a token or other headers."""

    def __init__(self, user: Any = None, *, officer: bool = False, **headers: str) -> None:
        self.client = Client()
        self.headers = headers
        if user is not None:
            _token, text = issue_token(user, at=timezone.now(), with_code=officer)
            self.headers["Authorization"] = f"Bearer {text}"

    def get(self, address: str) -> Any:
        return self.client.get(f"/api/v1/{address}", headers=self.headers)

    def send(self, method: str, address: str, data: Any = None, **more: str) -> Any:
        call = getattr(self.client, method)
        return call(
            f"/api/v1/{address}",
            data or {},
            content_type="application/json",
            headers={**self.headers, **more},
        )

    def upload(self, address: str, data: Any, **more: str) -> Any:
        return self.client.post(f"/api/v1/{address}", data, headers={**self.headers, **more})

    def act(self, dossier: Any, action: str, key: str = "", **said: Any) -> Any:
        where = f"desk/dossiers/{dossier}/actions/{action}"
        return self.send("post", where, said, **{"Idempotency-Key": key or f"k{next(keys)}"})


def officer(role: str) -> Program:
    return Program(people.holder(role), officer=True)


def test_the_whole_path_by_api_alone() -> None:
    release_with_form()
    agency = ward()
    citizen = Program()
    started = citizen.send("post", "drafts", {"procedure": "1.001193", "agency": agency.code})
    assert started.status_code == 201, started.content
    draft, secret = started.json()["id"], started.json()["secret"]
    citizen.headers["Draft-Secret"] = secret
    assert citizen.send("put", f"drafts/{draft}/steps/nguoi_khai", ANSWERS).status_code == 200
    citizen.upload(f"drafts/{draft}/files", {"field": "chung_sinh", "file": pdf()})
    assert citizen.send("put", f"drafts/{draft}/steps/giay_to", {}).status_code == 200
    filed_as = citizen.send("post", f"drafts/{draft}/submit", **{"Idempotency-Key": "one"})
    assert filed_as.status_code == 200, filed_as.content
    receipt = citizen.get(f"drafts/{draft}/receipt").json()
    dossier = receipt["dossier"]
    followed = citizen.send(
        "post", "track", {"code": receipt["request_code"], "secret": receipt["secret"]}
    ).json()
    assert followed["dossier"]["status"]["code"] == 1

    inbox = officer("reception").get("desk/dossiers").json()
    assert [row["id"] for row in inbox["results"]] == [dossier]
    accepted = officer("reception").act(dossier, "accept")
    assert accepted.status_code == 200, accepted.content
    assert accepted.json()["dossier"]["code"].startswith("H08.16-")
    officer("dispatcher").act(dossier, "assign", assignee=people.holder("specialist").pk)
    officer("specialist").act(dossier, "ask_supplement", reason="Thiếu", papers=["Căn cước"])
    owner = Program(**{"Dossier-Secret": receipt["secret"]})
    answered = owner.upload(
        f"dossiers/{dossier}/actions/supplement", {"message": "Đây", "files": [pdf("can-cuoc.pdf")]},
        **{"Idempotency-Key": "answer"},
    )  # fmt: skip
    assert answered.status_code == 200, answered.content
    assert [paper["round"] for paper in answered.json()["papers"]] == [0, 1]
    officer("specialist").act(dossier, "ask_payment", amount=8000, reason="Lệ phí")
    assert officer("cashier").act(dossier, "pay").status_code == 200
    assert officer("approver").act(dossier, "finish", note="Đã ký").status_code == 200
    assert officer("return_desk").act(dossier, "hand_result").status_code == 200
    drain(timezone.now())
    seen = owner.get(f"dossiers/{dossier}").json()
    assert seen["dossier"]["status"]["code"] == 10
    assert [document["kind"] for document in seen["documents"]] == ["M01", "M02"]
    slip = owner.get(f"dossiers/{dossier}/files/{seen['documents'][0]['file']}")
    assert b"".join(slip.streaming_content).startswith(b"%PDF")


def test_an_action_asked_again_with_its_key_is_done_once() -> None:
    dossier = filed()
    program = officer("reception")
    for _ in range(2):
        assert program.act(dossier.pk, "accept", key="same").status_code == 200
    assert dossier.events.count() == 2


def test_without_a_key_nothing_is_done() -> None:
    dossier = filed()
    answer = officer("reception").send("post", f"desk/dossiers/{dossier.pk}/actions/accept")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["loc"] == ["Idempotency-Key"]
    assert dossier.events.count() == 1


def test_refusals_come_as_problems_with_their_code() -> None:
    dossier = filed()
    program = officer("reception")
    assert program.act(dossier.pk, "refuse").json()["errors"][0]["code"] == "reason_missing"
    assert program.act(dossier.pk, "accept", seen=9).json()["errors"][0]["code"] == "stale"
    strange = program.act(dossier.pk, "accept", amount=5)
    assert strange.json()["errors"][0]["code"] == "not_taken"
    assert program.act(dossier.pk, "finish").status_code == 403
    assert program.act(dossier.pk, "dance").status_code == 404
    assert program.act(dossier.pk, "supplement").status_code == 403


def test_available_actions_are_those_the_desk_shows() -> None:
    dossier = filed()
    said = officer("reception").get(f"desk/dossiers/{dossier.pk}").json()
    assert [action["name"] for action in said["available_actions"]] == [
        "accept",
        "refuse",
        "ask_supplement",
        "check_papers",
    ]
    assert said["applicant"]["name"] == "Nguyễn Thị Lan"


def test_hoa_sees_nothing_and_does_nothing() -> None:
    dossier = filed()
    hoa = Program(people.hoa(), officer=True)
    assert hoa.get("desk/dossiers").json()["count"] == 0
    assert hoa.get(f"desk/dossiers/{dossier.pk}").status_code == 403
    assert hoa.act(dossier.pk, "accept").status_code == 403


def test_a_stranger_needs_the_secret() -> None:
    dossier = filed()
    assert Program().get(f"dossiers/{dossier.pk}").status_code in (401, 403)
    assert Program(**{"Dossier-Secret": "AAAA"}).get(f"dossiers/{dossier.pk}").status_code in (401, 403)
    assert Program().get("dossiers").status_code in (401, 403)
    assert Program().get("desk/dossiers").status_code in (401, 403)


def test_my_dossiers_are_mine() -> None:
    mine = filed(user=people.lan())
    filed()
    rows = Program(people.lan()).get("dossiers").json()["results"]
    assert [row["id"] for row in rows] == [str(mine.pk)]
    withdrawn = Program(people.lan()).send(
        "post", f"dossiers/{mine.pk}/actions/ask_withdrawal", {}, **{"Idempotency-Key": "w"}
    )
    assert withdrawn.json()["dossier"]["status"]["code"] == 7


def test_a_file_of_another_dossier_is_not_found() -> None:
    one, other = brought("accept"), filed(user=people.lan())
    drain(timezone.now())
    document = officer("reception").get(f"desk/dossiers/{one.pk}").json()["documents"][0]["file"]
    assert Program(people.lan()).get(f"dossiers/{other.pk}/files/{document}").status_code == 404


def test_what_cannot_be_filed_says_why() -> None:
    release_with_form()
    ward()
    for said, code in (
        ({"procedure": "9.9", "agency": "H08.16"}, "unknown"),
        ({"procedure": "1.001193", "agency": "H99"}, "no_agency"),
        ({"procedure": "1.001193", "agency": "H08.16", "variant": "x"}, "no_variant"),
    ):
        answer = Program().send("post", "drafts", said)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["code"] == code
    assert Dossier.objects.count() == 0


def test_a_name_is_looked_for_in_the_body_and_only_a_code_in_the_address() -> None:
    dossier, desk = filed(), officer("reception")
    found = desk.send("post", "desk/dossiers/search", {"text": "nguyen thi lan"}).json()
    assert [row["id"] for row in found["results"]] == [str(dossier.pk)]
    assert desk.send("post", "desk/dossiers/search", {"text": "nobody"}).json()["count"] == 0
    assert desk.send("post", "desk/dossiers/search").status_code == 400
    assert desk.get(f"desk/dossiers?q={dossier.request_code}").json()["count"] == 1
    assert desk.get("desk/dossiers?q=nguyen").status_code == 400
    assert Program().send("post", "desk/dossiers/search", {"text": "x"}).status_code in (401, 403)


def test_odd_filters_of_the_inbox_are_no_error() -> None:
    filed()
    minh = officer("reception")
    for odd in (
        "status=²",
        "status=%00",
        "status=99",
        "light=x",
        "agency=%00&procedure=²",
        "q=%00",
        "mine=²",
    ):
        assert minh.get(f"desk/dossiers?{odd}").status_code == 200, odd
