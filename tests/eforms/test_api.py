"""Filling and filing by program: the same judgement as the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator

from eforms.drafts import GRANTS
from eforms.models import Draft
from tests import people
from tests.eforms.conftest import FILED, HOME, STEP_1, STEP_2, posted, upload

ADDRESS = "/api/v1/drafts/{}{}"


class Program:
    """A caller that holds the draft's secret."""

    def __init__(self, draft: Draft, secret: str) -> None:
        self.draft, self.client, self.headers = draft, Client(), {"Draft-Secret": secret}

    def get(self, rest: str = "") -> Any:
        return self.client.get(ADDRESS.format(self.draft.pk, rest), headers=self.headers)

    def put(self, step: str, data: Any) -> Any:
        address = ADDRESS.format(self.draft.pk, f"/steps/{step}")
        return self.client.put(address, data, content_type="application/json", headers=self.headers)

    def post(self, rest: str, data: Any = None, **headers: str) -> Any:
        return self.client.post(
            ADDRESS.format(self.draft.pk, rest), data, headers={**self.headers, **headers}
        )

    def delete(self, rest: str) -> Any:
        return self.client.delete(ADDRESS.format(self.draft.pk, rest), headers=self.headers)


@pytest.fixture
def program(draft_and_secret: tuple[Draft, str]) -> Program:
    return Program(*draft_and_secret)


def codes(response: Any) -> dict[str, str]:
    assert response["Content-Type"] == "application/problem+json"
    return {".".join(map(str, one["loc"])): one["code"] for one in response.json()["errors"]}


def test_the_whole_way_by_api(program: Program) -> None:
    assert program.get().json()["next_step"] == "nguoi_khai"
    assert program.put("nguoi_khai", STEP_1).json()["next_step"] == "nguoi_con"
    program.put("nguoi_con", {**STEP_2, "co_cha": False, "ngay_sinh": "2025-09-02"})
    created = program.post("/files", {"field": "chung_sinh", "file": upload("../../x.pdf")})
    assert created.status_code == 201
    assert created.json()["name"] == "x.pdf"
    state = program.put("giay_to", {"ung_ho": 120_000}).json()
    assert state["next_step"] is None
    assert state["answers"]["chung_sinh"] == [created.json()["id"]]
    assert codes(program.post("/submit")) == {"Idempotency-Key": "required"}
    receipt = program.post("/submit", **{"Idempotency-Key": "k"})
    assert receipt.json()["reference"] == "R-1"
    assert program.post("/submit", **{"Idempotency-Key": "k"}).json() == receipt.json()
    assert program.post("/submit", **{"Idempotency-Key": "other"}).json() == receipt.json()
    assert program.get().json()["receipt"] == receipt.json()
    assert codes(program.put("nguoi_khai", STEP_1)) == {"": "draft_closed"}
    assert len(FILED) == 1


BAD: list[tuple[str, dict[str, Any]]] = [
    ("nguoi_khai", {}),
    ("nguoi_khai", {**STEP_1, "so_dinh_danh": "1", "dien_thoai": "abc", "thu": "x@"}),
    ("nguoi_khai", {**STEP_1, "noi_o": {**HOME, "province": "99"}}),
    ("nguoi_khai", {**STEP_1, "ho_ten": "x" * 61}),
    ("nguoi_con", {**STEP_2, "ngay_sinh": "31/02/2025"}),
    ("nguoi_con", {**STEP_2, "gioi_tinh": "khác", "lan_sinh": "không"}),
    ("nguoi_con", {**STEP_2, "co_cha": "yes"}),
    ("giay_to", {"ung_ho": "nhiều", "ban_sao": ["x"]}),
]


@pytest.mark.parametrize(("step", "data"), BAD)
def test_pages_and_api_say_the_same(program: Program, step: str, data: dict[str, Any]) -> None:
    browser = Client()
    session = browser.session
    session[GRANTS] = [str(program.draft.pk)]
    session.save()
    address = reverse("eforms:step", args=[program.draft.pk, step])
    form = browser.post(address, posted(data)).context["form"]
    in_page = {key: (error.as_data()[0].code, error[0]) for key, error in form.errors.items()}
    Draft.objects.update(answers={}, typed={}, done_steps=[])
    response = program.put(step, data)
    assert response.status_code == 400
    assert {one["loc"][0]: (one["code"], one["msg"]) for one in response.json()["errors"]} == in_page


