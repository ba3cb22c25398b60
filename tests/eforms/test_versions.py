"""What an editor saves and publishes: codes, conditions in words, the gate, versions that never change."""

from __future__ import annotations

import copy
import html
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks import StreamBlockValidationError

from accounts.errors import Unchangeable
from eforms.building import build, current_version
from eforms.canonical import digest
from eforms.compile import compile_content
from eforms.definition import EForm
from eforms.errors import FormIncomplete
from eforms.models import FormVersion
from tests.eforms.conftest import BIRTH, question


def form(*fields: dict[str, Any], title: str = "Bước") -> dict[str, Any]:
    person = [question("text", "ten", use="full_name"), question("phone", "so", use="phone")]
    return {"title": "F", "steps": [{"id": "", "title": title, "fields": [*person, *fields]}]}


def beside(error: StreamBlockValidationError, step: int, place: int, *path: str | int) -> ValidationError:
    found: Any = error.block_errors[step].block_errors["fields"].block_errors[place]
    for part in path:
        found = found.block_errors[part]
    return found


def test_building_compiles_what_was_asked_for(version: FormVersion) -> None:
    content = version.content
    father = content["steps"][1]["fields"][4]
    assert father["show_if"] == {"field": "co_cha", "op": "equals", "value": True}
    assert content["steps"][1]["fields"][1]["max"] == "today"
    assert content["steps"][2]["fields"][0]["accept"] == ["pdf", "png"]
    assert version.hash == digest(content)
    assert version.number == 1


def test_compiling_and_building_again_is_the_same_content(version: FormVersion) -> None:
    again = build("ban-sao", version.content)
    assert compile_content(again) == version.content


def test_publishing_unchanged_content_writes_no_version(version: FormVersion) -> None:
    build("khai-sinh", BIRTH)
    assert FormVersion.objects.count() == 1
    changed = copy.deepcopy(BIRTH)
    changed["steps"][0]["title"] = "Người khai"
    build("khai-sinh", changed)
    newest = current_version("khai-sinh")
    assert newest is not None
    assert newest.number == 2
    version.refresh_from_db()
    assert version.content["steps"][0]["title"] == "Người đi khai"


def test_a_draft_of_the_form_publishes_nothing(version: FormVersion) -> None:
    eform = EForm.objects.get(code="khai-sinh")
    eform.title = "Tên mới"
    eform.save_revision()
    assert FormVersion.objects.count() == 1
    eform.get_latest_revision().publish()
    assert FormVersion.objects.count() == 2


def test_a_version_is_never_changed_or_deleted(version: FormVersion) -> None:
    version.content = {}
    with pytest.raises(Unchangeable):
        version.save()
    with pytest.raises(Unchangeable):
        version.delete()
    with pytest.raises(Unchangeable):
        FormVersion.objects.update(hash="x")
    with pytest.raises(Unchangeable):
        FormVersion.objects.all().delete()


def test_codes_are_made_from_the_words_once_and_kept() -> None:
    eform = build(
        "f", form(question("text", "", label="Họ và tên đệm"), question("text", "", label="Họ và tên đệm"))
    )
    keys = [one["key"] for one in compile_content(eform)["steps"][0]["fields"]]
    assert keys[2:] == ["ho_va_ten_dem", "ho_va_ten_dem_2"]
    eform.steps[0].value["fields"][2].value["label"] = "Tên khác"
    block = eform._meta.get_field("steps").stream_block
    eform.steps = block.clean(eform.steps)
    assert compile_content(eform)["steps"][0]["fields"][2]["key"] == "ho_va_ten_dem"


def test_a_condition_may_be_written_in_words() -> None:
    choice = question(
        "choice", "tinh_trang", label="Tình trạng", options=[{"label": "Đã kết hôn"}, {"label": "Độc thân"}]
    )
    spouse = question(
        "text", "vo_chong", show_if={"field": "tình trạng", "op": "equals", "value": "đã kết hôn"}
    )
    when = question("date", "ngay", show_if={"field": "vo_chong", "op": "filled"})
    late = question("text", "tre", show_if={"field": "ngay", "op": "greater", "value": "01/02/2025"})
    for one in choice["options"]:
        one.update(label_en="", value="")
    eform = build("f", form(choice, spouse, when, late))
    fields = compile_content(eform)["steps"][0]["fields"]
    assert fields[3]["show_if"] == {"field": "tinh_trang", "op": "equals", "value": "da_ket_hon"}
    assert fields[4]["show_if"] == {"field": "vo_chong", "op": "filled"}
    assert fields[5]["show_if"]["value"] == "2025-02-01"


