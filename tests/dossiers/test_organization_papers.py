"""Dossiers filed for an organisation: their papers are its papers when the applicant spoke for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts import representing
from accounts.models import Profile, User
from accounts.permissions import day_of
from accounts.profiles import save_profile
from accounts.tokens import issue_token
from documents.errors import PaperHeld
from documents.keeping import keeping
from documents.models import KeptPaper
from dossiers.models import Dossier
from effects.worker import drain
from eforms.models import Draft
from eforms.prefilling.papers_again import all_offers
from tests import organizations as orgs
from tests import people
from tests.dossiers.cases import do, release_with_form, ward
from tests.dossiers.test_filing import fill
from tests.dossiers.test_people_store import finished

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture(autouse=True)
def in_vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def profile(user: User) -> Profile:
    """The company in the person's own words."""
    facts = {"name": orgs.NAME, "tax_code": orgs.TAX_CODE}
    known = Profile.objects.filter(owner=user, tax_code=orgs.TAX_CODE).first()
    return known or save_profile(None, owner=user, kind="organization", facts=facts, at=NOW())


def begun(user: User, *, for_company: bool = True) -> Draft:
    acting = profile(user).pk if for_company else "self"
    answer = signed_in(user).post("/nop-ho-so/1.001193/", {"agency": ward().pk, "acting": acting})
    assert answer.status_code == 302
    return Draft.objects.get(pk=answer["Location"].strip("/").split("/")[-1])


def filed(user: User, **how: Any) -> Dossier:
    release_with_form()
    profile(user)
    draft = begun(user, **how)
    fill(signed_in(user), reverse("eforms:draft", args=[draft.pk]))
    return Dossier.objects.latest("filed_at")


def accepted(dossier: Dossier) -> Dossier:
    checks = [{"paper": "Giấy chứng sinh", "state": "valid", "comment": ""}]
    do(dossier, "check_papers", checks=checks, at=NOW())
    do(dossier, "accept", at=NOW())
    drain(NOW())
    return dossier


def titles(holder: Any) -> set[str]:
    return {one.title for one in keeping.papers(holder)}


def authorise_hung() -> Any:
    return orgs.authorised(orgs.hung(), day_of(NOW() + timedelta(days=30)))


def test_papers_go_to_the_organisation_also_when_its_man_has_left_in_between() -> None:
    one = authorise_hung()
    dossier = filed(orgs.hung())
    representing.end(one, by=orgs.vinh(), at=NOW())
    finished(accepted(dossier))
    assert titles(orgs.company()) == {"Giấy chứng sinh", "Giấy khai sinh"}
    assert titles(orgs.hung()) == set()
    call_command("keep_papers")
    assert KeptPaper.objects.count() == 2


def test_who_only_writes_its_tax_code_keeps_their_papers_until_it_is_confirmed() -> None:
    orgs.company()
    dossier = accepted(filed(orgs.hung()))
    assert (titles(orgs.company()), titles(orgs.hung())) == (set(), {"Giấy chứng sinh"})
    one = authorise_hung()
    assert (titles(orgs.company()), titles(orgs.hung())) == ({"Giấy chứng sinh"}, set())
    representing.end(one, by=orgs.vinh(), at=NOW())
    finished(dossier)
    call_command("keep_papers")
    assert titles(orgs.company()) == {"Giấy chứng sinh", "Giấy khai sinh"}
    assert titles(orgs.hung()) == set(), "nothing comes back to who has left"


def test_what_is_filed_before_and_after_is_ones_own() -> None:
    start: datetime = NOW()
    with time_machine.travel(start - timedelta(days=9)):
        orgs.confirmed(orgs.hung(), NOW(), basis="authorised", valid_to=day_of(NOW()))
    accepted(filed(orgs.hung()))
    assert (titles(orgs.company()), titles(orgs.hung())) == (set(), {"Giấy chứng sinh"})


def test_a_private_dossier_of_a_representative_is_private() -> None:
    authorise_hung()
    accepted(filed(orgs.hung(), for_company=False))
    assert (titles(orgs.company()), titles(orgs.hung())) == (set(), {"Giấy chứng sinh"})


