"""Every engine keeps what it is given, and has no gap while it is built anew."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import embedded
from search.engines.clients import Address
from search.engines.cluster import ClusterEngine
from search.engines.contract import Engine, EngineAway, NoIndex
from search.engines.embedded import EmbeddedEngine
from search.models import SearchEntry
from tests.search.engines.conftest import indexes
from tests.search.engines.entries import NAMES, all_of_them, codes, entry, search

ONE = "1.700010"


def test_what_is_put_is_found_at_once_in_the_place_of_what_was(engine: Engine) -> None:
    engine.build(all_of_them())
    engine.put(ONE, [entry(ONE, "Thả diều đêm trăng")])
    assert codes(engine, "thả diều") == [ONE]
    assert ONE not in codes(engine, "lấy mật")
    assert search(engine).total == len(NAMES)
    engine.put("1.900009", [entry("1.900009", "Bắn pháo hoa")])
    assert codes(engine, "pháo hoa") == ["1.900009"]
    assert search(engine).total == len(NAMES) + 1


def test_several_releases_of_a_procedure_are_put_and_removed_together(engine: Engine) -> None:
    engine.build(all_of_them())
    engine.put(ONE, [entry(ONE, "Thả diều", number=901), entry(ONE, "Bắn pháo hoa", number=902)])
    assert search(engine).total == len(NAMES) + 1
    engine.put(ONE, [entry(ONE, "Bắn pháo hoa", number=902)])
    assert (codes(engine, "thả diều"), codes(engine, "pháo hoa")) == ([], [ONE])
    engine.put(ONE, [])
    assert search(engine).total == len(NAMES) - 1
    engine.put(ONE, [])


def test_stamps_tell_where_engine_and_rows_differ(engine: Engine) -> None:
    engine.build(all_of_them())
    assert sorted(engine.stamps()) == sorted((one.code, one.stamp) for one in all_of_them())
    other = entry(ONE, "Thả diều")
    engine.put(ONE, [other])
    assert dict(engine.stamps())[ONE] == other.stamp != entry(ONE).stamp


def test_stamps_are_read_page_by_page(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.cluster.PAGE", 7)
    engine.build(all_of_them())
    assert sorted(engine.stamps()) == sorted((one.code, one.stamp) for one in all_of_them())


def test_nothing_is_put_before_the_first_build(engine: Engine) -> None:
    with pytest.raises(NoIndex):
        engine.put(ONE, [entry(ONE)])
    with pytest.raises(NoIndex):
        list(engine.stamps())
    if isinstance(engine, ClusterEngine):
        assert indexes(engine) == []


def test_a_build_takes_the_place_of_the_old_index_and_leaves_nothing_else(engine: Engine) -> None:
    assert engine.build(all_of_them()) == len(NAMES)
    before = indexes(engine)
    assert engine.build([entry(ONE)]) == 1
    assert codes(engine) == [ONE]
    assert len(before) == 1
    if isinstance(engine, ClusterEngine):
        assert len(indexes(engine)) == 1


def test_while_it_is_built_anew_every_question_is_answered_in_full(engine: Engine) -> None:
    engine.build(all_of_them())
    wrong: list[object] = []
    asked: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                found = search(engine, "khai sinh")
                asked.append(found.total)
                if found.total != 3 or found.counts["field"][0].count != 3:
                    wrong.append(found)
            except EngineAway as error:
                wrong.append(error)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for _ in range(4):
        engine.build(all_of_them())
    done.set()
    for asker in askers:
        asker.join()
    assert (wrong, len(asked) > 4) == ([], True)


def test_a_reader_opens_the_newest_index_when_two_builds_overtake_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not isinstance(engine, EmbeddedEngine):
        pytest.skip("A cluster keeps an index until nobody reads it.")
    engine.build(all_of_them())
    reader, open_folder, late = EmbeddedEngine(engine.folder), embedded._opened, [True]

    def overtaken(path: Path) -> object:
        if late.pop() if late else False:
            engine.build(all_of_them())
            engine.build(all_of_them())
        return open_folder(path)

    monkeypatch.setattr(embedded, "_opened", overtaken)
    assert (search(reader).total, late) == (len(NAMES), [])


def test_an_index_that_is_gone_for_good_is_said_so(engine: Engine) -> None:
    if not isinstance(engine, EmbeddedEngine):
        pytest.skip("Files are kept by the embedded engine.")
    engine.build(all_of_them())
    for path in engine.folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    with pytest.raises(EngineAway):
        search(EmbeddedEngine(engine.folder))


def broken() -> Iterator[SearchEntry]:
    yield from all_of_them()[:20]
    raise KeyboardInterrupt


def test_a_build_that_dies_leaves_the_old_index_serving_and_the_next_one_tidies_up(engine: Engine) -> None:
    engine.build(all_of_them())
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            engine.build(broken())
        assert search(engine).total == len(NAMES)
        engine.put(ONE, [entry(ONE, "Thả diều")])
        assert codes(engine, "thả diều") == [ONE]
    engine.build(all_of_them())
    assert search(engine).total == len(NAMES)
    engine.build(all_of_them())
    assert len(indexes(engine)) <= 2


# -- clusters only ----------------------------------------------------------------------------------


@pytest.mark.opensearch
def test_of_two_builds_the_later_one_fails_and_the_cluster_makes_no_index_of_itself(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not isinstance(engine, ClusterEngine):
        pytest.skip("Files are written by one process at a time.")
    monkeypatch.setattr("search.engines.cluster.CHUNK_BYTES", 5_000)

    def meanwhile() -> Iterator[SearchEntry]:
        yield from all_of_them()[:10]
        engine.build([entry(ONE)])
        yield from all_of_them()[10:]

    with pytest.raises(EngineAway):
        engine.build(meanwhile())
    assert (codes(engine), len(indexes(engine))) == ([ONE], 1)


@pytest.mark.opensearch
def test_indexes_of_another_portal_stay_whatever_their_prefix(opensearch: str) -> None:
    ours, theirs = (ClusterEngine(Address.of(f"{opensearch}/portal{more}")) for more in ("", "-test"))
    try:
        theirs.build(all_of_them())
        ours.build([entry(ONE)])
        ours.build([entry(ONE)])
        assert (codes(ours), search(theirs).total) == ([ONE], len(NAMES))
    finally:
        for name in indexes(ours):
            ours._patient.api.indices.delete(index=name)
