"""Forms as files: out and in again without loss, a dry check, errors with their place, nothing half saved."""

# ruff: noqa: E501  one case a line

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eforms.building import build
from eforms.compile import compile_content
from eforms.definition import EForm
from eforms.exchange import library
from eforms.exchange.portable import as_text, exported
from eforms.exchange.shape import UnreadableFile, load
from eforms.exchange.taking_in import ImportRefused, check, free_code, save
from eforms.models import FormVersion
from tests.eforms.conftest import BIRTH, question

SCENARIO = {
    "name": "Không điền gì",
    "on": "2025-09-03",
    "answers": {},
    "expect": {"steps": ["nguoi_khai", "nguoi_con", "giay_to"]},
}


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def file_of(**more: Any) -> dict[str, Any]:
    return {"format": "mot-cua/eform", "format_version": 1, "code": "nhap", **copy.deepcopy(BIRTH), **more}


def test_out_and_in_again_is_the_same_form(version: FormVersion) -> None:
    eform = EForm.objects.get(code="khai-sinh")
    eform.scenarios = [SCENARIO]
    eform.save_revision()
    text = as_text(exported(eform))
    data = load(text.encode())
    made = save({**data, "code": "ban-sao"})
    newest = made.get_latest_revision_as_object()
    assert compile_content(newest) == version.content
    assert newest.scenarios == [SCENARIO]
    assert not made.live
    assert exported(made) == {**data, "code": "ban-sao"}


def test_a_dry_check_says_what_would_be_made_and_keeps_nothing(db: None) -> None:
    checked = check(file_of(scenarios=[SCENARIO]))
    assert checked.problems == []
    assert (checked.existing, checked.steps, checked.questions) == (None, 3, 16)
    assert [one.passed for one in checked.verdicts] == [True]
    assert not EForm.objects.exists()


def test_a_dry_check_says_what_would_change(version: FormVersion) -> None:
    data = file_of(code="khai-sinh")
    data["steps"][0]["fields"][0]["label"] = "Họ, chữ đệm và tên"
    data["steps"][2]["fields"].pop()
    checked = check(data)
    assert checked.existing is not None
    assert [(one.kind, one.key) for one in checked.changes] == [("renamed", "ho_ten"), ("removed", "ghi_chu")]
    save(data)
    assert FormVersion.objects.count() == 1  # it is a draft until somebody publishes it
    assert EForm.objects.get(code="khai-sinh").has_unpublished_changes