def test_a_colleague_is_offered_the_paper_for_the_organisation_only() -> None:
    accepted(filed_by_vinh())
    authorise_hung()
    for_company, private = begun(orgs.hung()), begun(orgs.hung(), for_company=False)
    assert [one.title for one in all_offers(for_company)["chung_sinh"]] == ["Giấy chứng sinh"]
    assert not all_offers(private).get("chung_sinh")
    (offered,) = all_offers(for_company)["chung_sinh"]
    form = {"wizard-current_step": "giay_to", "wizard-do": f"reuse:chung_sinh:{offered.file.pk}"}
    step = reverse("eforms:draft", args=[for_company.pk]) + "giay_to/"
    signed_in(orgs.hung()).post(step, form)
    for_company.refresh_from_db()
    assert len(for_company.answers["chung_sinh"]) == 1


def filed_by_vinh() -> Dossier:
    orgs.company()
    return filed(orgs.vinh())


def test_what_one_handed_in_for_it_is_not_offered_in_private_nor_after_leaving() -> None:
    one = authorise_hung()
    filed(orgs.hung())
    private, for_company = begun(orgs.hung(), for_company=False), begun(orgs.hung())
    assert not all_offers(private).get("chung_sinh")
    assert len(all_offers(for_company)["chung_sinh"]) == 1
    representing.end(one, by=orgs.vinh(), at=NOW())
    assert not all_offers(for_company).get("chung_sinh")


def test_a_paper_a_dossier_of_any_representative_uses_stays() -> None:
    dossier = accepted(filed_by_vinh())
    KeptPaper.objects.update(owner=orgs.hung())  # whoever brought it
    (paper,) = keeping.papers(orgs.company())
    with pytest.raises(PaperHeld):
        keeping.remove(paper, at=NOW(), by=orgs.vinh())
    do(dossier, "stop", at=NOW())
    keeping.remove(paper, at=NOW(), by=orgs.vinh())
    paper.refresh_from_db()
    assert paper.removed_by == orgs.vinh()


def test_an_officer_looks_into_the_store_the_dossier_was_filed_for() -> None:
    accepted(filed_by_vinh())
    private = filed(orgs.vinh(), for_company=False)
    dossier = Dossier.objects.exclude(pk=private.pk).get()
    specialist = people.holder("specialist")
    client, address = signed_in(specialist), reverse("dossiers:person_store", args=[dossier.pk])
    page = client.post(address, {"purpose": "Tìm giấy chứng sinh"}, follow=True).content.decode()
    assert orgs.NAME in page
    (paper,) = keeping.papers(orgs.company())
    opened = reverse("dossiers:person_store_paper", args=[dossier.pk, paper.pk])
    assert opened in page
    assert client.get(opened).status_code == 200
    other = reverse("dossiers:person_store", args=[private.pk])
    assert "card-list" not in client.post(other, {"purpose": "Tìm giấy tờ"}, follow=True).content.decode()
    authorise_hung()
    read = signed_in(orgs.hung()).get(reverse("documents:organization_store_looks", args=[orgs.company().pk]))
    assert read.content.decode().count("Tìm giấy chứng sinh") == 2


def test_an_officer_who_speaks_for_it_does_not_look_this_way() -> None:
    dossier = accepted(filed_by_vinh())
    officer = orgs.proved(people.holder("specialist"))
    User.objects.filter(pk=officer.pk).update(personal_number="052080007777")
    orgs.authorised(User.objects.get(pk=officer.pk), day_of(NOW() + timedelta(days=30)))
    address = reverse("dossiers:person_store", args=[dossier.pk])
    assert signed_in(officer).get(address).status_code == 403
    headers = {"Authorization": f"Bearer {issue_token(officer, at=NOW(), with_code=True)[1]}"}
    where = f"/api/v1/desk/dossiers/{dossier.pk}/store"
    assert Client().get(where, headers=headers).status_code == 403
