"""What every question can say beside its words: an example, the law behind it, that it is sensitive."""

from __future__ import annotations

from typing import Any

from django.test import Client

from eforms import drafts
from eforms.building import build, current_version
from eforms.judging.sensitive import masked
from eforms.pages.filling import Filling
from eforms.pages.review import review
from eforms.pages.step_form import StepForm
from tests.eforms.conftest import NOW, TODAY, question
from themes.form_fields import FieldView

LAW = "https://vbpl.vn/luat-ho-tich"
FORM: dict[str, Any] = {
    "title": "Tờ khai",
    "steps": [
        {
            "id": "mot",
            "title": "Một",
            "fields": [
                question(
                    "text",
                    "ho_ten",
                    use="full_name",
                    help="Như trong giấy tờ <b>",
                    example="Nguyễn Thị Lan",
                    sensitive=True,
                    legal_basis="Điều 16 Luật Hộ tịch",
                    legal_url=LAW,
                ),
                question("phone", "dt", use="phone"),
            ],
        }
    ],
}


def test_the_words_are_kept_only_where_there_are_any() -> None:
    build("mot", FORM)
    version = current_version("mot")
    assert version is not None
    first, second = version.content["steps"][0]["fields"]
    assert (first["example"], first["sensitive"], first["legal_url"]) == ("Nguyễn Thị Lan", True, LAW)
    assert not {"example", "example_en", "sensitive", "legal_basis", "legal_url"} & set(second)
    build("mot", version.content)
    assert current_version("mot") == version


def test_the_page_shows_example_and_law(client: Client) -> None:
    build("mot", FORM)
    version = current_version("mot")
    assert version is not None
    draft, secret = drafts.start(version, kind="trial", context={}, title="T", owner=None, at=NOW)
    client.get(f"/to-khai/tiep-tuc/{draft.pk}/{secret}/")
    page = client.get(f"/to-khai/{draft.pk}/mot/").content.decode()
    assert "Như trong giấy tờ &lt;b&gt;<br>" in page
    assert "Nguyễn Thị Lan" in page
    assert f'href="{LAW}"' in page


def test_a_sensitive_answer_is_masked_where_a_code_opens_the_page() -> None:
    build("mot", FORM)
    version = current_version("mot")
    assert version is not None
    parts = review(version.content, {"ho_ten": "Nguyễn Thị Lan", "dt": "0912345678"})
    rows = {row["key"]: row["text"] for part in masked(parts, version.content) for row in part["rows"]}
    assert "Lan" not in rows["ho_ten"]
    assert rows["dt"] == "0912 345 678"


def test_what_may_be_left_out_is_marked_also_where_nothing_on_the_step_is_required(client: Client) -> None:
    free = [
        question("text", "ghi_chu", label="Ghi chú", required=False),
        question("group", "con", label="Con", fields=[question("text", "ten", label="Tên", required=False)]),
    ]
    steps = [*FORM["steps"], {"id": "hai", "title": "Hai", "fields": free}]
    build("tuy", {"title": "Tờ khai", "steps": steps})
    version = current_version("tuy")
    assert version is not None
    draft, _secret = drafts.start(version, kind="trial", context={}, title="T", owner=None, at=NOW)
    form = StepForm(filling=Filling.of(draft, drafts.facts_of(draft, TODAY)), step_id="hai")
    assert FieldView(form["ghi_chu"]).optional
    assert FieldView(form.rows["con"].rows[0].form["ten"]).optional
