"""Scanning for a question of a form: begun from the step, its file comes back as the answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from documents.models import Scan, StoredFile
from eforms import drafts
from eforms.models import Draft
from tests import people
from tests.documents import scanned
from tests.dossiers.copying import copy_release

pytestmark = pytest.mark.django_db


def begun() -> tuple[Client, Draft, str]:
    version = copy_release().form_version
    assert version is not None
    lan = people.lan()
    draft, _secret = drafts.start(
        version, kind="dossier", title="x", context={"channel": "online"}, owner=lan, at=timezone.now()
    )
    client = Client()
    people.sign_in(client, lan)
    return client, draft, f"/to-khai/{draft.pk}/ban_chinh/"


def send(client: Client, address: str, **more: Any) -> Any:
    return client.post(address, {"ten_giay_to": "Bằng", "wizard-do": "scan:ban_chup", **more})


def test_the_step_keeps_what_was_typed_and_the_bound_file_becomes_the_answer() -> None:
    client, draft, step = begun()
    assert "Quét nhiều trang thành một tệp" in client.get(step).content.decode()
    scan_page = send(client, step)["Location"]
    assert scan_page.startswith("/quet/")
    assert send(client, step)["Location"] == scan_page  # the same pile goes on
    draft.refresh_from_db()
    assert draft.typed.get("ten_giay_to") == "Bằng" or draft.answers["ten_giay_to"] == "Bằng"
    photos = [SimpleUploadedFile(f"{n}.jpg", scanned.photo(n, size=(300, 400))) for n in (1, 2)]
    client.post(scan_page, {"photos": photos, "do": "add"})
    back = client.post(scan_page, {"do": "bind"})["Location"]
    assert back == f"{step}#question-ban_chup"
    draft.refresh_from_db()
    (file_id,) = draft.answers["ban_chup"]
    stored = StoredFile.objects.get(pk=file_id)
    assert (stored.subject_kind, stored.about["pages"], stored.media_type) == ("draft", 2, "application/pdf")
    shown = client.get(step).content.decode()
    assert "2 trang" in shown
    assert "Quét nhiều trang thành một tệp" not in shown  # there is room for one file only


def test_a_full_answer_takes_no_second_scan_and_the_page_says_so() -> None:
    client, draft, step = begun()
    scan_page = send(client, step)["Location"]
    client.post(
        scan_page, {"photos": SimpleUploadedFile("1.jpg", scanned.photo(size=(300, 400))), "do": "add"}
    )
    upload = SimpleUploadedFile("co-san.pdf", scanned.pdf())
    drafts.attach(draft, "ban_chup", upload, by=None, at=timezone.now())
    assert client.post(scan_page, {"do": "bind"}).status_code == 422


def test_a_question_that_is_none_or_somebody_elses_draft_begins_no_scan() -> None:
    client, _draft, step = begun()
    assert client.post(step, {"wizard-do": "scan:ten_giay_to"}).status_code == 404
    scan_page = send(client, step)["Location"]
    stranger = Client()
    people.sign_in(stranger, people.minh())
    assert stranger.get(scan_page).status_code == 404
    assert Client().post(scan_page, {"do": "bind"}).status_code == 404


def test_a_closed_draft_takes_no_scan() -> None:
    client, draft, step = begun()
    scan_page = send(client, step)["Location"]
    drafts.discard(draft, at=timezone.now())
    assert client.get(scan_page).status_code == 404
    assert Scan.objects.count() == 1