@pytest.mark.parametrize(
    ("kind", "show_if", "code"),
    [
        ("text", {"field": "sau", "op": "equals", "value": "x"}, "later_question"),
        ("text", {"field": "k", "op": "filled"}, "circle"),
        ("text", {"field": "co", "op": "greater", "value": "3"}, "condition_op"),
        ("text", {"field": "co", "op": "equals", "value": "có thể"}, "condition_value"),
        ("text", {"field": "co", "op": "equals", "value": ""}, "condition_tree"),
        ("text", {"field": "so_luong", "op": "less", "value": "ít"}, "condition_value"),
    ],
)
def test_a_condition_that_cannot_work_is_told_beside_its_block(kind: str, show_if: Any, code: str) -> None:
    fields = [
        question("yes_no", "co", label="Có không?"),
        question("integer", "so_luong"),
        question(kind, "k", show_if=show_if),
        question("text", "sau", label="Câu sau"),
    ]
    with pytest.raises(StreamBlockValidationError) as refused:
        build("f", form(*fields))
    error = beside(refused.value, 0, 4, "rules", 0)
    assert error.code == code
    message = error.messages[0]
    assert (
        "Có không?" in message
        or "sau" in message
        or "“k”" in message
        or "number" in message
        or "số" in message
        or "“Câu k”" in message
    )


def test_two_questions_with_one_code_are_told_apart() -> None:
    with pytest.raises(StreamBlockValidationError) as refused:
        build("f", form(question("text", "ten")))
    assert beside(refused.value, 0, 2, "key").code == "key_taken"


def test_a_code_must_look_like_one() -> None:
    with pytest.raises(StreamBlockValidationError) as refused:
        build("f", form(question("text", "csrfmiddlewaretoken")))
    assert beside(refused.value, 0, 2, "key").code == "key_form"


def test_a_form_nobody_could_be_answered_to_is_not_published() -> None:
    content = {"title": "F", "steps": [{"id": "a", "title": "A", "fields": [question("text", "x")]}]}
    with pytest.raises(FormIncomplete) as refused:
        build("f", content)
    assert {one.code for one in refused.value.error_list} == {"no_full_name", "no_contact"}
    assert not FormVersion.objects.exists()
    assert build("f", content, publish=False).pk  # but it can be kept as a draft


# -- in the admin ---------------------------------------------------------------------------------------


@pytest.fixture
def editor(client: Client) -> Client:
    from accounts.models import User
    from tests import people

    user = User.objects.create_superuser("bien-tap@example.vn", "x", full_name="Biên tập")
    people.sign_in(client, user)
    return client


def admin_post(*questions: tuple[str, dict[str, Any]], **more: str) -> dict[str, Any]:
    """What the editor's page sends for a form of one step."""
    base = "steps-0-value"
    data: dict[str, Any] = {
        "title": "Tờ khai thử", "title_en": "", "code": "thu",
        "steps-count": 1, "steps-0-deleted": "", "steps-0-order": 0, "steps-0-type": "step", "steps-0-id": "",
        f"{base}-title": "Bước một", f"{base}-title_en": "", f"{base}-description": "",
        f"{base}-description_en": "", f"{base}-key": "", f"{base}-fields-count": len(questions),
        f"{base}-rules-count": 0, "routes-count": 0, "paper-count": 0,
        "signers-count": 0, "representation": "off",
    }  # fmt: skip
    for place, (kind, value) in enumerate(questions):
        prefix = f"{base}-fields-{place}"
        data |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": place,
            f"{prefix}-type": kind,
            f"{prefix}-id": "",
        }
        whole = {
            "label_en": "", "help": "", "help_en": "", "key": "", "rules-count": 0, "use": "",
            "max_length": "", "about-example": "", "about-example_en": "", "about-legal_basis": "",
            "about-legal_url": "", **value,
        }  # fmt: skip
        data |= {f"{prefix}-value-{name}": part for name, part in whole.items()}
    return data | more


WHOLE = (("text", {"label": "Họ tên", "use": "full_name"}), ("email", {"label": "Thư", "use": "email"}))
ADD = "/quan-tri/snippets/eforms/eform/add/"


def test_an_editor_builds_and_publishes_a_form(editor: Client) -> None:
    assert editor.get(ADD).status_code == 200
    response = editor.post(ADD, admin_post(*WHOLE, **{"action-publish": "action-publish"}))
    assert response.status_code == 302, response.content.decode()[:3000]
    version = current_version("thu")
    assert version is not None
    assert [one["key"] for one in version.content["steps"][0]["fields"]] == ["ho_ten", "thu"]
    assert version.content["steps"][0]["id"] == "buoc_mot"


def test_publishing_an_incomplete_form_is_refused_on_the_page(editor: Client) -> None:
    response = editor.post(ADD, admin_post(WHOLE[0], **{"action-publish": "action-publish"}))
    assert response.status_code == 200
    assert not FormVersion.objects.exists()
    assert editor.post(ADD, admin_post(WHOLE[0])).status_code == 302  # a draft is kept


def test_a_wrong_condition_stays_on_the_page_with_its_words(editor: Client) -> None:
    condition = json.dumps({"field": "Câu không có", "op": "filled"})
    rules = {
        "rules-count": 1, "rules-0-deleted": "", "rules-0-order": 0, "rules-0-type": "show_if",
        "rules-0-id": "",
        "rules-0-value": condition,
    }  # fmt: skip
    response = editor.post(ADD, admin_post(*WHOLE, ("text", {"label": "Tên", **rules})))
    assert response.status_code == 200
    as_json = json.dumps("Câu không có")[1:-1]
    assert as_json in response.content.decode().replace("\\\\", "\\")
    assert not EForm.objects.exists()