@pytest.mark.parametrize(
    ("upload_", "code"),
    [
        (SimpleUploadedFile("a.pdf", b""), "empty"),
        (SimpleUploadedFile("a.pdf", b"MZ" + b"\x00" * 300), "type"),
        (SimpleUploadedFile("a.exe", b"MZ" + b"\x00" * 300), "type"),
    ],
)
def test_a_bad_file_is_refused(program: Program, upload_: SimpleUploadedFile, code: str) -> None:
    response = program.post("/files", {"field": "chung_sinh", "file": upload_})
    if code == "empty":
        assert response.status_code == 400
        assert code in codes(response).values() or "required" in codes(response).values()
    else:
        assert codes(response) == {"chung_sinh": code}


def test_files_are_attached_to_questions_for_files(program: Program) -> None:
    assert codes(program.post("/files", {"field": "ho_ten", "file": upload()})) == {
        "ho_ten": "question_unknown"
    }
    assert codes(program.post("/files", {"field": "chung_sinh"})) == {"file": "required"}
    file_id = program.post("/files", {"field": "chung_sinh", "file": upload()}).json()["id"]
    assert program.put("giay_to", {"chung_sinh": []}).status_code == 400  # it is required
    assert program.put("giay_to", {"chung_sinh": [file_id]}).status_code == 200
    assert program.delete(f"/files/{file_id}").status_code == 204
    assert program.delete(f"/files/{file_id}").status_code == 204
    assert program.get().json()["answers"] == {}


def test_a_file_of_another_draft_is_no_answer(program: Program, version: Any) -> None:
    from eforms import drafts
    from tests.eforms.conftest import NOW

    other, _ = drafts.start(version, kind="trial", context={}, title="T", owner=None, at=NOW)
    stored = drafts.attach(other, "chung_sinh", upload(), by=None, at=NOW)
    assert codes(program.put("giay_to", {"chung_sinh": [str(stored.pk)]})) == {"chung_sinh": "unknown_file"}


def test_an_incomplete_draft_is_not_filed(program: Program) -> None:
    response = program.post("/submit", **{"Idempotency-Key": "k"})
    assert response.status_code == 400
    assert codes(response)["ho_ten"] == "required"


@pytest.mark.parametrize("body", ["[]", '"x"', "5", "null", "{", '{"ho_ten": {"a": [1]}, "noi_o": [[]]}'])
def test_odd_bodies_are_refused_in_words(program: Program, body: str) -> None:
    assert program.put("nguoi_khai", body).status_code == 400


def test_a_stale_step_is_told(program: Program) -> None:
    assert codes(program.put("buoc_cu", {})) == {"": "step_unknown"}


def test_only_the_owner_or_the_secret_opens_a_draft(program: Program) -> None:
    program.headers = {}
    assert program.get().status_code == 403
    program.headers = {"Draft-Secret": "wrong"}
    response = program.put("nguoi_khai", STEP_1)
    assert response.status_code == 403
    assert response.json()["type"] == "error:draft_foreign"
    program.headers = {}
    Draft.objects.update(owner=people.lan())
    people.sign_in(program.client, people.lan())
    assert program.get().status_code == 200
    people.sign_in(program.client, people.hoa())
    assert program.get().status_code == 403


def test_the_openapi_document_names_the_paths(client: Client) -> None:
    document = client.get("/api/v1/openapi.json", headers={"Accept": "application/json"}).json()
    paths = {re.sub(r"\{\w+\}", "{}", path) for path in document["paths"]}
    assert {"/api/v1/drafts/{}", "/api/v1/drafts/{}/steps/{}", "/api/v1/drafts/{}/submit"} <= paths


def test_answers_read_from_the_api_fit_the_schema(program: Program) -> None:
    from eforms.headless.schema import json_schema

    program.put("nguoi_khai", STEP_1)
    program.put("nguoi_con", STEP_2)
    program.post("/files", {"field": "chung_sinh", "file": upload()})
    Draft202012Validator(json_schema(program.draft.version)).validate(program.get().json()["answers"])
