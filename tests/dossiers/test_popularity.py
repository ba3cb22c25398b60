"""What people ask for most comes first on the front page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.popularity import KEY, asked_for
from tests.dossiers.cases import filed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> Any:
    cache.delete(KEY)
    yield
    cache.delete(KEY)


def test_codes_come_by_the_number_of_dossiers_of_ninety_days(django_assert_num_queries: Any) -> None:
    now = timezone.now()
    for code, days in (("2.000635", 1), ("1.001193", 1), ("1.001193", 89), *[("1.000656", 91)] * 3):
        dossier = filed(at=now)
        Dossier.objects.filter(pk=dossier.pk).update(procedure_code=code, filed_at=now - timedelta(days=days))
    with django_assert_num_queries(1):
        assert asked_for(now) == ["1.001193", "2.000635"]
    with django_assert_num_queries(0):  # counted once an hour
        asked_for(now)
