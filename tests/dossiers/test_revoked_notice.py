"""The applicant hears that a document they were given no longer counts, and not why."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import second_factor
from documents.models import IssuedDocument
from documents.proving.revoking import approve, ask
from effects.models import Message
from effects.worker import drain
from tests import people
from tests.dossiers import cases

pytestmark = pytest.mark.django_db


def test_the_applicant_of_a_revoked_slip_is_told_once() -> None:
    dossier = cases.brought("accept")
    at = timezone.now()
    drain(at)
    slip = IssuedDocument.objects.filter(subject_id=str(dossier.pk)).latest("issued_at")
    assert slip.agency_code == people.WARD
    clerk, leader = people.holder("clerk"), people.holder("approver")
    revocation = ask(slip, by=clerk, reason="wrong", words="Sai năm sinh", at=at)
    code = str(second_factor.unused_code(second_factor.factor_of(leader), at))
    approve(revocation, by=leader, code=code, at=at)
    told = Message.objects.filter(key__startswith=f"revoked:{slip.pk}")
    assert {one.channel for one in told} >= {"email"}
    email = told.get(channel="email")
    assert slip.title in email.body
    assert "đã thu hồi" in email.body
    assert f"/xac-minh/{slip.verify_code}/" in email.body
    assert "Sai năm sinh" not in email.body


def test_from_the_dossier_an_officer_comes_to_the_document_whose_revocation_they_ask_for() -> None:
    dossier = cases.brought("accept")
    at = timezone.now()
    drain(at)
    slip = IssuedDocument.objects.get(subject_id=str(dossier.pk))
    page = reverse("dossiers:case", args=[dossier.pk])
    where = f"{reverse('documents:ask_revocation')}?code={slip.verify_code}"
    leader, specialist = Client(), Client()
    people.sign_in(leader, people.holder("approver"))
    people.sign_in(specialist, people.holder("specialist"))
    assert where in leader.get(page).content.decode()
    assert where not in specialist.get(page).content.decode()
    assert slip.title in leader.get(where).content.decode()
    ask(slip, by=people.holder("approver"), reason="wrong", words="Sai năm sinh", at=at)
    assert where not in leader.get(page).content.decode()
