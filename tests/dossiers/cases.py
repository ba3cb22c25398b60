"""A ward, a procedure's release, and dossiers brought to a status by the actions that lead there."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from dossiers.actors import Actor
from dossiers.models import Dossier
from dossiers.settled import take_cash
from dossiers.submit import Filing, Person, open_dossier
from dossiers.transitions import act
from eforms.building import build, current_version
from procedures.models import Agency, Release
from tests import people

MONDAY = datetime(2025, 7, 7, 1, 0, tzinfo=UTC)  # 08:00 in Việt Nam
keys = itertools.count(1)

PAPER = {"form": None, "required": True, "note": ""}
LIMIT = {"amount": 5, "unit": "working_day", "text": "5 ngày làm việc", "note": ""}
CONTENT: dict[str, Any] = {
    "code": "1.001193",
    "name": "Đăng ký khai sinh",
    "name_en": "Birth registration",
    "field": "Hộ tịch",
    "levels": ["commune"],
    "online_level": "full",
    "subjects": ["citizen"],
    "summary": "",
    "agency_codes": [],
    "results": [{"name": "Giấy khai sinh", "code": ""}],
    "variants": [
        {
            "id": "usual",
            "name": "Trường hợp thông thường",
            "name_en": "Usual case",
            "papers": [
                {**PAPER, "id": "p1", "name": "Giấy chứng sinh", "originals": 1, "copies": 0},
                {**PAPER, "id": "p2", "name": "Giấy tờ tùy thân của cha, mẹ", "originals": 0, "copies": 1},
            ],
        }
    ],
    "channels": [
        {
            "channel": channel,
            "time_limits": [{**LIMIT, "id": f"{channel}1"}],
            "fees": [{"id": "f1", "kind": "charge", "amount": 0, "text": "Miễn lệ phí", "note": ""}],
            "note": "",
        }
        for channel in ("in_person", "online", "post")
    ],
    "legal_bases": [{"number": "60/2014/QH13", "title": "Luật Hộ tịch", "url": ""}],
    "decision": {"number": "", "date": None, "kind": "new"},
    "clock_policy": "P1",
    "form": None,
}  # fmt: skip


def ward(code: str | None = people.WARD) -> Agency:
    known = Agency.objects.filter(code=code).first()
    return known or Agency.objects.create(code=code, name="UBND phường Quy Nhơn", level="commune")


def release(columns: dict[str, Any] | None = None, **changes: Any) -> Release:
    """The release of the procedure; made once, changed nevermore."""
    content = {**CONTENT, **changes}
    made = {
        "number": 1,
        "content": content,
        "hash": "x" * 64,
        "effective_from": date(2020, 1, 1),
        "published_at": MONDAY,
        **(columns or {}),
    }
    return Release.objects.filter(code=content["code"]).first() or Release.objects.create(
        code=content["code"], **made
    )


FORM = {
    "title": "Tờ khai đăng ký khai sinh",
    "steps": [
        {
            "id": "nguoi_khai",
            "title": "Người đi khai",
            "fields": [
                {"type": "text", "key": "ho_ten", "label": "Họ và tên", "required": True, "use": "full_name"},
                {"type": "phone", "key": "so_dt", "label": "Số điện thoại", "required": True, "use": "phone"},
                {"type": "email", "key": "thu", "label": "E-mail", "required": False, "use": "email"},
            ],
        },
        {
            "id": "giay_to",
            "title": "Giấy tờ",
            "fields": [{"type": "file", "key": "chung_sinh", "label": "Giấy chứng sinh", "required": True}],
        },
    ],
}
ANSWERS = {"ho_ten": "Nguyễn Thị Lan", "so_dt": "0912345678", "thu": "lan@example.vn"}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF"
)


def pdf(name: str = "giay.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


def release_with_form(**columns: Any) -> Release:
    """As `release`, with an electronic form of two steps."""
    build("khai-sinh", FORM)
    version = current_version("khai-sinh")
    assert version is not None
    form = {"code": "khai-sinh", "version": version.number, "hash": version.hash}
    return release({"form_version": version, **columns}, form=form)


def filed(*, user: User | None = None, at: datetime = MONDAY, **changes: Any) -> Dossier:
    filing: dict[str, Any] = {
        "release": release(),
        "agency": ward(),
        "channel": "online",
        "variant": "usual",
        "user": user,
        "applicant": Person("Nguyễn Thị Lan", "0912345678", "lan@example.vn", "052190012345"),
        **changes,
    }
    return open_dossier(Filing(**filing), key=f"filed:{next(keys)}", at=at)


def officer(role: str) -> Actor:
    return Actor.officer(people.holder(role))


def applicant_of(dossier: Dossier) -> Actor:
    return Actor.applicant(None, frozenset({str(dossier.pk)}))


PAYLOADS: dict[str, dict[str, Any]] = {
    "refuse": {"reason": "Sai thẩm quyền"},
    "ask_supplement": {"reason": "Thiếu giấy chứng sinh", "papers": ["Giấy chứng sinh"]},
    "supplement": {"message": "Tôi gửi lại"},
    "take_supplement": {"brought": ["Giấy chứng sinh"], "bearer": "Trần Văn Hùng"},
    "check_papers": {"checks": [{"paper": "Giấy chứng sinh", "state": "missing", "comment": ""}]},
    "ask_payment": {"amount": 8000, "reason": "Lệ phí"},
    "send_back": {"to": "dau", "reason": "Cần xem lại"},
    "take_back": {"reason": "Gửi nhầm"},
    "come_back": {"step": "dau", "step_name": "dau", "run": 1, "outcome": "done", "closes": False},
    "correct": {"question": "dien_thoai", "value": "0987654321", "reason": "Gõ nhầm số"},
    "ask_opinion": {"colleague": "clerk@example.vn", "message": "Chữ ký này đã đủ chưa?"},
    "give_opinion": {"message": "Đã đủ"},
    "pause": {"pause": "field_work", "reason": "Đo đạc"},
    "ask_extension": {"more": 2, "reason": "Chờ giám định"},
    "deny_extension": {"reason": "Đủ thời gian"},
    "apologise": {"until": "2099-01-01", "reason": "Thiếu người"},
    "deny_withdrawal": {"reason": "Kết quả đã ký"},
    "stop": {"reason": "Theo đề nghị"},
    "compare": {"pages": [True]},
    "return_for_correction": {"reason": "Sai họ tên"},
    "ask": {"message": "Tôi có cần đến ký không?"},
    "reply": {"message": "Không cần."},
    "follow": {"name": "Trần Văn Nam", "email": "nam@example.vn"},
    "unfollow": {"follower": "00000000-0000-0000-0000-000000000007"},
    "submit_result": {"make": "r1"},
    "refuse_result": {"signer": "Lê Minh", "reason": "Sai họ tên"},
    "warn": {"run": 0, "due": "2025-07-14T10:30:00+00:00", "level": 0},
    "escalate": {"run": 0, "due": "2025-07-14T10:30:00+00:00", "level": 1},
}
ROLE_OF = {
    "accept": "reception", "refuse": "reception", "ask_supplement": "reception", "assign": "dispatcher",
    "hand_over": "dispatcher", "ask_payment": "specialist", "pay": "cashier", "deny_withdrawal": "approver",
    "grant_withdrawal": "approver", "stop": "approver", "finish": "approver",
    "submit_result": "specialist",
    "return_for_correction": "approver", "hand_result": "return_desk", "pause": "specialist",
    "resume": "specialist", "ask_extension": "specialist", "extend": "approver",
    "deny_extension": "approver", "apologise": "approver", "complete_step": "specialist",
    "send_back": "specialist", "pass_on": "specialist", "take_back": "specialist",
    "take_supplement": "reception", "check_papers": "reception", "reply": "reception",
    "compare": "specialist", "submit_copies": "specialist",
    "undo_step": "specialist", "correct": "specialist", "ask_opinion": "specialist", "give_opinion": "clerk",
}  # fmt: skip


def do(
    dossier: Dossier, action: str, *, at: datetime | None = None, actor: Actor | None = None, **payload: Any
) -> Any:
    """Do an action as somebody who may, with what it needs; `dossier` is brought up to date."""
    if action in ("assign", "hand_over") and "assignee" not in payload:
        payload["assignee"] = people.holder("specialist").pk
    if action == "ask_opinion":
        people.holder("clerk")
    who = actor or (officer(ROLE_OF[action]) if action in ROLE_OF else applicant_of(dossier))
    when = at or dossier.events.last().at + timedelta(hours=1)
    if action == "pay":
        event = take_cash(dossier.pk, actor=who, key=f"k{next(keys)}", at=when)
        dossier.refresh_from_db()
        return event
    event = act(
        dossier.pk,
        action,
        actor=who,
        key=f"k{next(keys)}",
        at=when,
        **{**PAYLOADS.get(action, {}), **payload},
    )
    dossier.refresh_from_db()
    return event


def brought(*actions: str, **filing: Any) -> Dossier:
    dossier = filed(**filing)
    for action in actions:
        do(dossier, action)
    return dossier
