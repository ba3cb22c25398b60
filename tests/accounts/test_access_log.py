from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.access_log import record, records_for
from accounts.errors import Unchangeable
from accounts.models import AccessRecord
from tests import people

pytestmark = pytest.mark.django_db


def write(agency: str, subject: str = "dossier:1") -> AccessRecord:
    return record(
        user_id=7, action="dossier.view", subject=subject, agency=agency, role="clerk", at=timezone.now()
    )


def test_a_record_is_neither_changed_nor_deleted() -> None:
    kept = write("H08.16")
    kept.purpose = "other"
    with pytest.raises(Unchangeable):
        kept.save()
    with pytest.raises(Unchangeable):
        kept.delete()


def test_an_auditor_reads_the_agency_and_those_below(client: Client) -> None:
    for agency in ("H08.16", "H08.16.05", "H08.161", "H57"):
        write(agency)
    auditor = people.holder("auditor")
    found = records_for(auditor, at=timezone.now())
    assert sorted(found.values_list("agency", flat=True)) == ["H08.16", "H08.16.05"]
    assert not records_for(people.minh(), at=timezone.now()).exists()
    people.sign_in(client, auditor)
    page = client.get("/tai-khoan/nhat-ky-truy-cap/", {"subject": "dossier:1"}).content.decode()
    assert "H08.16.05" in page
    assert "H57" not in page
    people.sign_in(client, people.minh())
    assert client.get("/tai-khoan/nhat-ky-truy-cap/").status_code == 403
