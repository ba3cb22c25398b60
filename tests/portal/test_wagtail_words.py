"""Wagtail's admin as our editors read it: in Vietnamese, lists, reports and pictures too."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(
    r"\b(?:of \d+|log entries|matching pages|searches|Aging pages|By task|By workflow|uploaded|live|contrast"
    r"|Skip to|Toggle|Delete|selected|Usage count|Upload|notifications|Choose which|Keyboard)\b"
)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "pages/{field}/",
        "pages/search/?q=nuoi",
        "pages/{page}/edit/",
        "pages/{page}/history/",
        "images/",
        "documents/",
        "account/",
        "reports/aging-pages/",
        "reports/site-history/",
        "reports/workflow/",
        "reports/workflow_tasks/",
        "reports/page-types-usage/",
    ],
)
def test_no_english_is_left_on_pages_editors_see(client: Client, page: str) -> None:
    procedure = catalogue.published()
    people.sign_in(client, people.holder("publisher", agency=""))
    answer = client.get("/quan-tri/" + page.format(field=catalogue.field().pk, page=procedure.pk))
    assert answer.status_code == 200
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    assert ENGLISH.findall(strip_tags(html)) == []
