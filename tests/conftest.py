"""What all tests share: quick passwords, a place of their own for files, and no waiting for real services."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="motcua-tests-"))
os.environ.setdefault("CACHE_URL", "locmemcache://")  # its own for each process, and no files
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's own loop runs in the test's thread

# A busy machine is slow, not wrong; the same examples every time, so that a failure is found again.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")

# The first process loads the demo, the second begins with PostgreSQL; each is handed two files by turns.
BEGINNING = ("test_afternoon.py", "test_parallel.py", "test_cash_desk.py", "test_endpoint_matrix.py")
LONG = {"test_fuzz.py", "test_storms.py"}

pytest_plugins = [
    "tests.migrated",
    "tests.postgres",
    "tests.browser.portal",
    "tests.search.node.fixture",
    "tests.payments.stripe_server",
    "tests.payments.vnpay_world",
]


@pytest.fixture(autouse=True)
def _settings_of_tests(settings: object, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    settings.SEARCH_URL = "database:"  # type: ignore[attr-defined]  # tests of search have an index of their own
    settings.SEARCH_QUERIES_MONTHS = 0  # type: ignore[attr-defined]  # written after some page: no test counts on it


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser take longest and come first, then storms: both processes end at the same time.

    While the first process migrates SQLite and loads the demo, the second waits for neither.

    A file is run as one, by one process: one that empties the database must hold nothing else, or it comes
    before tests that need what migrations wrote.
    """
    items.sort(key=_turn)
    emptying, others = set(), set()
    for item in items:
        (emptying if _empties(item) else others).add(item.path)
    for path in sorted(emptying & others):
        raise pytest.UsageError(f"{path}: tests with transaction=True need a file of their own.")


def _turn(item: pytest.Item) -> int:
    """Its place in the run: first the files of `BEGINNING`, one by one."""
    if item.path.name in BEGINNING:
        return BEGINNING.index(item.path.name)
    if "portal" in getattr(item, "fixturenames", ()):
        return 3
    return 4 if item.path.name in LONG or item.path.parent.name == "storms" else 5


def _empties(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return mark is not None and bool(mark.kwargs.get("transaction"))