WRONG: list[tuple[str, Any, str, str]] = [
    ("an unknown key of the form", lambda d: d.update(colour="red"), "colour", "not known"),
    ("an unknown key of a step", lambda d: d["steps"][1].update(colour=1), "steps[1].colour", "not known"),
    ("an unknown key of a question", lambda d: d["steps"][1]["fields"][2].update(colour=1),
     "steps[1].fields[2].colour", "not known"),
    ("an unknown key of a choice", lambda d: d["steps"][1]["fields"][2]["options"][0].update(c="x"),
     "steps[1].fields[2].options[0].c", "not known"),
    ("an unknown type", lambda d: d["steps"][0]["fields"][0].update(type="colour"),
     "steps[0].fields[0].type", "No type"),
    ("a type that is no text", lambda d: d["steps"][0]["fields"][0].update(type=["text"]),
     "steps[0].fields[0].type", "Text"),
    ("a number for words", lambda d: d["steps"][0]["fields"][0].update(label=5),
     "steps[0].fields[0].label", "Text"),
    ("words for yes or no", lambda d: d["steps"][0]["fields"][0].update(required="no"),
     "steps[0].fields[0].required", "true or false"),
    ("words for a number", lambda d: d["steps"][0]["fields"][0].update(max_length="nhiều"),
     "steps[0].fields[0]", ""),
    ("a number too large", lambda d: d["steps"][0]["fields"][0].update(max_length=99999),
     "steps[0].fields[0].max_length", "1000"),
    ("no words", lambda d: d["steps"][0]["fields"][0].update(label=""), "steps[0].fields[0].label", ""),
    ("no title", lambda d: d.update(title=" "), "title", "title"),
    ("no steps", lambda d: d.pop("steps"), "steps", "missing"),
    ("steps that are none", lambda d: d.update(steps={"a": 1}), "steps", "list of objects"),
    ("questions that are none", lambda d: d["steps"][0].update(fields=["x"]), "steps[0].fields", "list of objects"),
    ("choices of another shape", lambda d: d["steps"][1]["fields"][2].update(options=[[]]),
     "steps[1].fields[2].options", "list of objects"),
    ("two questions of one code", lambda d: d["steps"][0]["fields"][1].update(key="ho_ten"),
     "steps[0].fields[1].key", "code"),
    ("a rule on a question that comes later",
     lambda d: d["steps"][0]["fields"][0].update(show_if={"field": "ten_con", "op": "filled"}),
     "steps[0].fields[0]", ""),
    ("a rule that is none", lambda d: d["steps"][0]["fields"][1].update(show_if="ho_ten"),
     "steps[0].fields[1]", ""),
    ("a code that is none", lambda d: d.update(code="Khai Sinh"), "code", "small letters"),
    ("a letter nothing can keep", lambda d: d["steps"][0]["fields"][0].update(label="a\0b"),
     "steps[0].fields[0].label", "character"),
    ("a text without end", lambda d: d.update(title="a" * 30_000), "title", "too long"),
    ("a scenario without a name", lambda d: d.update(scenarios=[{"answers": {}}]), "scenarios[0].name", "name"),
    ("a scenario that expects something unknown",
     lambda d: d.update(scenarios=[{"name": "a", "expect": {"x": 1}}]), "scenarios[0].expect.x", "not known"),
    ("a scenario on no day", lambda d: d.update(scenarios=[{"name": "a", "on": "hôm nay"}]), "scenarios[0].on", "day"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("spoil", "path", "words"), [pytest.param(*one[1:], id=one[0]) for one in WRONG])
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_saved(spoil: Any, path: str, words: str) -> None:
    data = file_of()
    spoil(data)
    checked = check(data)
    found = [one for one in checked.problems if one.path.startswith(path)]
    assert found, checked.problems
    assert words in " ".join(one.message for one in found)
    if path.startswith("steps[0].fields["):
        assert "Step 1 “Người đi khai”, question " in found[0].place
    with pytest.raises(ImportRefused):
        save(data)
    assert not EForm.objects.exists()


def test_all_that_is_wrong_is_told_at_once(db: None) -> None:
    data = file_of()
    data["steps"][0]["fields"][0]["max_length"] = 99999
    data["steps"][1]["fields"][1]["label"] = "a" * 300
    data["steps"][2]["fields"][0]["label"] = ""
    assert {one.path.rpartition(".")[0] for one in check(data).problems} == {
        "steps[0].fields[0]",
        "steps[1].fields[1]",
        "steps[2].fields[0]",
    }


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"[1]", "format"),
        (b'{"format": "other"}', "format"),
        (b'{"format": "mot-cua/eform", "format_version": 2}', "format_version"),
        (b'{"format": "mot-cua/eform", "format_version": true}', "format_version"),
        (b'{"format": 1, "format": 2}', "not_json"),
        (b'{"a": NaN}', "not_json"),
        ("{}".encode("utf-16"), "not_utf8"),
        (b"[" * 100_000, "not_json"),
        (b" " * 2_000_001, "large"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(raw: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        load(raw)
    assert refused.value.code == code


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**20) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["key", "type", "label", "options", "value", "fields", "show_if", "field", "op", "when", "limits", "x"]
    ), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    where=st.sampled_from(["form", "step", "question", "choice"]),
    name=st.sampled_from(
        ["title", "steps", "fields", "options", "label", "key", "required", "show_if", "limits", "checks", "set",
         "require_if", "refusals", "one_by_one", "routes", "scenarios", "lists", "type", "id", "min", "max_length",
         "accept", "prefill", "legal_url", "use", "sensitive"]
    ),
    value=JSON,
)  # fmt: skip
def test_no_value_anywhere_breaks_the_check(where: str, name: str, value: Any) -> None:
    data = file_of()
    spot = {
        "form": data,
        "step": data["steps"][1],
        "question": data["steps"][1]["fields"][0],
        "choice": data["steps"][1]["fields"][2]["options"][0],
    }[where]
    spot[name] = value
    checked = check(data)
    assert checked.problems or checked.content
    assert not EForm.objects.exists()


def test_a_copy_gets_a_code_of_its_own_and_leaves_the_original_alone(version: FormVersion) -> None:
    original = EForm.objects.get(code="khai-sinh")
    first = library.copy(exported(original), title="Tờ khai đăng ký khai sinh")
    second = library.copy(exported(original), title="Tờ khai đăng ký khai sinh")
    assert first.code != second.code
    assert second.code == f"{first.code}-2"
    assert compile_content(second.get_latest_revision_as_object())["steps"] == version.content["steps"]
    original.refresh_from_db()
    assert original.live_revision is not None
    assert original.versions.count() == 1
    assert free_code("khai-sinh") == "khai-sinh-2"


