"""Beginning a form in the admin: from a file, a copy, the library; export; versions compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eforms.exchange import library
from eforms.models import EForm, FormVersion
from tests.eforms.conftest import BIRTH
from tests.eforms.test_exchange import file_of

NEW = "/quan-tri/bieu-mau-dien-tu/moi/"


@pytest.fixture
def editor(client: Client) -> Client:
    from accounts.models import User
    from tests import people

    people.sign_in(client, User.objects.create_superuser("bien-tap@example.vn", "x", full_name="Biên tập"))
    return client


def uploaded(name: str, content: str | bytes, **more: str) -> dict[str, Any]:
    raw = content.encode() if isinstance(content, str) else content
    return {"file": SimpleUploadedFile(name, raw), **more}


def kept(response: Any) -> str:
    return str(response.context["kept"]["text"].value())


def test_the_list_leads_to_the_ways_to_begin(editor: Client) -> None:
    assert NEW in editor.get("/quan-tri/snippets/eforms/eform/").content.decode()
    page = editor.get(NEW).content.decode()
    assert "/quan-tri/snippets/eforms/eform/add/" in page
    assert editor.get(f"{NEW}mau-bang-tinh/")["Content-Type"].endswith("sheet")


def test_a_file_is_looked_at_before_it_is_saved(editor: Client) -> None:
    response = editor.post(f"{NEW}tu-tep/", uploaded("a.json", json.dumps(file_of())))
    assert "Giấy chứng sinh" in response.content.decode()
    assert not EForm.objects.exists()
    response = editor.post(f"{NEW}tu-tep/", {"do": "save", "text": kept(response)})
    eform = EForm.objects.get()
    assert response["Location"] == f"/quan-tri/snippets/eforms/eform/edit/{eform.pk}/"
    assert editor.get(response["Location"]).status_code == 200
    assert eform.latest_revision.user.email == "bien-tap@example.vn"


def test_a_file_of_a_form_that_is_there_says_what_changes(editor: Client, version: FormVersion) -> None:
    response = editor.post(
        f"{NEW}tu-tep/", uploaded("a.json", json.dumps(file_of(code="khai-sinh", title="Mới")))
    )
    page = response.content.decode()
    assert "Tờ khai đăng ký khai sinh" in page
    assert "Mới" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", "{", "JSON"),
        ("a.json", json.dumps(file_of(colour=1)), "colour"),
        ("a.csv", "Bước;Câu hỏi;Loại\nA;Tên;Lạ", "C2"),
        ("a.csv", "x", "Bước"),
        ("a.pdf", "x", ".json"),
    ],
)
def test_a_wrong_file_is_told_on_the_page_and_saves_nothing(
    editor: Client, name: str, content: str, words: str
) -> None:
    response = editor.post(f"{NEW}tu-tep/", uploaded(name, content, title="Tờ khai"))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not EForm.objects.exists()
    text = json.dumps(file_of(colour=1))
    assert editor.post(f"{NEW}tu-tep/", {"do": "save", "text": text}).status_code == 200
    assert not EForm.objects.exists()


def test_a_spreadsheet_becomes_a_draft(editor: Client) -> None:
    sheet = "Bước;Câu hỏi;Loại;Dùng làm\nNgười khai;Họ tên;Chữ;Họ tên người nộp\n;Điện thoại;Số điện thoại;"
    response = editor.post(f"{NEW}tu-tep/", uploaded("a.csv", sheet, title="Tờ khai mới"))
    editor.post(f"{NEW}tu-tep/", {"do": "save", "text": kept(response)})
    eform = EForm.objects.get()
    assert (eform.code, eform.title, eform.live) == ("to-khai-moi", "Tờ khai mới", False)


def test_a_form_is_copied_and_taken_from_the_library(
    editor: Client, version: FormVersion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = EForm.objects.get()
    editor.post(f"{NEW}sao-chep/", {"source": source.pk, "title": "Bản sao"})
    assert EForm.objects.filter(code="ban-sao").exists()
    (tmp_path / "san.json").write_text(json.dumps(file_of(code="san", title="Có sẵn", source="TT 04")))
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    assert "TT 04" in editor.get(NEW).content.decode()
    editor.post(f"{NEW}thu-vien/", {"code": "san"})
    assert EForm.objects.filter(code="co-san").exists()
    assert editor.post(f"{NEW}thu-vien/", {"code": "../../x"}).status_code == 302
    assert EForm.objects.count() == 3


def test_a_form_is_exported_and_its_versions_compared(editor: Client, version: FormVersion) -> None:
    eform = EForm.objects.get()
    base = f"/quan-tri/bieu-mau-dien-tu/{eform.pk}/"
    data = editor.get(f"{base}xuat/").json()
    assert (data["format"], data["code"], data["title"]) == ("mot-cua/eform", "khai-sinh", BIRTH["title"])
    eform.steps[0].value["title"] = "Bước đầu"
    eform.save_revision()
    assert "Bước đầu" in editor.get(f"{base}phien-ban/").content.decode()
    assert "Bước đầu" not in editor.get(f"{base}phien-ban/?tu=1&den=1").content.decode()
    assert editor.get(f"{base}phien-ban/?tu=x&den=99").status_code == 200
    edit = editor.get(f"/quan-tri/snippets/eforms/eform/edit/{eform.pk}/").content.decode()
    assert f"{base}xuat/" in edit
    assert f"{base}kich-ban/" in edit


def test_who_may_not_add_forms_is_refused(client: Client, version: FormVersion) -> None:
    from tests import people

    people.sign_in(client, people.lan())
    pk = EForm.objects.get().pk
    for address in (NEW, f"{NEW}mau-bang-tinh/", f"/quan-tri/bieu-mau-dien-tu/{pk}/xuat/"):
        assert client.get(address).status_code in (302, 403)
