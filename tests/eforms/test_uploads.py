"""Files of a step: several at once, turned, cut to 3×4, removed; a bad one takes no other with it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from documents.models import StoredFile
from eforms import drafts
from eforms.building import build, current_version
from eforms.drafts import GRANTS
from eforms.models import Draft
from eforms.pages.filling import Filling
from eforms.pages.step_form import StepForm
from tests.eforms.conftest import NOW, PDF, TODAY, question, upload

CONTENT: dict[str, Any] = {
    "title": "Tờ khai căn cước",
    "steps": [
        {
            "id": "giay_to",
            "title": "Giấy tờ",
            "fields": [
                question("text", "ho_ten", label="Họ tên", use="full_name"),
                question("phone", "dien_thoai", label="Điện thoại", use="phone"),
                question("file", "giay", label="Giấy", accept=["pdf", "jpg"], max_files=3),
                question("photo", "anh", label="Ảnh 3×4"),
            ],
        }
    ],
}


def picture(width: int, height: int, name: str = "anh.jpg") -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(target, "JPEG")
    return SimpleUploadedFile(name, target.getvalue())


@pytest.fixture
def draft() -> Draft:
    build("can-cuoc", CONTENT)
    version = current_version("can-cuoc")
    assert version is not None
    return drafts.start(version, kind="trial", context={}, title="Căn cước", owner=None, at=NOW)[0]


@pytest.fixture
def lan(client: Client, draft: Draft) -> Client:
    session = client.session
    session[GRANTS] = [str(draft.pk)]
    session.save()
    return client


def draft_form(draft: Draft) -> StepForm:
    return StepForm(filling=Filling.of(draft, drafts.facts_of(draft, TODAY)), step_id="giay_to")


def send(client: Client, draft: Draft, do: str = "continue", **data: Any) -> Any:
    return client.post(reverse("eforms:step", args=[draft.pk, "giay_to"]), {"wizard-do": do, **data})


def files(draft: Draft, key: str) -> list[StoredFile]:
    draft.refresh_from_db()
    return [StoredFile.objects.get(pk=one) for one in draft.answers.get(key, [])]


def codes(response: Any) -> dict[str, list[str]]:
    form = response.context["form"]
    return {key: [one.code for one in error.as_data()] for key, error in form.errors.items()}


def test_several_files_at_once_keep_their_order_and_each_bad_one_says_why(lan: Client, draft: Draft) -> None:
    sent = [upload("b.pdf"), SimpleUploadedFile("rong.pdf", b""), picture(40, 40, "a.jpg"), upload("x.exe")]
    response = send(lan, draft, giay=sent)
    assert [one.name for one in files(draft, "giay")] == ["b.pdf", "a.jpg"]
    assert codes(response)["giay"] == ["empty", "type"]


def test_more_files_than_fit_are_refused_and_the_first_stay(lan: Client, draft: Draft) -> None:
    response = send(lan, draft, giay=[upload(f"{number}.pdf") for number in range(5)])
    assert [one.name for one in files(draft, "giay")] == ["0.pdf", "1.pdf", "2.pdf"]
    assert codes(response)["giay"] == ["too_many_files", "too_many_files"]


def test_a_picture_is_turned_in_its_place_and_typed_answers_stay(lan: Client, draft: Draft) -> None:
    send(lan, draft, giay=[upload("a.pdf"), picture(60, 40, "b.jpg"), upload("c.pdf")])
    _a, b, _c = files(draft, "giay")
    response = send(lan, draft, do=f"turn:giay:{b.pk}", ho_ten="Nguyễn Thị Lan")
    assert response.url.endswith("#question-giay")
    now = files(draft, "giay")
    assert [one.name for one in now] == ["a.pdf", "b.jpg", "c.pdf"]
    assert now[1].about == {"width": 40, "height": 60}
    assert StoredFile.objects.filter(pk=b.pk).exists()
    assert draft.answers["ho_ten"] == "Nguyễn Thị Lan"


def test_a_file_of_another_draft_is_not_touched(lan: Client, draft: Draft) -> None:
    other = drafts.start(draft.version, kind="trial", context={}, title="khác", owner=None, at=NOW)[0]
    theirs = drafts.attach(other, "giay", picture(60, 40), by=None, at=NOW)
    send(lan, draft, do=f"turn:giay:{theirs.pk}")
    send(lan, draft, do="turn:giay:no-id")
    assert files(draft, "giay") == []
    assert [one.pk for one in files(other, "giay")] == [theirs.pk]


@pytest.mark.parametrize(
    ("size", "code"), [((354, 472), None), ((1080, 1920), "not_3x4"), ((150, 200), "too_few_pixels")]
)
def test_a_photo_is_3_by_4_and_sharp_enough(
    lan: Client, draft: Draft, size: tuple[int, int], code: str | None
) -> None:
    response = send(lan, draft, anh=picture(*size))
    assert codes(response).get("anh") == ([code] if code else None)


def test_a_photo_question_says_beforehand_what_the_photo_must_be(lan: Client, draft: Draft) -> None:
    with translation.override("en"):
        [shown] = [one for one in draft_form(draft).questions if one["bound"].name == "anh"]
        words = str(shown["bound"])
    assert "up to 5 MB" in words.replace("\xa0", " ")
    assert 'data-limit="5242880"' in words
    assert "354 × 472 pixels" in words


@pytest.mark.parametrize(("size", "said"), [((100, 133), "100 × 133"), ((600, 800), "")])
def test_a_photo_that_will_not_do_is_told_the_moment_it_arrives(
    lan: Client, draft: Draft, size: tuple[int, int], said: str
) -> None:
    response = lan.post(reverse("eforms:files", args=[draft.pk, "giay_to", "anh"]), {"anh": picture(*size)})
    html = response.content.decode()
    assert ('class="field__error upload__wrong"' in html) == bool(said)
    assert said in html


def test_a_photo_of_a_phone_is_cut_to_3_by_4_on_the_page(lan: Client, draft: Draft) -> None:
    response = send(lan, draft, anh=picture(1080, 1920))
    [photo] = files(draft, "anh")
    button = f"cut:anh:{photo.pk}"
    assert button in response.content.decode()
    send(lan, draft, do=button)
    [cut] = files(draft, "anh")
    assert cut.about == {"width": 1080, "height": 1440}
    response = send(lan, draft)
    assert "anh" not in codes(response)
    assert "cut:anh" not in response.content.decode()


def test_the_small_picture_is_for_who_fills_the_draft(lan: Client, draft: Draft) -> None:
    send(lan, draft, anh=picture(600, 800))
    [photo] = files(draft, "anh")
    small = reverse("documents:small", args=[photo.pk])
    answer = lan.get(small, {"cat": "3x4"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(small).status_code == 404
    paper = drafts.attach(draft, "giay", SimpleUploadedFile("a.pdf", PDF), by=None, at=NOW)
    assert lan.get(reverse("documents:small", args=[paper.pk])).status_code == 404


def test_one_file_at_once_by_htmx_answers_with_its_question(lan: Client, draft: Draft) -> None:
    address = reverse("eforms:files", args=[draft.pk, "giay_to", "giay"])
    response = lan.post(address, {"giay": [upload("a.pdf"), upload("b.pdf")], "ho_ten": "Lan"})
    shown = response.content.decode()
    assert 'id="question-giay"' in shown
    assert "a.pdf" in shown
    assert "b.pdf" in shown
    [first, _second] = files(draft, "giay")
    response = lan.post(address, {"wizard-do": f"remove:giay:{first.pk}"})
    assert [one.name for one in files(draft, "giay")] == ["b.pdf"]
