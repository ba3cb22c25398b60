"""What the tags draw: names and ids that screen readers and keyboards depend on."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from themes.widgets import DateText, FileChooser


def drawn(template: str, **context: Any) -> str:
    with override("en"):
        return Template("{% load components %}" + template).render(Context(context))


class Person(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the card.")
    born = forms.DateField(label="Born", widget=DateText(), required=False)
    relation = forms.ChoiceField(
        label="You are", choices=[("f", "Father"), ("m", "Mother")], widget=forms.RadioSelect
    )
    copies = forms.MultipleChoiceField(
        label="Copies", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    paper = forms.FileField(label="Paper", widget=FileChooser())
    sure = forms.BooleanField(label="I declare")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_label_a_hint_and_an_error_belong_to_their_control() -> None:
    html = drawn("{% form_field form.name %}", form=Person({}))
    assert '<label class="field__label" for="id_name">Name' in html
    assert 'id="id_name_helptext">As on the card.' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html


def test_a_field_without_error_says_nothing_of_errors() -> None:
    html = drawn("{% form_field form.name %}", form=Person())
    assert 'aria-describedby="id_name_helptext"' in html
    assert "aria-invalid" not in html
    assert "error" not in html


def test_radio_buttons_are_one_group_with_one_name() -> None:
    html = drawn("{% form_field form.relation %}", form=Person({"relation": "x"}))
    assert '<fieldset class="field field--group field--error"' in html
    assert 'aria-describedby="id_relation_error"' in html
    assert '<legend class="field__label">You are' in html
    assert '<label class="choice__label" for="id_relation_1">Mother</label>' in html


def test_check_boxes_keep_what_was_checked() -> None:
    html = drawn("{% form_field form.copies %}", form=Person({"copies": ["b"]}))
    assert html.count(" checked") == 1
    assert 'value="b" id="id_copies_1" checked' in html


def test_what_may_be_left_out_is_said_only_where_something_may_not() -> None:
    class Filter(forms.Form):
        word = forms.CharField(label="Word", required=False)

    assert "(optional)" in drawn("{% form_field form.born %}", form=Person())
    assert "(optional)" not in drawn("{% form_field form.word %}", form=Filter())


def test_a_file_field_takes_one_file_or_several() -> None:
    class Papers(forms.Form):
        one = forms.FileField(widget=FileChooser())
        many = forms.FileField(widget=FileChooser(multiple=True))

    assert 'class="file__input" required id="id_one"' in drawn("{% form_field form.one %}", form=Papers())
    assert " multiple " in drawn("{% form_field form.many %}", form=Papers())


def test_the_summary_links_each_error_to_its_control_and_names_the_field() -> None:
    html = drawn("{% error_summary form %}", form=Person({}))
    assert 'role="alert" tabindex="-1"' in html
    assert '<a href="#id_name">Name: This field is required.</a>' in html
    assert '<a href="#id_relation_0">You are: This field is required.</a>' in html
    assert '<a href="#id_sure">' in html
    assert "#id_born" not in html


def test_the_summary_takes_several_forms_and_loose_messages() -> None:
    first, second = Person({}, prefix="a"), Person({}, prefix="b")
    html = drawn("{% error_summary errors %}", errors=[first, second, "The office is closed."])
    assert "#id_a-name" in html
    assert "#id_b-name" in html
    assert "<li>The office is closed.</li>" in html


def test_no_errors_no_summary() -> None:
    assert drawn("{% error_summary form %}", form=Person()).strip() == ""
    assert drawn("{% error_summary nothing %}", nothing=None).strip() == ""


def test_hidden_fields_are_there_without_a_label() -> None:
    html = drawn("{% form_fields form %}", form=Person())
    assert '<input type="hidden" name="secret"' in html
    assert 'for="id_secret"' not in html


@pytest.mark.parametrize("kind", ["primary", "secondary", "danger", "quiet"])
def test_a_button_is_a_link_where_it_leads_somewhere(kind: str) -> None:
    assert drawn("{% button 'Go' kind=kind href='/x/' %}", kind=kind).strip() == (
        f'<a class="button button--{kind}" href="/x/">Go</a>'
    )


def test_a_button_carries_its_name_and_value() -> None:
    html = drawn("{% button label name='action' value=0 %}", label="<b>")
    assert (
        html.strip()
        == '<button class="button button--primary" type="submit" name="action" value="0">&lt;b&gt;</button>'
    )


def test_what_people_wrote_is_escaped_in_every_component() -> None:
    evil = '<script>alert("x")</script>'
    form = Person({"name": evil})
    form.add_error("name", evil)
    html = drawn(
        "{% notice 'info' title=evil %}{{ evil }}{% endnotice %}{% status_tag evil clock=evil %}"
        "{% form_fields form %}"
        "{% error_summary form %}{% breadcrumbs crumbs %}{% step_indicator steps %}",
        evil=evil,
        form=form,
        crumbs=[(evil, "/x/")],
        steps=[{"title": evil, "url": None, "state": "current"}],
    )
    assert "<script>" not in html


def test_a_notice_says_its_kind_where_it_has_no_title() -> None:
    html = drawn("{% notice 'warning' %}<p>Text</p>{% endnotice %}")
    assert '<span class="visually-hidden">Warning: </span>' in html
    assert "notice--warning" in html
    assert 'role="alert"' in drawn("{% notice 'error' title='No' %}x{% endnotice %}")


def test_the_current_step_is_told_to_eyes_and_ears() -> None:
    steps = [
        {"title": "One", "url": "/1/", "state": "done"},
        {"title": "Two", "url": "/2/", "state": "current"},
        {"title": "Three", "url": None, "state": "todo"},
    ]
    html = drawn("{% step_indicator steps %}", steps=steps)
    assert "Step 2 of 3" in html
    assert html.count('aria-current="step"') == 1
    assert '<a class="steps__name" href="/1/">One</a>' in html
    assert 'href="/2/"' not in html
    assert "Step 3 of 3" in drawn("{% step_indicator steps 3 %}", steps=steps)


def test_breadcrumbs_begin_at_the_front_page_and_end_here() -> None:
    html = drawn("{% breadcrumbs items %}", items=[("Home", "/"), ("Field", "/f/"), ("Procedure", "/f/p/")])
    assert html.count('href="/"') == 1
    assert '<a href="/f/">Field</a>' in html
    assert '<span aria-current="page">Procedure</span>' in html


def test_pages_of_what_may_stand_in_no_address_are_asked_for_by_post() -> None:
    class Asked(forms.Form):
        q = forms.CharField()

    request = RequestFactory().post("/can-bo/", {"q": "Lan <b>"})
    words = {"page": Paginator(range(100), 10).page(2), "asked": Asked(request.POST)}
    html = drawn("{% pagination page asked=asked %}", request=request, **words)
    assert '<form method="post" action="/can-bo/"' in html
    assert '<input type="hidden" name="q" value="Lan &lt;b&gt;">' in html
    assert '<button class="pagination__page" name="page" value="2" aria-current="page">' in html
    assert "href" not in html


def test_pages_keep_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/tim-kiem/", {"q": "khai sinh", "page": "2", "level": "commune"})
    html = drawn("{% pagination page %}", page=Paginator(range(100), 10).page(2), request=request)
    assert 'href="?q=khai+sinh&amp;level=commune&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1
    assert drawn("{% pagination page %}", page=Paginator(range(5), 10).page(1), request=request).strip() == ""