def test_a_locked_form_is_not_changed_by_a_file(version: FormVersion) -> None:
    EForm.objects.filter(code="khai-sinh").update(locked=True)
    (problem,) = check(file_of(code="khai-sinh")).problems
    assert "locked" in problem.message


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for code, title in (("mot", "Tờ khai một"), ("hai", "Tờ khai hai")):
        (tmp_path / f"{code}.json").write_text(
            json.dumps(file_of(code=code, title=title, source="TT 04/2024"))
        )
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    return tmp_path


def test_the_library_lists_and_loads_ready_forms(db: None, shelf: Path, capsys: Any) -> None:
    found = library.entries()
    assert [(one.code, one.source, one.steps) for one in found] == [
        ("hai", "TT 04/2024", 3),
        ("mot", "TT 04/2024", 3),
    ]
    call_command("load_library", "mot", publish=True)
    assert EForm.objects.get().live
    call_command("load_library")
    assert "made 1: hai; left alone 1: mot" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("load_library", "ba")


def test_the_commands_export_and_import(version: FormVersion, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "to-khai.json"
    call_command("export_form", "khai-sinh", str(file))
    call_command("import_form", str(file), code="moi", dry_run=True)
    assert "makes moi: 3 step(s), 16 question(s)" in capsys.readouterr().out
    assert not EForm.objects.filter(code="moi").exists()
    call_command("import_form", str(file), code="moi", publish=True)
    assert EForm.objects.get(code="moi").live
    file.write_text(file.read_text().replace('"label"', '"lable"', 1))
    with pytest.raises(CommandError):
        call_command("import_form", str(file))
    with pytest.raises(CommandError):
        call_command("export_form", "khong-co")
    with pytest.raises(CommandError):
        call_command("import_form", str(tmp_path / "khong-co.json"))


def test_a_form_that_uses_every_rule_goes_out_and_in_again(agencies: None, db: None) -> None:
    content = {
        "title": "F",
        "steps": [
            {"id": "a", "title": "A", "one_by_one": True, "fields": [
                question("text", "ten", use="full_name", example="Lan", sensitive=True, legal_basis="Luật"),
                question("phone", "so", use="phone"),
                question("integer", "con", limits=[{"min": 0, "message": "Không âm"}]),
                question("yes_no", "co"),
                question("text", "ly_do", required=False, require_if={"field": "co", "op": "equals", "value": True},
                         checks=[{"when": {"field": "ly_do", "op": "contains", "value": "x"}, "message": "Không x"}]),
            ]},
            {"id": "b", "title": "B", "show_if": {"field": "con", "op": "at_least", "value": 1},
             "refusals": [{"when": {"field": "con", "op": "greater", "value": 20}, "message": "Quá nhiều"}],
             "fields": [
                question("group", "cac_con", fields=[question("text", "ten_con"), question("date", "ngay_con")]),
            ]},
        ],
        "routes": [{"when": {"field": "co", "op": "equals", "value": True}, "agency": "H08.16"}],
    }  # fmt: skip
    eform = build("day-du", content)
    data = exported(eform)
    checked = check({**data, "code": "khac"})
    assert checked.problems == []
    assert checked.content == compile_content(eform)


@pytest.mark.parametrize("path", sorted(library.FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_every_ready_form_comes_in_whole_and_its_scenarios_pass(db: None, path: Path) -> None:
    data = load(path.read_bytes())
    assert data["code"] == path.stem
    checked = check(data)
    assert checked.problems == []
    assert [(one.name, one.differences) for one in checked.verdicts if not one.passed] == []
    assert checked.reasons == []


def test_a_problem_with_a_rule_names_its_place_in_the_editors_words() -> None:
    limited = question("date", "ngay", label="Ngày", limits=[{"min": "2020-01-01", "max": "2019-01-01"}])
    data = {"code": "x", "title": "X", "steps": [{"title": "Một", "fields": [limited]}]}
    with translation.override("vi"):
        (problem,) = check(data).problems
    assert problem.place == "Bước 1 “Một”, câu hỏi 1 “Ngày”, Giới hạn, Nhiều nhất"


def test_only_what_was_saved_is_logged(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    caplog.set_level("INFO", logger="wagtail")
    file = tmp_path / "x.json"
    form = {"format": "mot-cua/eform", "format_version": 1, **BIRTH, "code": "x"}
    file.write_text(json.dumps(form))
    call_command("import_form", str(file), "--dry-run")
    file.write_text(
        json.dumps({**form, "routes": [{"when": {"field": "khong_co", "op": "filled"}, "agency": "H08"}]})
    )
    with pytest.raises(CommandError):
        call_command("import_form", str(file))
    assert caplog.messages == []
    file.write_text(json.dumps(form))
    call_command("import_form", str(file))
    assert [one for one in caplog.messages if one.startswith("Edited")] != []
