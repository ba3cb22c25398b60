"""Two editors save one code at the same moment: the later is told what a second later would be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.snippets.views.snippets import CreateView

from eforms.lists.models import CodeList
from eforms.models import EForm
from tests.eforms.test_versions import ADD, WHOLE, admin_post, editor

__all__ = ["editor"]
pytestmark = pytest.mark.django_db
NEW_LIST = "/quan-tri/snippets/eforms/codelist/add/"


@pytest.fixture
def quicker(monkeypatch: pytest.MonkeyPatch) -> Any:
    """quicker(model, **row): between check and saving of what is sent somebody else saves this row."""

    def first(model: Any, **row: Any) -> None:
        save, waiting = CreateView.form_valid, [row]

        def form_valid(view: Any, form: Any) -> Any:
            if waiting:
                model.objects.create(**waiting.pop())
            return save(view, form)

        monkeypatch.setattr(CreateView, "form_valid", form_valid)

    return first


def test_of_two_new_forms_of_one_code_the_later_gets_the_next(editor: Client, quicker: Any) -> None:
    quicker(EForm, code="thu", title="Của người kia")
    answer = editor.post(ADD, admin_post(*WHOLE))
    assert answer.status_code == 302
    told = dict(EForm.objects.values_list("code", "title"))
    assert told.pop("thu") == "Của người kia"
    assert list(told.values()) == ["Tờ khai thử"]


def test_of_two_new_lists_of_one_code_the_later_reads_that_it_is_taken(editor: Client, quicker: Any) -> None:
    quicker(CodeList, code="nghe", title="Của người kia")
    answer = editor.post(NEW_LIST, {"code": "nghe", "title": "Nghề", "title_en": ""})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert answer.context["form"]["title"].value() == "Nghề"
