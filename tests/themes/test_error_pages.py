"""Pages for when something is wrong: plain words, and a way on."""

from __future__ import annotations

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.translation import override


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_static_pages_need_nothing(name: str) -> None:
    html = get_template(name).render({})
    assert "themes/css/themes.css" in html
    assert 'href="/"' in html


@pytest.mark.django_db
@pytest.mark.urls("tests.themes.urls")
@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_others_wear_the_theme_and_offer_a_way_on(name: str, language: str) -> None:
    with override(language):
        html = get_template(name).render({}, request=RequestFactory().get("/khong-co/?ma=bi-mat"))
    assert f'<html lang="{language}"' in html
    assert html.count("<h1>") == 1
    assert 'class="button' in html
