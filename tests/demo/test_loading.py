"""The demo in the database: complete after the first run, unchanged by the second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from accounts.models import Organization, Profile, Role, RoleAssignment, User
from documents.keeping.keeping import papers
from dossiers.linked.links import links_of
from dossiers.models import Dossier, DossierEvent
from dossiers.replay import audit
from dossiers.timing import light_of
from effects.models import Effect, Message
from eforms.models import EForm
from portal.demo.cases import GOALS
from portal.demo.filing import KEY
from portal.demo.load import load
from portal.demo.plans import Goal
from portal.models import HomePage
from procedures.gate import check
from procedures.models import Agency, ReceptionUnit, Release
from procedures.moderation import WORKFLOW
from procedures.pages import ProcedurePage

SOME = tuple(sorted(set(GOALS), key=GOALS.index)) * 2
"""Every kind of story twice: enough to see, quicker than three hundred."""


@pytest.fixture(scope="module")
def now(django_db_setup: None, django_db_blocker: Any) -> Iterator[datetime]:
    """The demo, loaded once for the module and rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        at = timezone.now()
        load(at, lambda line: None, goals=SOME)
        yield at
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _demo(now: datetime, db: None) -> None:
    """Every test here sees the loaded demo."""


def counted() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_a_second_run_changes_nothing(now: datetime) -> None:
    before = counted()
    lines: list[str] = []
    load(timezone.now(), lines.append, goals=SOME)
    assert counted() == before
    assert [line for line in lines if "added" in line] == []


def test_every_status_is_there_on_time_and_late(now: datetime) -> None:
    assert Dossier.objects.filter(submission__key__startswith=KEY).count() == len(SOME)
    assert set(Dossier.objects.values_list("status", flat=True)) == set(range(1, 11))
    for goal, count in Counter(SOME).items():
        assert Dossier.objects.filter(status=goal.end).count() >= count
    lights = {str(light_of(dossier, now)) for dossier in Dossier.objects.all()}
    assert (
        {"ok", "soon", "late", "paused", "done", "done_late"}
        >= lights
        >= {"late", "paused", "done", "done_late"}
    )
    open_on_time = Dossier.objects.filter(status__in=(2, 4), clock_due_at__gt=now)
    assert open_on_time.exists()
    assert Dossier.objects.filter(status__in=(2, 4), clock_due_at__lt=now).exists()


def test_several_agencies_and_procedures_have_dossiers() -> None:
    assert len(set(Dossier.objects.values_list("agency_code", flat=True))) >= 4
    assert len(set(Dossier.objects.values_list("procedure_code", flat=True))) >= 6


def test_a_company_has_fees_to_pay_at_two_agencies(client: Client) -> None:
    owner = User.objects.get(email="congty@demo.vn")
    company = Profile.objects.get(owner=owner)
    assert (company.kind, company.tax_code) == ("organization", "4100990005")
    mine = Dossier.objects.filter(applicant=owner)
    assert [one.status for one in mine] == [6, 6, 6]
    assert {one.submission.answers["ten_co_quan"] for one in mine} == {company.name}
    found = Organization.objects.get(tax_code=company.tax_code)
    people = {one.user.email: one.basis for one in found.representations.all()}
    assert people == {"congty@demo.vn": "legal", "hung@demo.vn": "authorised"}
    assert [one.title for one in papers(found)] == ["Giấy chứng nhận đăng ký doanh nghiệp"]
    client.force_login(owner)
    cart = client.get("/thanh-toan/").context["baskets"]
    assert [[one.amount for one in basket["invoices"]] for basket in cart] == [[16_000, 16_000], [16_000]]


def test_an_adoption_waits_for_the_dossier_of_the_police(now: datetime) -> None:
    child = Dossier.objects.get(parent__isnull=False)
    parent = child.parent
    assert parent is not None
    assert (child.agency_code, child.status, parent.status) == ("H99.06", 4, 4)
    assert parent.applicant == User.objects.get(email="lan@demo.vn")
    [link] = links_of(parent.events.all())
    assert (link.open, link.dossier) == (True, str(child.pk))
    assert child.due_at is not None
    assert child.due_at > now


def test_histories_prove_themselves() -> None:
    assert list(audit()) == []
    kinds = set(DossierEvent.objects.values_list("action", flat=True))
    assert {"supplement", "pay", "grant_withdrawal", "stop", "hand_result", "refuse"} <= kinds
    assert DossierEvent.objects.filter(at__gt=timezone.now()).count() == 0


def test_slips_and_messages_are_done_and_nothing_waits() -> None:
    assert set(Effect.objects.values_list("state", flat=True)) == {"done"}
    assert Message.objects.exists()


def test_every_role_has_an_account(settings: Any) -> None:
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    held = set(RoleAssignment.objects.values_list("role__code", flat=True))
    assert held == set(Role.objects.values_list("code", flat=True))
    assert User.objects.get(email="lan@demo.vn").check_password("mot-cua-demo")


def test_every_procedure_is_published_and_passes_the_gate() -> None:
    pages = list(ProcedurePage.objects.live())
    assert len(pages) == Release.objects.count() == 27
    assert [
        (page.code, found.code) for page in pages for found in check(page) if found.level == "error"
    ] == []
    # Copies are certified at the desk: there the officer fills in the form by which their fee is reckoned.
    tolerated = {"online_without_form", "form_without_online"}
    assert {found.code for page in pages for found in check(page)} <= tolerated


def test_editors_write_and_publishers_publish() -> None:
    editor, publisher = User.objects.get(email="bientap@demo.vn"), User.objects.get(email="congbo@demo.vn")
    form = EForm.objects.get(code="to-khai-khai-sinh")
    assert form.get_workflow().name == WORKFLOW == ProcedurePage.objects.first().get_workflow().name
    assert editor.has_perm("eforms.change_eform")
    assert not editor.has_perm("eforms.publish_eform")
    assert publisher.has_perm("eforms.publish_eform")
    assert publisher.has_perm("portal.change_sitesettings")
    assert publisher.has_perm("themes.change_theme")
    home = HomePage.objects.get()
    assert home.permissions_for_user(editor).can_edit()
    assert not home.permissions_for_user(editor).can_publish()
    assert home.permissions_for_user(publisher).can_publish()


def test_the_old_city_has_a_successor_and_each_ward_a_desk() -> None:
    old = Agency.objects.get(code="H99.30")
    assert old.valid_to is not None
    assert old.successor is not None
    assert ReceptionUnit.objects.filter(agency__code__in=("H99.16", "H99.17", "H99.18")).count() == 3


def test_the_home_page_stands_where_wagtails_welcome_stood(client: Client) -> None:
    site = Site.objects.get()
    assert isinstance(site.root_page.specific, HomePage)
    assert not Page.objects.filter(slug="home").exists()
    page = client.get("/")
    assert page.status_code == 200
    assert "Làm thủ tục hành chính trực tuyến" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/huong-dan/", "/tro-nang/", "/quyen-rieng-tu/", "/lien-he/", "/thu-tuc/", "/thu-tuc/ho-tich/1-001193/"],
)
def test_content_pages_are_served(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_production_refuses_the_demo(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured):
        load(timezone.now(), lambda line: None, goals=(Goal(1, "new", False),))
