"""The desk for programs: filters by step and role, views, absences, rules of assignment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.tokens import issue_token
from dossiers.models import AssignmentRule, SavedView
from tests import people
from tests.dossiers.cases import brought, filed, release
from tests.dossiers.test_steps import node, step

pytestmark = pytest.mark.django_db
WARD = people.WARD


class Program:
    """Somebody's token in a program's hand."""

    def __init__(self, user: User) -> None:
        _token, text = issue_token(user, at=timezone.now(), with_code=True)
        self.headers = {"Authorization": f"Bearer {text}"}
        self.client = Client()

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/desk/{path}", headers=self.headers)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self.client.post(
            f"/api/v1/desk/{path}", body, content_type="application/json", headers=self.headers
        )

    def delete(self, path: str) -> int:
        return self.client.delete(f"/api/v1/desk/{path}", headers=self.headers).status_code


def test_the_inbox_is_filtered_by_role_step_and_what_waits() -> None:
    release(process=[node([step("tham-dinh")])])
    working, _new = brought("accept", "assign"), filed()
    program = Program(people.holder("specialist"))
    for query in ("role=specialist", "step=tham-dinh", "waiting=true"):
        found = program.get(f"dossiers?{query}").json()["results"]
        assert [one["id"] for one in found] == [str(working.pk)], query
    assert program.post("dossiers/search", {"text": "lan", "role": "approver"}).json()["results"] == []


def test_views_are_saved_listed_and_removed() -> None:
    program, other = Program(people.holder("specialist")), Program(people.holder("reception"))
    said = {"name": "Việc gấp", "filters": {"status": "4", "q": "Nguyễn Lan"}}
    made = program.post("views", said)
    assert (made.status_code, made.json()["address"]) == (201, "/can-bo/?status=4")
    assert [one["name"] for one in program.get("views").json()] == ["Việc gấp"]
    again = program.post("views", said)
    assert (again.status_code, [one["code"] for one in again.json()["errors"]]) == (400, ["name_taken"])
    assert other.get("views").json() == []
    assert other.delete(f"views/{made.json()['id']}") == 403
    assert program.delete(f"views/{made.json()['id']}") == 204
    assert not SavedView.objects.exists()


def test_an_absence_is_entered_read_and_ended() -> None:
    filed()
    minh, ha = people.holder("reception"), people.holder("specialist")
    program, today = Program(minh), timezone.localdate()
    said = {"agency": WARD, "to": ha.pk, "first": str(today), "last": str(today + timedelta(days=1))}
    made = program.post("absences", said)
    assert made.status_code == 201
    assert made.json()["absent"] == {"id": minh.pk, "name": minh.full_name}
    assert [one["id"] for one in program.get(f"absences?agency={WARD}").json()] == [made.json()["id"]]
    assert program.get("absences?agency=H01").status_code == 403
    for_another = program.post("absences", {**said, "absent": ha.pk, "to": minh.pk})
    assert for_another.status_code == 403
    assert Program(people.hoa()).delete(f"absences/{made.json()['id']}") == 403
    assert program.delete(f"absences/{made.json()['id']}") == 204
    assert program.get(f"absences?agency={WARD}").json() == []


def test_rules_of_assignment_are_laid_down_read_and_removed() -> None:
    ha, program = people.holder("specialist"), Program(people.holder("dispatcher"))
    made = program.post("assignment-rules", {"agency": WARD, "way": "officer", "officer": ha.pk})
    assert (made.status_code, made.json()["officer"]) == (201, ha.pk)
    assert program.post("assignment-rules", {"agency": WARD, "way": "officer"}).status_code == 400
    assert program.post("assignment-rules", {"agency": people.ELSEWHERE, "way": "turn"}).status_code == 403
    assert program.get(f"assignment-rules?agency={WARD}").json() == [made.json()]
    assert program.get("assignment-rules?agency=").status_code == 403
    assert Program(ha).get(f"assignment-rules?agency={WARD}").status_code == 403
    elsewhere = Program(people.hoa("dispatcher"))
    assert elsewhere.delete(f"assignment-rules/{made.json()['id']}") == 403
    assert program.delete(f"assignment-rules/{made.json()['id']}") == 204
    assert not AssignmentRule.objects.exists()
