"""A new portal from an empty database: one command, and everybody can begin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.models import Page, Site, WorkflowContentType

from accounts.models import GivenRights
from accounts.roles import ADMINISTRATORS
from documents.models import KeepingRules, SigningRules
from dossiers.models import CopyRules, NoticeText
from eforms.models import EForm
from portal.models import HomePage, SiteSettings
from portal.set_up import Words, set_up
from procedures.importing.field_pages import Fields
from procedures.models import ProcessingRules, WorkingCalendar
from procedures.pages import CatalogueIndexPage, ProcedurePage
from tests import people

pytestmark = pytest.mark.django_db


def client_of(role: str) -> Client:
    client = Client()
    people.sign_in(client, people.holder(role, agency=""))
    return client


def status(client: Client, address: str) -> int:
    return client.get(address).status_code


def test_an_empty_database_becomes_a_portal() -> None:
    made = set_up(Words(name="Cổng Dịch vụ công tỉnh Thử"))
    assert made == [
        "home page",
        "catalogue",
        "menus",
        "theme",
        "working days",
        "process templates",
        "rights and moderation",
    ]
    html = Client().get("/").content.decode()
    assert "Cổng Dịch vụ công tỉnh Thử" in html
    assert "/thu-tuc/" in html
    assert Client().get("/thu-tuc/").status_code == 200
    assert WorkingCalendar.objects.get(is_default=True).days.exists()
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_a_second_run_changes_nothing_editors_changed() -> None:
    set_up(Words(name="Cổng một"))
    HomePage.objects.update(title="Tên khác")
    SiteSettings.objects.update(hotline="1900 1111")
    assert set_up(Words(name="Cổng hai", hotline="0")) == []
    assert HomePage.objects.get().title == "Tên khác"
    assert (SiteSettings.objects.get().name, SiteSettings.objects.get().hotline) == ("Cổng một", "1900 1111")


def test_the_site_follows_the_address_of_the_portal(settings: object) -> None:
    set_up()
    settings.BASE_URL = "https://dichvucong.example.vn"  # type: ignore[attr-defined]
    set_up()
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("dichvucong.example.vn", 443)


def test_a_catalogue_imported_before_moves_below_the_home_page() -> None:
    field = Fields().page_of("Hộ tịch")
    set_up()
    field.refresh_from_db()
    home, index = HomePage.objects.get(), CatalogueIndexPage.objects.get()
    assert index.is_descendant_of(home)
    assert field.is_descendant_of(index)
    assert index.url == "/thu-tuc/"


def test_the_command_says_what_it_made(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("set_up", "--name", "Cổng thử", "--hotline", "1900 2222")
    call_command("set_up")
    said = capsys.readouterr().out
    assert "Made: home page" in said
    assert "there already" in said
    assert SiteSettings.objects.get().hotline == "1900 2222"


@pytest.mark.parametrize(
    ("role", "theme", "site", "agencies", "people_page", "eforms"),
    [
        ("editor", True, False, False, False, True),
        ("publisher", True, True, False, False, True),
        ("administrator", True, True, True, True, False),
    ],
)
def test_each_group_has_what_it_needs(
    role: str, theme: bool, site: bool, agencies: bool, people_page: bool, eforms: bool
) -> None:  # fmt: skip
    set_up()
    client, number = client_of(role), Site.objects.get().pk
    doors = {
        f"/quan-tri/settings/themes/theme/{number}/": theme,
        f"/quan-tri/settings/portal/sitesettings/{number}/": site,
        reverse("wagtailsnippets_procedures_agency:list"): agencies,
        "/quan-tri/users/": people_page,
        reverse("wagtailsnippets_eforms_eform:list"): eforms,
        f"/quan-tri/pages/{HomePage.objects.get().pk}/edit/": role != "administrator",
    }
    assert {address: status(client, address) == 200 for address in doors} == doors


@pytest.mark.parametrize(
    ("rules", "roles"),
    [
        (ProcessingRules, {"administrator"}),
        (SigningRules, {"administrator"}),
        (KeepingRules, {"administrator"}),
        (CopyRules, {"publisher", "administrator"}),
    ],
)
def test_rules_of_the_portal_have_somebody_who_changes_them(
    rules: type[BaseGenericSetting], roles: set[str]
) -> None:
    set_up()
    address = f"/quan-tri/settings/{rules._meta.label_lower.replace('.', '/')}/{rules.load().pk}/"
    asked = ("editor", "publisher", "administrator")
    assert {role for role in asked if status(client_of(role), address) == 200} == roles


def test_forms_and_pages_are_moderated_and_only_publishers_publish() -> None:
    set_up()
    assert WorkflowContentType.objects.get().content_type.model_class() is EForm
    editor, publisher = people.holder("editor", agency=""), people.holder("publisher", agency="")
    index = CatalogueIndexPage.objects.get()
    assert not index.permissions_for_user(editor).can_publish_subpage()
    assert index.permissions_for_user(publisher).can_publish_subpage()
    assert HomePage.objects.get().get_workflow().name == "Duyệt nội dung trang"
    assert index.get_workflow().name == "Công bố thủ tục hành chính"
    assert not editor.has_perm("eforms.publish_eform")
    assert publisher.has_perm("eforms.publish_eform")
    assert not ProcedurePage.objects.exists()


def test_texts_of_messages_are_written_by_editors_and_published_by_publishers() -> None:
    set_up()
    address = "/quan-tri/snippets/dossiers/noticetext/"
    said = {"event": "accept", "kind": "short", "language": "vi", "body": "Đã nhận {ma_ho_so}."}
    editor, publisher = client_of("editor"), client_of("publisher")
    assert status(editor, address) == 200
    assert editor.post(f"{address}add/", said | {"action-publish": "1"}).status_code == 302
    text = NoticeText.objects.get()
    assert not text.live
    assert publisher.post(f"{address}edit/{text.pk}/", said | {"action-publish": "1"}).status_code == 302
    text.refresh_from_db()
    assert text.live


def held(group: Group) -> set[str]:
    found = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{room}.{name}" for room, name in found}


def take(group: Group, *names: str) -> None:
    group.permissions.remove(*Permission.objects.filter(codename__in=names))


@pytest.fixture
def editors() -> Group:
    set_up()
    return Group.objects.get(roles__code="editor")


def test_a_new_version_gives_what_it_brings_and_nothing_a_second_time(editors: Group) -> None:
    take(editors, "change_theme", "add_pin")
    editors.permissions.add(Permission.objects.get(codename="view_redirect"))
    record = GivenRights.objects.get(group=editors, room="portal")
    record.rights.remove("search.add_pin")  # as a release before knew nothing of it
    record.save()
    assert set_up() == ["rights and moderation"]
    assert {"search.add_pin", "wagtailredirects.view_redirect"} <= held(editors)
    assert "themes.change_theme" not in held(editors)
    take(editors, "add_pin")
    assert set_up() == []
    assert "search.add_pin" not in held(editors)


def test_of_a_portal_without_a_record_only_what_a_group_never_touched_is_new(editors: Group) -> None:
    take(editors, "change_eform", "add_pin", "change_pin", "view_pin")
    GivenRights.objects.all().delete()
    set_up()
    assert {"search.add_pin", "search.change_pin", "search.view_pin"} <= held(editors)
    assert "eforms.change_eform" not in held(editors)


def test_migrations_give_administrators_what_is_new_as_well() -> None:
    group = Group.objects.get(name=ADMINISTRATORS)
    take(group, "add_place", "add_agency", "view_accessrecord")
    for room, new in (("procedures", "eforms.add_place"), ("accounts", "accounts.view_accessrecord")):
        record = GivenRights.objects.get(group=group, room=room)
        record.rights.remove(new)
        record.save()
    call_command("migrate", verbosity=0)
    assert {"eforms.add_place", "accounts.view_accessrecord"} <= held(group)
    assert "procedures.add_agency" not in held(group)
