"""PostgreSQL's index of words: made where it may be, done without where it may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import environ
import pytest
from django.db import connection, connections

from dossiers import word_index
from dossiers.word_index import lay


@pytest.fixture
def server(empty_postgres_url: str, django_db_blocker: Any) -> Iterator[Any]:
    """A connection to PostgreSQL with the one column that matters."""
    there = environ.Env.db_url_config(empty_postgres_url)
    connections.settings["trial"] = {**connections.settings["default"], "OPTIONS": {}, **there}
    django_db_blocker.unblock()
    try:
        trial = connections["trial"]
        with trial.cursor() as cursor:
            cursor.execute("CREATE TABLE dossiers_dossier (find_text varchar(500))")
            cursor.execute(
                "INSERT INTO dossiers_dossier SELECT 'yc-' || n || ' le an' FROM generate_series(1, 3000) n"
            )
            cursor.execute("INSERT INTO dossiers_dossier VALUES ('yc-0 nguyen thi lan')")
        yield trial
    finally:
        connections["trial"].close()
        del connections["trial"], connections.settings["trial"]
        django_db_blocker.restore()


def test_words_are_found_along_the_index_also_two_letters(server: Any) -> None:
    assert lay(server) == lay(server) == ""
    with server.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("EXPLAIN SELECT * FROM dossiers_dossier WHERE find_text::text LIKE '%lan%'")
        assert "dossier_words" in " ".join(row[0] for row in cursor.fetchall())
        cursor.execute("SET enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT * FROM dossiers_dossier WHERE find_text::text LIKE '% bi%'")
        assert "dossier_words" in " ".join(row[0] for row in cursor.fetchall())


def test_where_the_extension_may_not_be_made_the_reason_is_told(server: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(word_index, "EXTENSION", "CREATE EXTENSION nowhere")
    assert "nowhere" in lay(server)
    with server.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'dossier_words'")
        assert cursor.fetchone() == (0,)


def test_other_databases_need_none() -> None:
    if connection.vendor != "postgresql":
        assert lay(connection) == ""
