"""For whom one files: oneself, a profile of one's own, somebody else; the dossier tells them apart."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.profiles import save_profile
from dossiers import start
from dossiers.errors import CannotFile
from dossiers.models import Dossier
from dossiers.people import people_of
from dossiers.slips.facts import Case, head
from eforms import drafts
from eforms.building import build, current_version
from eforms.judging.answers import clean_step
from eforms.submit import submit
from tests import people
from tests.dossiers.cases import MONDAY, release, ward

pytestmark = pytest.mark.django_db


def form() -> dict[str, Any]:
    rows = [
        {"type": "text", "key": "cn_ten", "label": "Họ và tên", "required": True, "use": "full_name"},
        {"type": "phone", "key": "cn_so", "label": "Số điện thoại", "required": True, "use": "phone"},
    ]
    group = {"type": "group", "key": "cung_nop", "label": "Người đứng tên", "required": True, "fields": rows,
             "min_rows": 1, "max_rows": 5, "layout": "blocks", "use": "applicants"}  # fmt: skip
    return {
        "title": "Cùng đứng tên",
        "representation": "allowed",
        "steps": [{"id": "buoc", "title": "B", "fields": [group]}],
    }


def begun(acting: str = "") -> Any:
    build("cung", form())
    opened = release({"form_version": current_version("cung")}, form={"code": "cung"})
    draft, _secret = start.begin_filing(opened, ward(), acting=acting, user=people.lan(), at=MONDAY)
    return draft


def test_the_dossier_tells_applicants_representative_and_account_apart(client: Client) -> None:
    draft = begun()
    both = [{"cn_ten": "Trần An", "cn_so": "0912345678"}, {"cn_ten": "Lê Bình", "cn_so": "0987654321"}]
    who = {
        "nop_thay_cho": "nguoi_khac",
        "nop_thay_ly_do": "uy_quyen",
        "nop_thay_ho_ten": "Nguyễn Thị Lan",
        "nop_thay_so_dinh_danh": "052190012345",
    }
    for step, data in (("nguoi_nop", who), ("buoc", {"cung_nop": both})):
        facts = drafts.facts_of(draft, drafts.day_of(MONDAY))
        values, errors = clean_step(draft.version.content, step, data, draft.answers, facts=facts)
        assert not errors
        drafts.save_step(draft, step, values, at=MONDAY)
    submit(draft, by=people.lan(), key="k", at=MONDAY)
    dossier = Dossier.objects.get()
    assert dossier.applicant_name == "Trần An"
    first = dossier.events.get()
    assert first.actor_name == "Nguyễn Thị Lan"
    assert head(Case.at(dossier, first))["hands_in"] == "Nguyễn Thị Lan"
    assert head(Case.at(dossier, first))["applicant"] == "Trần An"
    assert dossier.applicant_number == ""
    found = people_of(dossier, list(dossier.events.all()))
    assert found["submitter"] == "Nguyễn Thị Lan"
    assert found["representative"]["reason_words"] == "Được ủy quyền bằng văn bản"
    assert [one["name"] for one in found["applicants"]] == ["Trần An", "Lê Bình"]
    people.sign_in(client, people.minh())
    page = client.get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()
    assert "Lê Bình" in page
    assert "Được ủy quyền bằng văn bản" in page
    view = client.get(f"/api/v1/desk/dossiers/{dossier.pk}")
    if view.status_code == 200:
        assert view.json()["people"]["submitter"] == "Nguyễn Thị Lan"


def test_one_files_for_ones_own_profile_only() -> None:
    mine = save_profile(None, owner=people.lan(), kind="household", facts={"name": "Hộ Lan"}, at=MONDAY)
    draft = begun(str(mine.pk))
    assert draft.context["applicant"] == "household"
    assert drafts.facts_of(draft, drafts.day_of(MONDAY)).applicant == "household"
    theirs = save_profile(None, owner=people.minh(), kind="household", facts={"name": "Khác"}, at=MONDAY)
    with pytest.raises(CannotFile):
        start._acting(str(theirs.pk), people.lan())
    assert start._acting("self", people.lan()) == {}
