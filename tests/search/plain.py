"""The plain alternatives, as one gets them without building a search; and SQLite's FTS5."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from procedures.pages import ProcedurePage
from search.engines.contract import Hit, Matches, Sought, answer, document
from search.models import SearchEntry

COLUMNS = ("name", "pairs", "keywords", "text")
WEIGHTS = (3.0, 2.0, 2.5, 0.6)


def wagtail_search(text: str) -> list[str]:
    """Wagtail's search on the database, any of the words (`operator="or"`), the first ten codes."""
    found = ProcedurePage.objects.live().search(text, operator="or")
    return [page.code for page in found[:10]]


class Fts5Engine:
    """Built and asked only: what was measured against tantivy (docs/search.md), under the same reading."""

    def __init__(self, path: Path) -> None:
        self.rows = sqlite3.connect(path)

    def build(self, entries: Iterator[SearchEntry]) -> int:
        kept_only = ", ".join(f"{name} UNINDEXED" for name in ("code", "answer", "card"))
        self.rows.execute(f"CREATE VIRTUAL TABLE found USING fts5({', '.join(COLUMNS)}, {kept_only})")
        number = 0
        for entry in entries:
            kept = document(entry)
            values = [kept[name] for name in (*COLUMNS, "code", "answer", "card")]
            self.rows.execute("INSERT INTO found VALUES (?,?,?,?,?,?,?)", values)
            number += 1
        self.rows.commit()
        return number

    def find(self, sought: Sought, *, offset: int, limit: int) -> Matches:
        words = {word for one in sought.wanted for term in (*one.terms, *one.weak) for word in term.words}
        pairs = {pair for one in sought.wanted for pair in one.pairs}
        asked = " OR ".join(f'"{word}"' for word in sorted(words | pairs))
        if not asked:
            return Matches([], 0)
        statement = (
            "SELECT code, answer, card FROM found WHERE found MATCH ? "
            f"ORDER BY bm25(found, {', '.join(map(str, WEIGHTS))}) LIMIT ? OFFSET ?"
        )
        rows = self.rows.execute(statement, (asked, limit, offset)).fetchall()
        return Matches([Hit(code, answer(said), card) for code, said, card in rows], len(rows))


class DefaultAnalyser:
    """A search cluster as it comes: three text fields, its standard analyser, one multi_match."""

    INDEX = "motcua-plain"

    def __init__(self, client: Any) -> None:
        self.client = client

    def build(self, entries: Iterator[SearchEntry]) -> None:
        from opensearchpy.helpers import bulk

        rows = (
            {
                "_index": self.INDEX,
                "code": entry.code,
                "name": entry.name,
                "keywords": entry.keywords_folded,
                "text": f"{entry.field}\n{entry.agency}",
            }
            for entry in entries
        )
        bulk(self.client, rows, chunk_size=1000, request_timeout=120)
        self.client.indices.refresh(index=self.INDEX)

    def __call__(self, text: str) -> list[str]:
        fields = ["name^3", "keywords^2", "text"]
        body = {"query": {"multi_match": {"query": text, "fields": fields}}, "size": 10, "_source": ["code"]}
        answer = self.client.search(index=self.INDEX, body=body)
        return [hit["_source"]["code"] for hit in answer["hits"]["hits"]]
