"""The demo's authority, keys of people and a seal, and a document that waits to be signed: for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from documents.issue import issue
from documents.models import Authority, IssuedDocument, Signature, SignatureKind, SigningKey, SigningSession
from documents.render import pdf
from documents.signing import demo
from documents.signing.asking import Wanted
from documents.signing.giving import choose, give
from documents.signing.sessions import LENGTH
from tests import people
from themes.marks import qr_svg

SUBJECT = ("sample", "1")
PERSONAL, SEAL = SignatureKind.PERSONAL, SignatureKind.SEAL


def trusted() -> Authority:
    return demo.authority(timezone.now())


def leader(*roles: str) -> User:
    """Ông Minh, who may sign at the ward, with a key; `roles`: what he holds besides."""
    minh = people.minh("approver", *roles)
    demo.certify_officer(minh, timezone.now())
    return minh


def seal(agency_code: str = people.WARD) -> SigningKey:
    return demo.certify_agency(agency_code, "Ủy ban nhân dân phường Quy Nhơn", timezone.now())


def page(title: str = "Giấy mẫu") -> bytes:
    facts = {
        "agency": "Ủy ban nhân dân phường Quy Nhơn",
        "above": "Tỉnh Gia Lai",
        "number": "12/GTN",
        "place": "Quy Nhơn",
        "date": "ngày 28 tháng 11 năm 2026",
        "title": title,
        "facts": [["Họ và tên", "Nguyễn Thị Hưởng"]],
        "text": "Nội dung của giấy mẫu.",
        "code": "K7QM-2XPD-9RTA",
    }
    return pdf("documents/sample.typ", facts, images={"qr.svg": qr_svg("https://example.vn/xac-minh/")})


def waiting(
    wanted: Sequence[Wanted] = (Wanted(PERSONAL, people.WARD), Wanted(SEAL, people.WARD, automatic=True)),
    *,
    content: bytes | None = None,
    key: str = "sample:1",
    at: datetime | None = None,
    **given: Any,
) -> IssuedDocument:
    """A document that wants these signatures: a person's, then the seal by itself."""
    return issue(
        **{
            "kind": "SAMPLE",
            "title": "Giấy mẫu",
            "content": content or page(),
            "subject": SUBJECT,
            "agency_name": "Ủy ban nhân dân phường Quy Nhơn",
            "agency_code": people.WARD,
            "key": key,
            "at": at or timezone.now(),
            "wanted": wanted,
            **given,
        }
    )


def session(user: User, at: datetime | None = None) -> SigningSession:
    """An open one, as if the code had been given."""
    at = at or timezone.now()
    return SigningSession.objects.create(user=user, opened_at=at, until=at + LENGTH)


def signed(document: IssuedDocument | None = None, *, by: User | None = None) -> IssuedDocument:
    """The document with all its signatures, by the leader and the ward's seal."""
    document, by = document or waiting(), by or leader()
    seal(document.agency_code)
    at = timezone.now()
    for signature in Signature.objects.filter(document=document, automatic=False).order_by("order"):
        choose([signature], session(by, at), at)
        give(signature.pk, at)
    document.refresh_from_db()
    return document


def content_of(document: IssuedDocument) -> bytes:
    with document.file.content.open("rb") as file:
        return bytes(file.read())
