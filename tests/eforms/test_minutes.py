"""How long a form takes is measured from real fillings."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from eforms import drafts
from eforms.minutes import FEWEST, minutes
from eforms.models import Draft, FormVersion
from eforms.submit import submit
from tests.eforms.conftest import NOW, fill
from tests.eforms.test_wizard import at, page


def filed_in(version: FormVersion, seconds: int | None) -> None:
    draft, _secret = drafts.start(version, kind="trial", context={}, title="x", owner=None, at=NOW)
    fill(draft)
    if seconds:
        drafts.save_step(draft, "giay_to", {}, at=NOW, seconds=seconds)
    submit(draft, by=None, key=str(draft.pk), at=NOW)


@pytest.fixture(autouse=True)
def forgotten() -> Any:
    cache.clear()
    yield
    cache.clear()


def test_nothing_is_said_before_ten_fillings_then_the_middle(
    version: FormVersion,
    lan: Client,
    draft: Draft,
) -> None:
    for number in range(FEWEST - 1):
        filed_in(version, 600 + 60 * number)
    filed_in(version, None)  # by a program: not measured
    assert minutes(version.eform_id) is None
    filed_in(version, 24 * 3600)
    cache.clear()
    assert minutes(version.eform_id) == 14
    assert " 14 " in page(lan.get(at(draft, "nguoi_khai"))).partition('class="steps__note"')[2][:100]
    assert minutes(None) is None
