"""A procedure that certifies copies, filed with a scan of three pages, and brought to where a test begins."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from documents.files import store
from documents.models import CertifiedCopy, IssuedDocument, Signature, SignatureKind
from dossiers.doing import do as do_by_name
from dossiers.models import Dossier
from dossiers.signed_documents import ENDING
from eforms import drafts
from eforms.building import build, current_version
from eforms.models import Submission
from procedures.models import Release
from tests import people
from tests.documents import scanned
from tests.dossiers.cases import do, filed, officer, release

keys = itertools.count(1)
FORM = {
    "title": "Yêu cầu chứng thực bản sao điện tử",
    "steps": [
        {
            "id": "ban_chinh",
            "title": "Bản chính",
            "fields": [
                {"type": "text", "key": "ho_ten", "label": "Họ tên", "required": True, "use": "full_name"},
                {"type": "phone", "key": "so_dt", "label": "Điện thoại", "required": True, "use": "phone"},
                {"type": "text", "key": "ten_giay_to", "label": "Tên giấy tờ", "required": True},
                {
                    "type": "file",
                    "key": "ban_chup",
                    "label": "Bản chụp bản chính",
                    "required": True,
                    "accept": ["pdf"],
                    "max_files": 1,
                },
            ],
        }
    ],
}
WHO = {"ho_ten": "Nguyễn Thị Lan", "so_dt": "0912345678"}
FEE = {
    "id": "phi",
    "kind": "fee",
    "name": "Phí chứng thực bản sao từ bản chính",
    "how": "steps",
    "quantity": "_pages.ban_chup",
    "tiers": [{"up_to": 2, "amount": 2_000}, {"up_to": None, "amount": 1_000}],
    "maximum": 200_000,
}


def copy_release(**changes: Any) -> Release:
    build("ban-sao", FORM)
    version = current_version("ban-sao")
    assert version is not None
    form = {"eform": "ban-sao", "version": version.number, "hash": version.hash}
    way = {"channel": "online", "time_limits": [], "fees": [FEE], "note": ""}
    copies = {"scan": "ban_chup", "title": "ten_giay_to"}
    return release(
        {"form_version": version}, form=form, copies=copies, channels=[way], code="2.000815", **changes
    )


def copy_filed(pages: int = 3, **filing: Any) -> Dossier:
    """Filed online with a PDF of so many pages."""
    found, at = copy_release(), timezone.now()
    assert found.form_version is not None
    draft, _secret = drafts.start(
        found.form_version, kind="dossier", title="x", context={"channel": "online"}, owner=None, at=at
    )
    scan = store(
        ContentFile(scanned.pdf(pages)),
        name="bang.pdf",
        subject=("draft", str(draft.pk)),
        owner=None,
        at=at,
    )
    answers = {**WHO, "ten_giay_to": "Bằng tốt nghiệp đại học", "ban_chup": [str(scan.pk)]}
    submission = Submission.objects.create(
        draft=draft, version=found.form_version, answers=answers, submitted_at=at, key=f"s{next(keys)}"
    )
    return filed(release=found, submission=submission, at=at, **filing)


def processing(pages: int = 3, **filing: Any) -> Dossier:
    dossier = copy_filed(pages, **filing)
    for action in ("accept", "assign"):
        do(dossier, action, at=timezone.now())
    return dossier


def compared(pages: int = 3, **filing: Any) -> Dossier:
    dossier = processing(pages, **filing)
    do(dossier, "compare", at=timezone.now(), pages=[True] * pages)
    return dossier


def submit(dossier: Dossier, key: str = "submit", at: datetime | None = None) -> Any:
    event = do_by_name(
        dossier.pk, "submit_copies", actor=officer("specialist"), key=key, at=at or timezone.now()
    )
    dossier.refresh_from_db()
    return event


def submitted(**filing: Any) -> tuple[Dossier, CertifiedCopy]:
    dossier = compared(**filing)
    submit(dossier)
    return dossier, CertifiedCopy.objects.get(subject_id=str(dossier.pk))


def sign(document: IssuedDocument) -> None:
    """As if the leader had signed, and the seal had followed: signing itself has tests of its own."""
    leader, at = people.holder("approver"), timezone.now()
    given = {"state": Signature.State.GIVEN, "signer": leader.full_name, "signed_at": at}
    document.signatures.update(by=leader, **given)
    document.state = IssuedDocument.State.IN_FORCE
    document.save(update_fields=["state"])
    last = document.signatures.get(kind=SignatureKind.SEAL)
    ENDING.signed(document, last, at)
