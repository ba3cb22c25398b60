"""Every engine finds the same: words, counts, filters, order, pages, days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from search.asking import wanted
from search.engines.contract import Engine, EngineAway, Sought
from search.query import LAST_PAGE, query_of
from tests.search.engines.entries import BEES, NAMES, PAPERS, ROADS, TODAY, codes, entry, known, search


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("đăng ký khai sinh", "1.700003"),
        ("dang ky khai sinh", "1.700003"),
        ("ĐĂNG KÝ KHAI SINH", "1.700003"),
        ("Ðăng ký kết hôn", "1.700006"),
        ("ddawng kys keets hoon", "1.700006"),
        ("dang ky ket hom", "1.700006"),
        ("tôi muốn làm thủ tục kết hôn", "1.700006"),
        ("hòa giải", "1.700007"),
        ("tổ ong", "1.700010"),
        ("bằng lái", "1.700024"),
        ("bang lai", "1.700024"),
        ("đàn ong di ch", "1.700011"),
        ("lam non nghe nhan", "2.700004"),
        ("1700020", "1.700020"),
    ],
)
def test_the_right_one_comes_first_however_it_is_written(filled: Engine, text: str, first: str) -> None:
    assert codes(filled, text)[0] == first


def test_tones_that_were_typed_come_first_and_untyped_ones_find_both(filled: Engine) -> None:
    assert codes(filled, "khai tử")[:2] == ["1.700001", "1.700002"]
    assert codes(filled, "khai từ")[:2] == ["1.700002", "1.700001"]
    assert set(codes(filled, "khai tu")) >= {"1.700001", "1.700002"}


def test_a_tone_raises_what_is_found_before_the_ranker_orders_it(filled: Engine) -> None:
    """Beyond the ranker's window the engine's own order stands."""
    for text, first in (("khai tử", "1.700001"), ("khai từ", "1.700002")):
        readings = search(filled, text).readings
        sought = Sought(query_of(text, on=TODAY), wanted(readings, known().vocabulary, begun=True))
        assert filled.find(sought, offset=0, limit=1).hits[0].code == first


def test_so_many_of_the_words_must_be_there(filled: Engine) -> None:
    assert set(codes(filled, "đào đường")) == {"1.700020", "1.700023"}
    assert "1.700011" in codes(filled, "di chuyển đàn trâu")
    assert codes(filled, "chăn trâu đốt lửa") == []


def test_what_is_found_is_shown_as_it_was_given(filled: Engine) -> None:
    found = search(filled, "1.700010").entries[0]
    given = entry("1.700010")
    for name in ("code", "name", "field", "field_key", "agency", "levels", "online_level", "said", "url"):
        assert getattr(found, name) == getattr(given, name), name
    assert found.pk == given.pk


def test_without_words_all_stand_in_the_order_of_names(filled: Engine) -> None:
    found = search(filled, size=100)
    order = [one.code for one in sorted(map(entry, NAMES), key=lambda one: (one.name_order, one.code))]
    assert ([one.code for one in found.entries], found.total) == (order, len(NAMES))


def test_signs_alone_find_nothing(filled: Engine) -> None:
    assert (search(filled, "?!…").total, search(filled, "🎈").total) == (0, 0)


def test_the_beginning_of_a_code_lists_its_procedures(filled: Engine) -> None:
    assert set(codes(filled, "1.70002")) == {code for code in NAMES if code.startswith("1.70002")}
    assert codes(filled, "2.700001.000.00.00.h22") == ["2.700001.000.00.00.H22"]
    assert codes(filled, "2.7000010") == []


def test_pinned_ones_come_first_in_their_order_also_without_a_word_in_common(filled: Engine) -> None:
    assert codes(filled, "giấy tờ")[:2] == ["2.700005", "1.700008"]
    assert codes(filled, "khai sinh")[:2] == ["1.700004", "1.700003"]
    assert "2.700005" not in codes(filled, "giấy tờ", filters={"field": "ho-tich"})


# -- counts and filters -----------------------------------------------------------------------------


def counts(engine: Engine, facet: str, text: str = "", **filters: str) -> dict[str, int]:
    return {one.key: one.count for one in search(engine, text, filters=filters).counts[facet]}


def test_each_facet_is_counted_with_its_names_the_commonest_first(filled: Engine) -> None:
    fields = search(filled).counts["field"]
    assert [(one.key, one.name, one.count) for one in fields] == [
        (key, name, sum(field == name for _name, field in NAMES.values()))
        for key, name in (("nuoi-ong", BEES), ("duong-sa", ROADS), ("ho-tich", PAPERS))
    ]
    assert counts(filled, "level") == {"province": len(NAMES), "commune": 9}
    assert counts(filled, "subject") == {"person": len(NAMES), "business": 21}
    assert counts(filled, "free") == {"yes": 11}
    assert counts(filled, "agency") == {"uy-ban-nhan-dan-xa": 21, "so-duong-sa": 9}
    assert counts(filled, "online") == {"full": 15, "info": 15}


def test_words_narrow_the_counts(filled: Engine) -> None:
    assert counts(filled, "field", "khai sinh") == {"ho-tich": 3}
    assert counts(filled, "level", "không có gì cả") == {}


def test_a_facet_is_counted_under_the_others_only(filled: Engine) -> None:
    chosen = {"field": "ho-tich", "online": "full"}
    assert search(filled, filters=chosen).total == counts(filled, "field", **chosen)["ho-tich"]
    assert set(counts(filled, "field", **chosen)) == {"ho-tich", "nuoi-ong", "duong-sa"}
    assert sum(counts(filled, "online", **chosen).values()) == 9
    assert counts(filled, "level", **chosen) == {"commune": 5, "province": 5}


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"field": "ho-tich"}, 9),
        ({"level": "commune"}, 9),
        ({"agency": "so-duong-sa", "subject": "business"}, 7),
        ({"free": "yes"}, 11),
        ({"free": "no"}, 0),
        ({"online": "full", "free": "yes"}, 6),
        ({"field": "không có"}, 0),
        ({"field": 'x" OR *:*'}, 0),
    ],
)
def test_filters_narrow_what_is_found(filled: Engine, filters: dict[str, str], number: int) -> None:
    found = search(filled, filters=filters, size=100)
    assert (found.total, len(found.entries)) == (number, number)


def test_counts_cost_nothing_where_nobody_asks(filled: Engine) -> None:
    found = search(filled, "ong", filters={"free": "yes"}, counted=False)
    assert (found.counts, found.total > 0) == ({}, True)


# -- order and pages --------------------------------------------------------------------------------


def test_names_may_be_sorted_also_when_words_are_asked(filled: Engine) -> None:
    found = search(filled, "cấp phép", sort="name", size=100)
    order = sorted(found.entries, key=lambda one: (entry(one.code).name_order, one.code))
    assert list(found.entries) == order
    assert {one.code for one in found.entries} == set(codes(filled, "cấp phép", size=100))
    assert len(order) > 5


@pytest.mark.parametrize("text", ["", "cấp", "đường"])
@pytest.mark.parametrize("sort", ["", "name"])
def test_pages_follow_each_other_without_gap_or_repetition(filled: Engine, text: str, sort: str) -> None:
    whole = codes(filled, text, size=100, sort=sort)
    pages = [codes(filled, text, size=4, sort=sort, page=page) for page in range(1, 10)]
    assert [code for page in pages for code in page] == whole
    assert search(filled, text, size=4, page=2, sort=sort).total == len(whole)


def test_a_page_beyond_the_last_is_empty_and_knows_the_total(filled: Engine) -> None:
    far = search(filled, "cấp", page=LAST_PAGE, size=100)
    assert (list(far.entries), far.total) == ([], search(filled, "cấp").total)


# -- days -------------------------------------------------------------------------------------------


def test_an_entry_is_shown_from_its_first_to_its_last_day(engine: Engine) -> None:
    day = timedelta(days=1)
    old = entry("1.900001", "Thả diều", number=1, shown_to=TODAY)
    new = entry("1.900001", "Bắn pháo hoa", number=2, shown_from=TODAY + day)
    engine.build([old, new])
    found = {
        text: {on: codes(engine, text, on=on) for on in (TODAY, TODAY + day)} for text in ("diều", "pháo hoa")
    }
    assert found == {
        "diều": {TODAY: ["1.900001"], TODAY + day: []},
        "pháo hoa": {TODAY: [], TODAY + day: ["1.900001"]},
    }
    assert search(engine, on=date(2025, 12, 31)).total == 0
    assert search(engine, on=TODAY).counts["field"][0].count == 1


def test_an_engine_that_holds_nothing_finds_nothing(engine: Engine) -> None:
    assert engine.build([]) == 0
    found = search(engine, "ong")
    assert (list(found.entries), found.total, list(engine.stamps())) == ([], 0, [])


def test_before_the_first_build_it_says_so(engine: Engine) -> None:
    with pytest.raises(EngineAway, match="rebuild_search"):
        search(engine, "ong")
