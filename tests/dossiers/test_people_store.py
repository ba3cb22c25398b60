"""Papers of dossiers in their applicants' stores, and officers who look for one."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord
from accounts.tokens import issue_token
from documents.again import papers_of
from documents.errors import PaperHeld
from documents.keeping import keeping
from documents.models import IssuedDocument, KeptPaper
from dossiers.doing import do as do_by_name
from dossiers.models import Dossier
from effects.worker import drain
from tests import people
from tests.dossiers.cases import PDF, do, officer, pdf, release_with_form, ward
from tests.dossiers.test_filing import begin, fill

pytestmark = pytest.mark.django_db
NOW = timezone.now


def signed_in(user: Any) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def filed_by_lan(*, checked: str = "valid") -> Dossier:
    """Online, with a birth note as a file, which reception looks at and accepts."""
    release_with_form()
    fill(signed_in(people.lan()), begin(signed_in(people.lan()), ward()))
    dossier = Dossier.objects.latest("filed_at")
    checks = [{"paper": "Giấy chứng sinh", "state": checked, "comment": ""}]
    if checked:
        do(dossier, "check_papers", checks=checks, at=NOW())
    do(dossier, "accept", at=NOW())
    drain(NOW())
    return dossier


def finished(dossier: Dossier) -> IssuedDocument:
    do(dossier, "assign", at=NOW())
    file = SimpleUploadedFile("ket-qua.pdf", PDF + b"\n", "application/pdf")
    do_by_name(dossier.pk, "finish", actor=officer("approver"), key="f", at=NOW(), result=file)
    dossier.refresh_from_db()
    drain(NOW())
    return IssuedDocument.objects.get(kind="KQ", subject_id=str(dossier.pk))


def test_a_paper_found_valid_in_an_accepted_dossier_is_kept_and_offered_again() -> None:
    filed_by_lan()
    (paper,) = keeping.papers(people.lan())
    assert (paper.kind, paper.title, paper.answers) == ("GT", "Giấy chứng sinh", "giấy chứng sinh")
    assert [one.title for one in papers_of(people.lan())] == ["Giấy chứng sinh"]
    assert papers_of(people.lan())[0].origin


@pytest.mark.parametrize("checked", ["", "wrong"])
def test_what_nobody_found_valid_is_not_kept(checked: str) -> None:
    filed_by_lan(checked=checked)
    assert not keeping.papers(people.lan()).exists()


def test_a_paper_of_a_dossier_in_process_cannot_be_deleted_until_it_has_ended() -> None:
    dossier = filed_by_lan()
    (paper,) = keeping.papers(people.lan())
    with pytest.raises(PaperHeld):
        keeping.remove(paper, at=NOW())
    do(dossier, "stop", at=NOW())
    keeping.remove(paper, at=NOW())
    assert not keeping.papers(people.lan()).exists()


def test_the_result_is_kept_and_dossiers_of_before_are_caught_up_with() -> None:
    document = finished(filed_by_lan())
    assert {one.kind for one in keeping.papers(people.lan())} == {"KQ", "GT"}
    KeptPaper.objects.all().delete()
    for _time in range(2):
        call_command("keep_papers")
        assert keeping.papers(people.lan()).count() == 2
    kept = keeping.papers(people.lan(), kind="KQ").get()
    assert (kept.document, kept.issuer) == (document, "UBND phường Quy Nhơn")


def test_a_corrected_result_replaces_the_one_that_was_sent_back() -> None:
    dossier = filed_by_lan()
    document = finished(dossier)
    dossier.refresh_from_db()
    do(dossier, "return_for_correction", at=NOW())
    file = SimpleUploadedFile("dung.pdf", PDF + b"\n\n", "application/pdf")
    do_by_name(dossier.pk, "finish", actor=officer("approver"), key="f2", at=NOW(), result=file)
    drain(NOW())
    document.refresh_from_db()
    assert (document.state, document.end_reason) == ("replaced", "Sai họ tên")
    assert document.replaced_by is not None
    states = {one.document.state for one in keeping.papers(people.lan(), kind="KQ") if one.document}
    assert states == {"replaced", "in_force"}
    assert [one.title for one in papers_of(people.lan())].count("Giấy khai sinh") == 1


def test_an_officer_sees_a_store_only_with_a_purpose_that_its_owner_reads() -> None:
    dossier = filed_by_lan()
    specialist = people.holder("specialist")
    client, address = signed_in(specialist), reverse("dossiers:person_store", args=[dossier.pk])
    (paper,) = keeping.papers(people.lan())
    opened = reverse("dossiers:person_store_paper", args=[dossier.pk, paper.pk])
    assert address in client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert "card-list" not in client.get(address).content.decode()
    assert client.get(opened).status_code == 404
    assert client.post(address, {"purpose": " a "}).status_code == 422
    assert not AccessRecord.objects.filter(action="store.view").exists()
    page = client.post(address, {"purpose": "Tìm giấy chứng sinh"}, follow=True).content.decode()
    assert opened in page
    assert client.get(opened).status_code == 200
    owner = signed_in(people.lan()).get(reverse("documents:store_looks")).content.decode()
    assert owner.count("Tìm giấy chứng sinh") == 2
    assert str(dossier.code) in owner
    assert "Cán bộ thụ lý" in owner
    other = filed_by_lan()
    assert "card-list" not in client.get(reverse("dossiers:person_store", args=[other.pk])).content.decode()


def test_what_a_person_uploaded_without_anybody_having_checked_it_is_not_shown_to_officers() -> None:
    dossier = filed_by_lan(checked="")
    keeping.add_own(people.lan(), pdf(), title="Thư riêng", at=NOW())
    _token, text = issue_token(people.holder("specialist"), at=NOW(), with_code=True)
    headers = {"Authorization": f"Bearer {text}"}
    where = f"/api/v1/desk/dossiers/{dossier.pk}/store"
    assert Client().get(where, headers=headers).json() == {"purpose": "", "papers": []}
    said = Client().post(
        where, {"purpose": "Tìm giấy chứng sinh"}, content_type="application/json", headers=headers
    )
    assert (said.status_code, said.json()["papers"]) == (201, [])


def test_a_store_is_closed_to_other_places_roles_and_ended_dossiers() -> None:
    dossier = filed_by_lan()
    (paper,) = keeping.papers(people.lan())
    addresses = [
        reverse("dossiers:person_store", args=[dossier.pk]),
        reverse("dossiers:person_store_paper", args=[dossier.pk, paper.pk]),
    ]
    strangers = [people.hoa("specialist"), people.holder("cashier"), people.lan(), people.administrator()]
    for user in strangers:
        for address in addresses:
            answer = signed_in(user).get(address)
            assert answer.status_code in (302, 403), (user, address)
            assert answer.status_code == 403 or "/tai-khoan/" in answer["Location"]
    do(dossier, "stop", at=NOW())
    assert signed_in(people.holder("specialist")).get(addresses[0]).status_code == 403


def test_who_deleted_a_paper_is_read_by_its_owner_and_by_no_officer() -> None:
    dossier = filed_by_lan()
    (paper,) = keeping.papers(people.lan())
    own = keeping.add_own(people.lan(), SimpleUploadedFile("r.pdf", PDF + b"\n"), title="Riêng tư", at=NOW())
    do(dossier, "stop", at=NOW())
    for one in (paper, own):
        keeping.remove(one, at=NOW(), by=people.lan())
    page = signed_in(people.lan()).get(reverse("documents:store_looks")).text.partition('id="gone"')[2]
    assert page.count("Nguyễn Thị Lan") == 2
    assert "Riêng tư" in page
    _token, text = issue_token(people.lan(), at=NOW(), with_code=True)
    answer = Client().get("/api/v1/papers/removed", headers={"Authorization": f"Bearer {text}"}).json()
    assert [(one["title"], one["why"], one["by"]) for one in answer] == [
        ("Riêng tư", "owner", "Nguyễn Thị Lan"), ("Giấy chứng sinh", "owner", "Nguyễn Thị Lan"),
    ]  # fmt: skip
    fill(signed_in(people.lan()), begin(signed_in(people.lan()), ward()))
    another = Dossier.objects.latest("filed_at")
    do(another, "accept", at=NOW())
    client = signed_in(people.holder("specialist"))
    address = reverse("dossiers:person_store", args=[another.pk])
    told = client.post(address, {"purpose": "Tìm giấy chứng sinh"}, follow=True).content.decode()
    assert 'id="gone"' not in told
    assert "Giấy chứng sinh</" not in told
