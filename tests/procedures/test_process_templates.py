"""Ready processes are copied into a procedure and drawn; what differs between releases is said in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from procedures.choices import PauseReason
from procedures.compare import compare
from procedures.models import Agency, ProcedurePage, Release
from procedures.process import process_of
from procedures.process_picture import drawn
from procedures.process_templates import ProcessTemplate, copy_into, load_shipped
from procedures.snapshot import snapshot
from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db


def step(key: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "name": f"Bước {key}", "role": "clerk", **more}


def node(*branches: list[dict[str, Any]]) -> dict[str, Any]:
    made = [{"id": f"{one[0]['id']}-b", "name": f"Nhánh {one[0]['id']}", "steps": one} for one in branches]
    return {"id": f"{branches[0][0]['id']}-n", "branches": made}


def test_the_portal_comes_with_a_process_for_each_level() -> None:
    load_shipped()
    assert set(ProcessTemplate.objects.values_list("level", flat=True)) == {
        "commune",
        "province",
        "central",
    }


def test_a_template_is_copied_into_the_draft_and_changed_later_changes_nothing() -> None:
    load_shipped()
    template, page = ProcessTemplate.objects.get(level="commune"), catalogue.published()
    releases = Release.objects.count()
    copy_into(page, template, by=people.lan())
    draft = ProcedurePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    names = [one.name for one in process_of(snapshot(draft)).steps()]
    assert names[0] == "Thẩm tra hồ sơ, dự thảo kết quả"
    assert Release.objects.count() == releases
    template.process = []
    template.save()
    again = ProcedurePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [one.name for one in process_of(snapshot(again)).steps()] == names
    ids = [one.id for one in process_of(snapshot(again)).steps()]
    assert len(set(ids)) == len(ids)
    assert all(ids)


def test_an_editor_chooses_a_template_on_a_page_with_drawings(client: Client) -> None:
    load_shipped()
    page = catalogue.draft()
    address = reverse("process_templates", args=[page.pk])
    people.sign_in(client, people.minh("specialist"))
    assert client.get(address).status_code == 403
    chief = people.person("chu@example.vn", "Chủ")
    chief.is_superuser = chief.is_staff = True
    chief.save()
    people.sign_in(client, chief)
    html = client.get(address).content.decode()
    assert "Quy trình chung cấp xã" in html
    assert "Lãnh đạo Ủy ban nhân dân ký duyệt" in html
    template = ProcessTemplate.objects.get(level="province")
    answer = client.post(address, {"template": template.pk})
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor = client.get(answer["Location"]).content.decode()
    assert "Lãnh đạo phòng soát xét dự thảo" in editor
    assert address in editor
    assert client.post(address, {"template": "x"}).status_code == 404


def test_the_drawing_says_who_where_when_and_what_is_special() -> None:
    Agency.objects.create(code="H08.09", name="Thuế cơ sở 1", level="province")
    process = process_of(
        {
            "process": [
                node([step("a", hours=4, when='x == "o"')]),
                node([step("b", agency="H08.09", signature="code")], [step("c", stops="field_work")]),
            ]
        }
    )
    one, two = drawn(process, {"a": "done"})
    assert (one[0].boxes[0].when, one[0].boxes[0].state) == ('x == "o"', "done")
    assert one[0].boxes[0].notes == ["4 giờ làm việc"]
    assert [lane.name for lane in two] == ["Nhánh b", "Nhánh c"]
    assert two[0].boxes[0].who == "Văn thư, Thuế cơ sở 1"
    assert two[0].boxes[0].notes == ["xác nhận bằng mã xác thực một lần"]
    assert two[1].boxes[0].notes == [f"không tính thời hạn: {PauseReason.FIELD_WORK.label}"]


def test_a_release_that_differs_in_its_process_says_which_step_and_how() -> None:
    Agency.objects.create(code="H08.09", name="Thuế cơ sở 1", level="province")
    old = {"process": [node([step("a", role="clerk", pauses=["field_work"])])]}
    new = {"process": [node([step("a", role="approver", agency="H08.09", pauses=["assessment"])])]}
    told = {change.path[-1]: (change.path, change.before, change.after) for change in compare(old, new)}
    path, before, after = told["Ai thực hiện"]
    assert "Bước a" in path
    assert (before, after) == ("Văn thư", "Lãnh đạo phê duyệt")
    assert told["Cơ quan thực hiện"][1:] == ("", "Thuế cơ sở 1")
    assert PauseReason.ASSESSMENT.label in [after for _path, _before, after in told.values()]


def test_a_new_version_of_an_officers_form_releases_the_procedures_whose_steps_have_it() -> None:
    eform = catalogue.form("bien-ban")
    page = catalogue.published(process=[node([step("a", form={"eform": "bien-ban"})])])
    catalogue.published(code="1.900002")
    releases = Release.objects.count()
    catalogue.new_version(eform, 2)
    assert Release.objects.count() == releases + 1
    newest = Release.objects.filter(code=page.code).order_by("-number").first()
    assert newest is not None
    form = process_of(newest.content).step("a").form  # type: ignore[union-attr]
    assert (form.eform, form.version) == ("bien-ban", 2)  # type: ignore[union-attr]
