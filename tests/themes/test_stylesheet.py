"""One stylesheet a site: everything in it, kept for a year, new when the editor saves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from wagtail.models import Site

from themes.models import Theme
from themes.palette import properties
from themes.presets import PRESETS
from themes.stylesheet import FOLDER, bundle, stylesheet

pytestmark = pytest.mark.urls("tests.themes.urls")


def _address(client: Client) -> str:
    found = re.search(
        r'<link rel="stylesheet" href="([^"]+)"', client.get("/giao-dien/mau/").content.decode()
    )
    assert found
    return found[1]


def test_every_file_is_imported_once_and_in_the_bundle() -> None:
    named = re.findall(r'@import url\("([^"]+)"\)', (FOLDER / "themes.css").read_text())
    there = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.css")} - {"themes.css"}
    assert sorted(named) == sorted(there)
    assert "@import" not in bundle()
    assert bundle().startswith("@layer reset, tokens, base, components, room, print;")


def test_nothing_in_it_comes_from_elsewhere() -> None:
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", bundle())
    assert addresses
    assert all(address.startswith("data:image/svg+xml") for address in addresses)


def test_braces_are_balanced_in_every_file() -> None:
    for path in FOLDER.rglob("*.css"):
        assert path.read_text().count("{") == path.read_text().count("}"), path


def test_every_property_used_is_defined() -> None:
    css = stylesheet(PRESETS["son"])[0]
    defined = set(re.findall(r"(--[\w-]+)\s*:", css))
    used = set(re.findall(r"var\((--[\w-]+)", css))
    assert used - defined == set()


def test_the_tokens_in_the_file_are_those_of_the_first_shipped_theme() -> None:
    first = re.search(r":root \{(.*?)\n\}", Path(FOLDER / "tokens.css").read_text(), re.DOTALL)
    assert first
    written = dict(re.findall(r"(--[\w-]+): (.*);", first[1]))
    assert written == properties(PRESETS["son"])


@pytest.mark.django_db
def test_it_is_kept_for_a_year_under_its_hash_and_not_under_another() -> None:
    client = Client()
    response = client.get(_address(client))
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert client.get("/giao-dien/theme-000000000000.css")["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_saving_a_theme_changes_the_address() -> None:
    client = Client()
    before = _address(client)
    Theme.objects.create(site=Site.objects.get(is_default_site=True), preset="lam", brand="#104060")
    after = _address(client)
    assert before != after
    css = client.get(after).content.decode()
    assert "--brand: #104060;" in css
    assert f"--link: {PRESETS['lam'].colours.link};" in css


@pytest.mark.django_db
def test_a_page_asks_for_its_theme_once(django_assert_max_num_queries: object) -> None:
    client = Client()
    client.get("/giao-dien/mau/")
    with django_assert_max_num_queries(3):  # type: ignore[operator]  # the site, the theme, and the menu's settings
        client.get("/giao-dien/mau/")


@pytest.mark.django_db
def test_a_preview_takes_what_is_well_formed_and_leaves_the_rest() -> None:
    css = Client().get(
        "/giao-dien/mau.css", {"preset": "lam", "brand": "#00ff00", "text": "red;}", "font": "comic"}
    )
    text = css.content.decode()
    assert "--brand: #00ff00;" in text
    assert f"--text: {PRESETS['lam'].colours.text};" in text
    assert css["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_the_style_guide_shows_a_theme_that_is_asked_for() -> None:
    page = Client().get("/giao-dien/mau/", {"preset": "lam", "evil": '"><script>'}).content.decode()
    assert '<link rel="stylesheet" href="/giao-dien/mau.css?preset=lam">' in page
