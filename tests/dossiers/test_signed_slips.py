"""Slips are signed where the rule says so, and never hold up the dossier."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader

from documents.models import IssuedDocument, SignatureKind, SignedBy, SigningRules, StoredFile
from documents.signing import demo
from effects.worker import drain
from tests import people
from tests.dossiers.cases import brought, do, ward

pytestmark = pytest.mark.django_db


def slip(dossier: object) -> IssuedDocument:
    drain(timezone.now())
    return IssuedDocument.objects.get(subject_id=str(dossier.pk), kind="M01")  # type: ignore[attr-defined]


def sealed() -> None:
    ward()
    demo.certify_agency(people.WARD, "Ủy ban nhân dân phường Quy Nhơn", timezone.now())


def test_the_appointment_slip_bears_the_seal_of_an_agency_that_has_one_here() -> None:
    sealed()
    dossier = brought("accept")
    assert dossier.status == "accepted" or dossier.code
    document = slip(dossier)
    assert document.state == IssuedDocument.State.IN_FORCE
    (signature,) = document.signatures.all()
    assert (signature.kind, signature.state) == (SignatureKind.SEAL, "given")
    reader = PdfFileReader(io.BytesIO(document.file.content.open().read()))
    assert len(reader.embedded_regular_signatures) == 1
    box = reader.root["/Pages"]["/Kids"][0]["/Annots"][0]["/Rect"]
    assert box[2] - box[0] == pytest.approx(102, abs=1)
    # What was there before is no paper that somebody handed in.
    assert not StoredFile.objects.filter(subject_kind="dossier", subject_id=str(dossier.pk), issued=None)


def test_without_a_seal_the_slip_is_in_force_at_once_as_before() -> None:
    document = slip(brought("accept"))
    assert (document.state, document.signatures.count()) == (IssuedDocument.State.IN_FORCE, 0)


def test_an_officer_signs_where_the_rule_says_so() -> None:
    sealed()
    SigningRules.objects.update_or_create(pk=1, defaults={"m02": SignedBy.BOTH, "m01": SignedBy.NOBODY})
    dossier = brought("accept")
    do(dossier, "ask_supplement", at=datetime(2025, 7, 8, 2, 0, tzinfo=UTC))
    drain(timezone.now())
    document = IssuedDocument.objects.get(subject_id=str(dossier.pk), kind="M02")
    assert [one.kind for one in document.signatures.order_by("order")] == ["personal", "seal"]
    assert document.state == IssuedDocument.State.SIGNING
    assert not slip(dossier).signatures.exists()
