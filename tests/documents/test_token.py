"""The QR code of a document proves it without a network, and is still read from paper."""

from __future__ import annotations

import io
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.core.management import call_command
from django.test import Client

from documents.issue import issue
from documents.models import IssuedDocument, IssuerKey
from documents.proving.jws import NotOurs, read
from documents.proving.keys import _opened, published
from documents.render import pdf

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 21, 18, 30, tzinfo=UTC)  # already the 22nd in Việt Nam
AGENCY = "Trung tâm Phục vụ hành chính công phường Quy Nhơn Bắc"
TITLE = "Bản sao chứng thực điện tử từ bản chính: bằng tốt nghiệp đại học và bảng điểm toàn khóa"


def issued(key: str = "k", **more: object) -> IssuedDocument:
    said = {
        "kind": "BSCT",
        "title": TITLE,
        "number": "000123/2026-SCT/BS-QNB",
        "agency_name": AGENCY,
        "at": AT,
    }
    drawn = {"content": lambda marks: pdf("documents/sample.typ", SAMPLE, images={"qr.svg": marks.qr}, at=AT)}
    return issue(subject=("x", "1"), key=key, **{**said, **drawn, **more})  # type: ignore[arg-type]


SAMPLE: dict[str, object] = {
    "agency": AGENCY,
    "above": "",
    "number": "123",
    "place": "",
    "date": "",
    "title": "Bản sao",
    "facts": [],
    "text": "Nội dung",
    "code": "K7QM-2XPD-9RTA",
}


def test_the_token_says_the_least_that_is_needed_and_names_nobody() -> None:
    document = issued()
    said = read(document.token, published())
    assert said == {
        "c": document.verify_code,
        "k": "BSCT",
        "n": "000123/2026-SCT/BS-QNB",
        "a": AGENCY,
        "d": "2026-08-22",
        "t": f"{TITLE[:69]}…",
    }


def test_the_code_is_read_from_the_page_at_200_dpi() -> None:
    document = issued()
    with document.file.content.open() as kept:
        page = pypdfium2.PdfDocument(io.BytesIO(kept.read()))[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
    address, _hash, token = found.text.partition("#")
    assert address.endswith(f"/xac-minh/{document.verify_code}/")
    assert token == document.token


def test_keys_are_made_once_changed_by_command_and_old_ones_go_on_proving(client: Client) -> None:
    old = issued().token
    issued("k2")
    assert IssuerKey.objects.count() == 1
    call_command("rotate_issuer_key")
    new = issued("k3", at=AT + timedelta(days=1)).token
    answer = client.get("/.well-known/jwks.json")
    keys = json.loads(answer.content)
    assert [read(one, keys)["c"] for one in (old, new)]
    assert len({one["kid"] for one in keys["keys"]}) == 2
    assert "d" not in keys["keys"][0]
    assert answer["Content-Type"] == "application/jwk-set+json"


def test_under_another_secret_key_documents_are_issued_with_a_new_key(settings: Any) -> None:
    old = issued().token
    settings.SECRET_KEY = "x" * 60
    _opened.cache_clear()
    new = issued("k2").token
    assert [read(one, published())["c"] for one in (old, new)]
    assert IssuerKey.objects.count() == 2


@pytest.mark.parametrize("nested", ["[" * 200_000, '{"kid":' * 200_000])
def test_a_token_nested_without_end_is_not_ours(nested: str) -> None:
    issued()
    head = urlsafe_b64encode(nested.encode()).decode().rstrip("=")
    with pytest.raises(NotOurs):
        read(f"{head}.e30.e30", published())
