"""The editor's form in the admin: what is typed, what the gate answers, the way through moderation."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import GroupPagePermission, Workflow
from wagtail.search import index
from wagtail.test.utils.form_data import nested_form_data, streamfield

from procedures.models import ProcedurePage, Release
from procedures.moderation import ensure_workflow
from procedures.pages import CatalogueIndexPage
from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db

EMPTY = {
    name: streamfield([]) for name in ("results", "variants", "channels", "legal_bases", "pauses", "process")
}


def typed(**changes: Any) -> dict[str, Any]:
    """What the browser sends for a form with these values."""
    values = {
        "code": "1.900009",
        "name": "Đăng ký nuôi dê",
        "online_level": "info",
        "clock_policy": "P1",
        "decision_kind": "new",
        "keywords": "dê\ndê núi\ndê",
        "agency_codes": "",
        **EMPTY,
        **changes,
    }
    levels = values.pop("levels", ["commune"])
    return {**nested_form_data(values), "levels": levels}


@pytest.fixture
def catalogue_open() -> CatalogueIndexPage:
    catalogue.field()
    index = CatalogueIndexPage.objects.get()
    ensure_workflow(index)
    return index


def client_of(role: str) -> Client:
    client = Client()
    people.sign_in(client, people.holder(role, agency=""))
    return client


@pytest.fixture
def editor(catalogue_open: CatalogueIndexPage) -> Client:
    return client_of("editor")


@pytest.fixture
def publisher(catalogue_open: CatalogueIndexPage) -> Client:
    return client_of("publisher")


def create(client: Client, **values: Any) -> Any:
    where = f"/quan-tri/pages/add/procedures/procedurepage/{catalogue.field().pk}/"
    return client.post(where, typed(**values))


def edit_address(page: ProcedurePage) -> str:
    return f"/quan-tri/pages/{page.pk}/edit/"


def test_the_workflow_may_be_set_up_twice(catalogue_open: CatalogueIndexPage) -> None:
    permissions = GroupPagePermission.objects.count()
    ensure_workflow(catalogue_open)
    assert GroupPagePermission.objects.count() == permissions
    assert Workflow.objects.filter(name="Công bố thủ tục hành chính").count() == 1
    assert catalogue.field().get_workflow().name == "Công bố thủ tục hành chính"


def test_an_editor_keeps_an_incomplete_draft(editor: Client) -> None:
    response = create(editor)
    assert response.status_code == 302, response.content.decode()[:3000]
    page = ProcedurePage.objects.get(code="1.900009")
    assert (page.live, page.title, page.slug) == (False, "Đăng ký nuôi dê", "1-900009")
    assert (page.levels, page.keywords) == (["commune"], ["dê", "dê núi"])
    html = editor.get(edit_address(page)).content.decode()
    assert "Đăng ký nuôi dê" in html


def test_an_editor_may_not_publish(editor: Client) -> None:
    create(editor, **{"action-publish": "1"})
    assert not ProcedurePage.objects.filter(live=True).exists()


def test_a_code_in_use_is_refused_beside_its_field_and_nothing_typed_is_lost(editor: Client) -> None:
    catalogue.published()
    response = create(editor, code="1.900001")
    assert response.status_code == 200
    html = response.content.decode()
    assert "1.900001" in html
    assert "Đăng ký nuôi dê" in html
    form = response.context["form"]
    assert "Đăng ký nuôi ong lấy mật" in form.errors["code"][0]


def test_wrong_values_are_refused_with_the_page_still_there(editor: Client) -> None:
    channels = streamfield(
        [
            (
                "channel",
                {
                    "channel": "in_person",
                    "note": "",
                    "time_limits": {
                        "count": "1",
                        "0": {
                            "deleted": "",
                            "order": "0",
                            "type": "item",
                            "id": "",
                            "value": {"amount": "năm", "unit": "day", "text": "", "note": ""},
                        },
                    },
                    "fees": {"count": "0"},
                },
            )
        ]
    )
    response = create(
        editor, code="hai phẩy một", levels=["xóm"], channels=channels, effective_from="31/02/2026"
    )
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"code", "levels", "channels", "effective_from"}


def test_an_unknown_agency_is_named(editor: Client) -> None:
    response = create(editor, agency_codes="H99.99 Xã không có")
    assert "H99.99" in response.context["form"].errors["agency_codes"][0]


def test_the_gate_stops_a_publisher_and_says_why_beside_the_field(publisher: Client) -> None:
    eform = catalogue.form(versions=0)
    response = create(publisher, eform=str(eform.pk), **{"action-publish": "1"})
    assert response.status_code == 200
    assert "eform" in response.context["form"].errors
    assert Release.objects.count() == 0


def test_a_publisher_publishes_at_once(publisher: Client) -> None:
    response = create(publisher, **{"action-publish": "1"})
    assert response.status_code == 302, response.content.decode()[:2000]
    release = Release.objects.get(code="1.900009")
    assert release.published_by == people.holder("publisher", agency="")
    assert Client().get(ProcedurePage.objects.get(code="1.900009").url).status_code == 200


def test_publishing_a_page_that_is_there_already_writes_a_release_too(publisher: Client) -> None:
    create(publisher, **{"action-publish": "1"})
    page = ProcedurePage.objects.get(code="1.900009")
    for _again in range(2):
        publisher.post(edit_address(page), typed(summary="Lời mới.", **{"action-publish": "1"}))
    first, second = Release.objects.filter(code=page.code).order_by("number")
    assert (first.content["summary"], second.content["summary"]) == ("", "Lời mới.")
    assert second.published_by == people.holder("publisher", agency="")


def test_the_api_of_the_admin_does_not_publish(publisher: Client) -> None:
    page = catalogue.draft()
    publish = publisher.post(f"/quan-tri/api/main/pages/{page.pk}/action/publish/")
    assert publish.status_code == 403
    assert publisher.get(f"/quan-tri/api/main/pages/{page.pk}/").status_code == 200
    page.refresh_from_db()
    assert not page.live


def test_an_editor_submits_and_a_publisher_approves(editor: Client, publisher: Client) -> None:
    response = create(editor, **{"action-submit": "1"})
    assert response.status_code == 302
    page = ProcedurePage.objects.get(code="1.900009")
    state = page.current_workflow_task_state
    assert page.workflow_in_progress
    approve = f"/quan-tri/pages/workflow/action/{page.pk}/approve/{state.pk}/"
    assert editor.post(approve, {"comment": ""}).status_code in (302, 403)
    page.refresh_from_db()
    assert not page.live
    publisher.post(approve, {"comment": "Được."})
    page.refresh_from_db()
    assert page.live
    assert Release.objects.get(code=page.code).number == 1


def test_approval_is_not_offered_while_the_gate_is_closed(editor: Client, publisher: Client) -> None:
    create(editor, **{"action-submit": "1"})
    page = ProcedurePage.objects.get(code="1.900009")
    page.eform = catalogue.form(versions=0)
    page.save_revision()
    state = page.current_workflow_task_state
    response = publisher.post(
        f"/quan-tri/pages/workflow/action/{page.pk}/approve/{state.pk}/", {"comment": ""}
    )
    assert response.status_code < 500
    page.refresh_from_db()
    assert not page.live
    assert Release.objects.count() == 0


def test_the_panel_says_what_is_missing_and_shows_the_source(editor: Client) -> None:
    page = catalogue.draft()
    page.original = {"fee_text": "Miễn phí (theo nghị quyết)"}
    page.doubts = [{"kind": "fee_qualified", "message": "Mức phí kèm điều kiện"}]
    page.save_revision()
    html = editor.get(edit_address(page)).content.decode()
    assert "Miễn phí (theo nghị quyết)" in html
    assert "Mức phí kèm điều kiện" in html


def test_a_preview_shows_the_draft(editor: Client) -> None:
    page = catalogue.published()
    page.summary = "Lời mới."
    page.save_revision()
    html = editor.get(f"/quan-tri/pages/{page.pk}/view_draft/").content.decode()
    assert "Lời mới." in html


def test_a_copy_starts_as_a_draft_without_a_code(publisher: Client) -> None:
    page = catalogue.published()
    address = f"/quan-tri/pages/{page.pk}/copy/"
    typed = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": str(page.get_parent().pk)}
    for ready in ("publish_copies", "alias"):
        publisher.post(address, {**typed, ready: "on"})
        assert ProcedurePage.objects.count() == 1
    publisher.post(address, typed)
    copy = ProcedurePage.objects.exclude(pk=page.pk).get()
    assert (copy.live, copy.code) == (False, None)
    assert publisher.get(edit_address(copy)).status_code == 200


def test_a_field_is_not_copied(publisher: Client) -> None:
    response = publisher.get(f"/quan-tri/pages/{catalogue.field().pk}/copy/")
    assert response.status_code == 302


def test_a_published_procedure_is_not_deleted_a_draft_is(publisher: Client) -> None:
    page, other = catalogue.published(), catalogue.draft(code="1.900002")
    publisher.post(f"/quan-tri/pages/{page.pk}/delete/")
    publisher.post(f"/quan-tri/pages/{catalogue.field().pk}/delete/")
    publisher.post(f"/quan-tri/bulk/wagtailcore/page/delete/?id={page.pk}&next=/quan-tri/")
    assert ProcedurePage.objects.filter(pk=page.pk).exists()
    publisher.post(f"/quan-tri/pages/{other.pk}/delete/")
    assert not ProcedurePage.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("words", ["1.900001", "1.9000", "dang ky nuoi", "mat ong", "nuôi ong"])
@pytest.mark.parametrize(
    "page", ["pages/search/", "pages/search/results/", "pages/{field}/", "choose-page/search/"]
)
def test_editors_find_a_procedure_by_code_and_without_marks(editor: Client, words: str, page: str) -> None:
    kept = catalogue.published()
    index.insert_or_update_object(kept)
    address = "/quan-tri/" + page.format(field=catalogue.field().pk)
    assert "Đăng ký nuôi ong lấy mật" in editor.get(address, {"q": words}).content.decode()
    assert "Đăng ký nuôi ong lấy mật" not in editor.get(address, {"q": "khong co"}).content.decode()
