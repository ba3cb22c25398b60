"""Dossier codes: agency, day in Việt Nam, running number (facts A44, A46, A51)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dossiers.errors import AgencyHasNoCode
from dossiers.models import NumberCounter
from dossiers.numbering import allocate
from procedures.codes import is_dossier
from tests.dossiers.cases import do, filed, ward

AUGUST_29 = datetime(2025, 8, 29, 3, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_a44_the_first_dossier_of_the_day() -> None:
    assert allocate("H26.16", "Phường", AUGUST_29) == "H26.16-250829-0001"
    assert allocate("H26.16", "Phường", AUGUST_29) == "H26.16-250829-0002"
    assert is_dossier(allocate("H26.16", "Phường", AUGUST_29))


def test_a44_the_ten_thousandth_grows_to_five_digits() -> None:
    NumberCounter.objects.create(agency_code="H26.16", day=date(2025, 8, 29), last=9999)
    assert allocate("H26.16", "Phường", AUGUST_29) == "H26.16-250829-10000"


def test_a44_the_next_day_begins_anew_and_the_day_is_that_of_viet_nam() -> None:
    allocate("H26.16", "Phường", AUGUST_29)
    late_evening = datetime(2025, 8, 29, 16, 59, tzinfo=UTC)  # 23:59 in Việt Nam
    after_midnight = datetime(2025, 8, 29, 17, 0, tzinfo=UTC)  # 00:00 on the 30th
    assert allocate("H26.16", "Phường", late_evening) == "H26.16-250829-0002"
    assert allocate("H26.16", "Phường", after_midnight) == "H26.16-250830-0001"


def test_agencies_count_for_themselves() -> None:
    allocate("H26.16", "Phường", AUGUST_29)
    assert allocate("H26.17", "Phường khác", AUGUST_29) == "H26.17-250829-0001"


def test_a51_an_agency_without_code_cannot_accept_and_says_why() -> None:
    dossier = filed()
    agency = ward()
    agency.code = None
    agency.save()
    with pytest.raises(AgencyHasNoCode) as refused:
        do(dossier, "accept")
    assert "UBND phường Quy Nhơn" in refused.value.messages[0]
    dossier.refresh_from_db()
    assert dossier.status == 1
    assert dossier.events.count() == 1