def test_the_preview_shows_every_step(editor: Client, version: FormVersion) -> None:
    eform = EForm.objects.get(code="khai-sinh")
    response = eform.make_preview_request()
    page = response.content.decode()
    assert response.status_code == 200
    for step in version.content["steps"]:
        assert step["title"] in page
    assert "Họ và tên" in page


def beside_the_steps(name: str, kind: str, /, **value: str) -> dict[str, str]:
    """One block of a field beside the steps, as the editor's page sends it."""
    start = f"{name}-0"
    block = {f"{name}-count": "1", f"{start}-deleted": "", f"{start}-order": "0", f"{start}-type": kind,
             f"{start}-id": ""}  # fmt: skip
    return block | {f"{start}-value-{part}": given for part, given in value.items()}


def test_a_signer_is_named_by_the_questions_chosen_also_before_they_have_codes(editor: Client) -> None:
    ids = ("7a0dd3dc-0f1b-4a57-8f5f-6d0a5b9a3a01", "7a0dd3dc-0f1b-4a57-8f5f-6d0a5b9a3a02")
    chosen = {"name": f"#{ids[0]}", "email": f"#{ids[1]}"}
    signer = beside_the_steps("signers", "signer", label="Chồng", label_en="", key="", when="", **chosen)
    blocks = {f"steps-0-value-fields-{place}-id": one for place, one in enumerate(ids)}
    response = editor.post(
        ADD, admin_post(*WHOLE, **signer, **blocks, **{"action-publish": "action-publish"})
    )
    assert response.status_code == 302, response.content.decode()[:3000]
    version = current_version("thu")
    assert version is not None
    (compiled,) = version.content["signers"]
    assert (compiled["name"], compiled["email"]) == ("ho_ten", "thu")


def test_a_form_that_goes_to_no_known_agency_is_not_published(editor: Client, agencies: None) -> None:
    publish = {"action-publish": "action-publish"}
    unknown = beside_the_steps("routes", "route", when="", agency="H99.1")
    response = editor.post(ADD, admin_post(*WHOLE, **unknown, **publish))
    assert response.status_code == 200
    assert "H99.1" in str(response.context["form"].errors["routes"])
    assert not FormVersion.objects.exists()
    known = beside_the_steps("routes", "route", when="", agency="H08.16")
    assert editor.post(ADD, admin_post(*WHOLE, **known, **publish)).status_code == 302
    version = current_version("thu")
    assert version is not None
    assert version.content["routes"] == [{"when": None, "agency": "H08.16"}]


def test_the_editor_offers_agencies_by_name(editor: Client, agencies: None) -> None:
    assert json.dumps("UBND phường Quy Nhơn") in html.unescape(editor.get(ADD).content.decode())


def test_the_list_of_forms_speaks_plainly(editor: Client, version: FormVersion) -> None:
    saved = EForm.objects.get().latest_revision
    assert saved is not None
    type(saved).objects.filter(pk=saved.pk).update(created_at=datetime(2026, 11, 28, 3, 17, tzinfo=UTC))
    page = editor.get("/quan-tri/snippets/eforms/eform/").content.decode()
    assert "28/11/2026 10:17" in page
    cells = [" ".join(one.split()) for one in re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)]
    assert "Có" in cells
    assert "True" not in cells


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/quan-tri/snippets/eforms/sharedquestions/", "Chưa có câu hỏi dùng chung nào."),
        ("/quan-tri/snippets/eforms/eform/history/%d/", "mục nhật ký"),
        (ADD, "Hãy sửa các chỗ chưa đúng để xem trước tiếp"),
        (ADD, json.dumps("– Chọn –")[1:-1]),
    ],
)
def test_the_pages_of_forms_are_in_vietnamese(
    editor: Client, version: FormVersion, address: str, words: str
) -> None:
    page = editor.get(address % version.eform_id if "%d" in address else address).content.decode()
    assert words in html.unescape(page)


def test_what_is_added_between_blocks_is_said_in_words(editor: Client) -> None:
    page = editor.get(ADD).content.decode()
    assert "eforms/builder/adding.js" in page
    for words in ("Thêm bước", "Thêm câu hỏi", "Thêm quy tắc", "Thêm người ký"):
        assert json.dumps({"data-eforms-add": words}) in html.unescape(page), words


def test_a_second_form_of_one_title_gets_a_code_of_its_own(editor: Client) -> None:
    for _turn in range(2):
        assert editor.post(ADD, admin_post(*WHOLE)).status_code == 302
    assert set(EForm.objects.values_list("code", flat=True)) == {"thu", "thu-2"}
    second = EForm.objects.get(code="thu-2")
    edit = f"/quan-tri/snippets/eforms/eform/edit/{second.pk}/"
    assert editor.post(edit, admin_post(*WHOLE)).status_code == 302  # the page still holds the first code
    second.refresh_from_db()
    assert second.get_latest_revision_as_object().code == "thu-2"
