"""Editors say what words mean, try it on judged queries, and publishers bring it into force."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from effects.worker import drain
from portal.set_up import Words, set_up
from search.finding import find
from search.models import AskedOnDay, AskedWords, JudgedQuery, Pin, StopPhrase, Synonym
from search.query import query_of
from search.trying import Figures, trial
from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
SNIPPETS = "/quan-tri/snippets/search"
REPORTS = ("/quan-tri/tim-kiem/khong-ket-qua/", "/quan-tri/tim-kiem/khong-chon/")
TRY = "/quan-tri/tim-kiem/thu-tu/"
BEES, HONEY = "1.900011", "1.900012"


@pytest.fixture(autouse=True)
def _portal(settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_URL = f"embedded:{tmp_path / 'index'}"
    set_up(Words(name="Cổng thử"))
    Synonym.objects.all().delete()
    for code, name in ((BEES, "Đăng ký nuôi ong"), (HONEY, "Cấp giấy phép bán mật hoa")):
        catalogue.published(code=code, name=name, name_en="", summary="", keywords=[], results=[])
    drain(timezone.now())


def client_of(role: str) -> Client:
    client = Client()
    people.sign_in(client, people.holder(role, agency=""))
    return client


def codes(text: str) -> list[str]:
    return [entry.code for entry in find(query_of(text, on=timezone.localdate())).entries]


def draft(typed: str, official: str) -> Synonym:
    made = Synonym.objects.create(typed=typed, official=official, live=False)
    made.save_revision()
    return made


def asked(words: str, *, times: int = 5, without: int = 0, clicked: int = 0, days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    row, _created = AskedWords.objects.get_or_create(key=words, words=words, last_asked=day)
    AskedOnDay.objects.create(words=row, day=day, asked=times, without=without, clicked=clicked)


# -- everyday names and pins ----------------------------------------------------------------------------


def test_an_editor_saves_a_draft_that_a_publisher_brings_into_force() -> None:
    editor, publisher = client_of("editor"), client_of("publisher")
    said = {"typed": "bầy vò vẽ", "official": "nuôi ong", "site": ""}
    assert editor.post(f"{SNIPPETS}/synonym/add/", said).status_code == 302
    made = Synonym.objects.get(typed="bầy vò vẽ")
    assert not made.live
    assert codes("bầy vò vẽ") == []
    address = f"{SNIPPETS}/synonym/edit/{made.pk}/"
    assert "action-publish" not in editor.get(address).text
    editor.post(address, {**said, "action-publish": "1"})
    assert codes("bầy vò vẽ") == []
    assert "action-publish" in publisher.get(address).text
    assert publisher.post(address, {**said, "action-publish": "1"}).status_code == 302
    assert codes("bầy vò vẽ") == [BEES]


def test_a_pinned_result_comes_first_once_it_is_published() -> None:
    publisher = client_of("publisher")
    procedure = catalogue.ProcedurePage.objects.get(code=HONEY)
    said = {"query": "nuôi ong", "procedure": procedure.pk, "site": ""}
    publisher.post(f"{SNIPPETS}/pin/add/", said)
    assert codes("nuôi ong")[:1] == [BEES]
    address = f"{SNIPPETS}/pin/edit/{Pin.objects.get().pk}/"
    publisher.post(address, {**said, "action-publish": "1"})
    assert codes("nuôi ong")[:1] == [HONEY]
    assert "Cấp giấy phép bán mật hoa" in publisher.get(f"{SNIPPETS}/pin/").text


def test_lists_are_searched_filtered_and_exported() -> None:
    editor = client_of("editor")
    Synonym.objects.create(typed="sổ ong", official="nuôi ong", both_ways=True)
    draft("vò vẽ", "nuôi ong")
    assert "vò vẽ" not in editor.get(f"{SNIPPETS}/synonym/?q=so+ong").text
    assert "sổ ong" in editor.get(f"{SNIPPETS}/synonym/?q=so+ong").text
    assert "sổ ong" not in editor.get(f"{SNIPPETS}/synonym/?live=false").text
    table = b"".join(editor.get(f"{SNIPPETS}/synonym/?export=csv")).decode()  # type: ignore[call-overload]
    assert table.startswith("typed,official,both_ways,")
    assert "sổ ong,nuôi ong,True" in table


def uploaded(client: Client, text: str, **more: str) -> Any:
    file = SimpleUploadedFile("names.csv", text.encode())
    return client.post(f"{SNIPPETS}/synonym/nhap/", {"file": file, **more}, follow=True)


def test_an_imported_table_is_saved_as_drafts_and_an_export_can_be_imported() -> None:
    editor, publisher = client_of("editor"), client_of("publisher")
    page = uploaded(editor, "typed,official,both_ways\nvò vẽ,nuôi ong,có\nsổ ong,nuôi ong,\n", do="publish")
    assert "Đã lưu 2 bản nháp" in page.text
    assert [one.both_ways for one in Synonym.objects.order_by("typed_folded")] == [False, True]
    assert codes("vò vẽ") == []
    table = b"".join(editor.get(f"{SNIPPETS}/synonym/?export=csv"))  # type: ignore[call-overload]
    Synonym.objects.all().delete()
    assert "Đã công bố 2 tên" in uploaded(publisher, table.decode(), do="publish").text
    assert codes("vò vẽ") == [BEES]
    assert [one.both_ways for one in Synonym.objects.order_by("typed_folded")] == [False, True]
    assert "Đã có sẵn: 2" in uploaded(publisher, table.decode(), do="publish").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("typed,official\nvò vẽ,nuôi ong\nnuoi ong,nuôi ong\n", "Dòng 3:"),
        ("a,b\n1,2\n", "typed"),
        ('typed,official\n"x,y\n', "Dòng 1:"),
        ("", ""),
    ],
)
def test_a_table_with_a_problem_saves_nothing_and_says_where(text: str, said: str) -> None:
    page = uploaded(client_of("editor"), text)
    assert said in page.text
    assert page.status_code in (200, 422)
    assert not Synonym.objects.exists()


def test_words_of_an_address_are_filled_in() -> None:
    editor = client_of("editor")
    assert 'value="bầy ong"' in editor.get(f"{SNIPPETS}/synonym/add/?typed={quote('bầy ong')}").text
    assert 'value="bầy ong"' in editor.get(f"{SNIPPETS}/pin/add/?query={quote('bầy ong')}").text
    assert 'value="bầy ong"' in editor.get(f"{SNIPPETS}/judgedquery/add/?query={quote('bầy ong')}").text
    assert editor.get(f"{SNIPPETS}/pin/add/?query={'x' * 5000}").status_code == 200


# -- reports --------------------------------------------------------------------------------------------


def test_the_editor_sees_what_was_not_found_the_most_frequent_first() -> None:
    asked("vò vẽ", times=4, without=4)
    asked("sáp ong", times=9, without=9)
    asked("nuôi ong", times=9, clicked=3)
    asked("lâu rồi", times=9, without=9, days_ago=31)
    AskedOnDay.objects.create(
        words=AskedWords.objects.create(key="k", last_asked=timezone.localdate()),
        day=timezone.localdate(),
        asked=99,
        without=99,
    )
    page = client_of("editor").get(REPORTS[0]).text
    assert page.index("sáp ong") < page.index("vò vẽ")
    assert "lâu rồi" not in page
    assert ">99<" not in page
    words = quote("vò vẽ").replace("%20", "+")
    for model, name in (("synonym", "typed"), ("pin", "query"), ("judgedquery", "query")):
        assert f"/search/{model}/add/?{name}={words}" in page


def test_the_editor_sees_what_was_found_but_never_opened_with_what_is_found_today() -> None:
    asked("mật hoa", times=7)
    asked("nuôi ong", times=9, clicked=3)
    asked("vò vẽ", times=4, without=4)
    page = client_of("editor").get(REPORTS[1]).text
    assert "Cấp giấy phép bán mật hoa" in page
    assert "nuôi ong</a>" not in page
    assert "vò vẽ</a>" not in page


# -- judged queries and trying --------------------------------------------------------------------------


def test_drafts_are_tried_on_judged_queries_and_change_nothing() -> None:
    JudgedQuery.objects.create(query="vò vẽ", codes=BEES)
    JudgedQuery.objects.create(query="mật hoa", codes=HONEY)
    draft("vò vẽ", "nuôi ong")
    draft("mật hoa", "nuôi ong")
    found = trial(JudgedQuery.objects.all(), None, on=timezone.localdate())
    places = {row.judged.query: (row.now, row.then) for row in found.rows}
    assert places["vò vẽ"] == (0, 1)
    assert [row.judged.query for row in found.better] == ["vò vẽ"]
    assert found.now.third == 50.0
    assert found.then.third == 100.0
    assert codes("vò vẽ") == []


def test_the_page_says_what_gets_better_and_what_worse() -> None:
    editor = client_of("editor")
    assert "Chưa có câu hỏi mẫu" in editor.get(TRY).text
    JudgedQuery.objects.create(query="vò vẽ", codes=BEES)
    JudgedQuery.objects.create(query="nuôi ong", codes=BEES)
    draft("vò vẽ", "nuôi ong")
    pin = Pin.objects.create(
        query="nuôi ong", procedure=catalogue.ProcedurePage.objects.get(code=HONEY), live=False
    )
    pin.save_revision()
    page = editor.get(TRY).text
    assert "vò vẽ → nuôi ong" in page
    assert "Tốt hơn" not in page
    page = editor.get(f"{TRY}?thu=1").text
    assert "Tốt hơn khi có bản nháp: 1" in page
    assert "Kém hơn khi có bản nháp: 1" in page
    assert "50,0 %" in page


def test_a_changed_name_that_is_in_force_is_tried_as_its_draft_says() -> None:
    JudgedQuery.objects.create(query="vò vẽ", codes=BEES)
    name = Synonym.objects.create(typed="vò vẽ", official="mật hoa")
    assert trial(JudgedQuery.objects.all(), None, on=timezone.localdate()).then.first == 0
    name.official = "nuôi ong"
    name.save_revision()
    assert codes("vò vẽ") == [HONEY]
    assert trial(JudgedQuery.objects.all(), None, on=timezone.localdate()).then.first == 100


def test_figures_are_shares_and_the_mean_of_one_by_place() -> None:
    found = Figures.of([1, 2, 4, 0])
    assert (found.first, found.third, found.mrr) == (25.0, 50.0, (1 + 1 / 2 + 1 / 4) / 4)
    assert Figures.of([]) == Figures()


def test_judged_queries_are_imported_and_a_second_time_only_changed(tmp_path: Path, capsys: Any) -> None:
    table = tmp_path / "judged.tsv"
    table.write_text(f"query\tcodes\tkind\nvò vẽ\t{BEES} {HONEY}\tcolloquial\nong\t9.999999\t\n")
    call_command("import_judged", str(table))
    assert "2 new, 0 changed" in capsys.readouterr().out
    one = JudgedQuery.objects.get(query="vò vẽ")
    assert (one.accepted, one.note) == ([BEES, HONEY], "colloquial")
    table.write_text(f"query\tcodes\tkind\nvò vẽ\t{BEES}\tcolloquial\nong\t9.999999\t\n")
    call_command("import_judged", str(table))
    assert "0 new, 1 changed" in capsys.readouterr().out
    table.write_text("query\n")
    with pytest.raises(CommandError):
        call_command("import_judged", str(table))
    with pytest.raises(CommandError):
        call_command("import_judged", str(tmp_path / "none.tsv"))


def test_an_editor_judges_a_query_by_codes_that_exist() -> None:
    editor = client_of("editor")
    said = {"query": "vò vẽ", "codes": "9.999999", "note": ""}
    page = editor.post(f"{SNIPPETS}/judgedquery/add/", said)
    assert "9.999999" in page.text
    assert not JudgedQuery.objects.exists()
    said["codes"] = f"{HONEY}, {BEES}"
    editor.post(f"{SNIPPETS}/judgedquery/add/", said)
    assert JudgedQuery.objects.get().accepted == [HONEY, BEES]
    assert "Câu này đã có" in editor.post(f"{SNIPPETS}/judgedquery/add/", said).text


# -- who may --------------------------------------------------------------------------------------------

OPEN = {
    "editor": {"synonym", "pin", "judgedquery"},
    "publisher": {"synonym", "pin", "judgedquery", "stopphrase"},
    "administrator": set(),
    "reception": set(),
}


@pytest.mark.parametrize("role", sorted(OPEN))
def test_each_role_opens_what_it_may_and_nothing_else(role: str) -> None:
    client = client_of(role)
    for model in ("synonym", "pin", "judgedquery", "stopphrase"):
        may = model in OPEN[role]
        assert (client.get(f"{SNIPPETS}/{model}/add/").status_code == 200) is may, model
    for address in (*REPORTS, TRY, f"{SNIPPETS}/synonym/nhap/"):
        assert (client.get(address).status_code == 200) is bool(OPEN[role]), address
    if OPEN[role]:
        home = client.get("/quan-tri/").text
        assert "khong-ket-qua" in home


def test_only_a_publisher_removes_words_and_an_editor_only_judged_queries() -> None:
    editor, publisher = client_of("editor"), client_of("publisher")
    name = Synonym.objects.create(typed="vò vẽ", official="nuôi ong")
    judged = JudgedQuery.objects.create(query="vò vẽ", codes=BEES)
    editor.post(f"{SNIPPETS}/synonym/delete/{name.pk}/")
    editor.post(f"{SNIPPETS}/judgedquery/delete/{judged.pk}/")
    assert Synonym.objects.exists()
    assert not JudgedQuery.objects.exists()
    publisher.post(f"{SNIPPETS}/synonym/delete/{name.pk}/")
    assert not Synonym.objects.exists()


def test_an_empty_phrase_counts_at_once() -> None:
    publisher = client_of("publisher")
    StopPhrase.objects.all().delete()
    publisher.post(f"{SNIPPETS}/stopphrase/add/", {"phrase": "cho tôi hỏi"})
    assert StopPhrase.objects.get().phrase == "cho tôi hỏi"
    assert codes("cho tôi hỏi nuôi ong")[:1] == [BEES]


def test_no_file_is_no_error() -> None:
    assert client_of("editor").post(f"{SNIPPETS}/synonym/nhap/", {"file": BytesIO(b"")}).status_code == 422
