"""Questions kept once: forms take them in with codes of their own, and follow when published anew."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError

from eforms.compile import compile_content
from eforms.models import EForm, FormVersion, SharedQuestions
from eforms.shared.inlining import inlined
from eforms.shared.uses import republish, uses_of
from tests import people

pytestmark = pytest.mark.django_db


def block(kind: str, identity: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": identity, "value": {"required": False, **value}}


PERSON = [
    block("text", "p1", label="Họ và tên", label_en="Full name"),
    block("yes_no", "p2", label="Đã kết hôn"),
    block(
        "integer",
        "p3",
        label="Số lần kết hôn",
        rules=[{"type": "show_if", "value": {"field": "#p2", "op": "equals", "value": True}}],
    ),
]


def shared(questions: list[dict[str, Any]] = PERSON) -> SharedQuestions:
    one = SharedQuestions.objects.filter(code="nhan-than").first() or SharedQuestions(code="nhan-than")
    one.title = "Nhân thân"
    stream = SharedQuestions.questions.field.stream_block
    one.questions = stream.clean(stream.to_python(questions))
    one.save()
    return one


def marriage(source: SharedQuestions, *prefixes: str) -> EForm:
    """Published, with the shared questions once for each prefix."""
    applicant = [
        {**block("text", "a1", label="Người nộp"), "value": {"label": "Người nộp", "use": "full_name"}},
        {**block("phone", "a2"), "value": {"label": "Điện thoại", "use": "phone"}},
    ]
    uses = [
        {"type": "shared", "id": f"u{place}", "value": {"source": source.pk, "prefix": prefix}}
        for place, prefix in enumerate(prefixes)
    ]
    last = block(
        "text",
        "z",
        label="Lý do",
        rules=[{"type": "show_if", "value": {"field": "ben_nu_da_ket_hon", "op": "equals", "value": True}}],
    )
    rules = [last] if "bên nữ" in prefixes else []
    steps = EForm.steps.field.stream_block
    raw = [{"type": "step", "id": "s", "value": {"title": "Hai bên", "fields": [*applicant, *uses, *rules]}}]
    eform = EForm(code="ket-hon", title="Đăng ký kết hôn", live=False)
    eform.steps = steps.clean(steps.to_python(raw))
    eform.save()
    eform.save_revision().publish()
    eform.refresh_from_db()
    return eform


def fields_of(eform: EForm) -> dict[str, dict[str, Any]]:
    return {one["key"]: one for one in compile_content(eform)["steps"][0]["fields"]}


def test_two_uses_have_codes_labels_and_conditions_of_their_own() -> None:
    fields = fields_of(marriage(shared(), "bên nam", "bên nữ"))
    assert fields["ben_nam_ho_va_ten"]["label"] == "Họ và tên (bên nam)"
    assert fields["ben_nu_so_lan_ket_hon"]["show_if"]["field"] == "ben_nu_da_ket_hon"
    assert fields["ly_do"]["show_if"] == {"field": "ben_nu_da_ket_hon", "op": "equals", "value": True}


def test_one_use_may_keep_its_codes() -> None:
    assert "ho_va_ten" in fields_of(marriage(shared(), ""))


def test_two_uses_with_the_same_words_are_refused_beside_the_words() -> None:
    with pytest.raises(StreamBlockValidationError) as refused:
        marriage(shared(), "bên nam", "bên nam")
    step = refused.value.block_errors[0].block_errors["fields"]
    assert "prefix" in step.block_errors[3].block_errors


def test_formulas_follow_and_texts_in_them_stay() -> None:
    definitions = [
        {"key": "a", "type": "integer", "label": "A"},
        {
            "key": "con",
            "type": "group",
            "label": "Con",
            "fields": [{"key": "tien", "type": "money", "label": "Tiền"}],
        },
        {
            "key": "tong",
            "type": "computed",
            "label": "Tổng",
            "formula": "a + sum(con.map(r, r.tien)) + size('a con')",
        },
    ]
    found = {one["key"]: one for one in inlined(definitions, "bên B")}
    assert found["ben_b_tong"]["formula"] == "ben_b_a + sum(ben_b_con.map(r, r.ben_b_tien)) + size('a con')"
    assert found["ben_b_con"]["fields"][0]["key"] == "ben_b_tien"


def test_forms_behind_are_shown_and_published_anew() -> None:
    source = shared()
    eform = marriage(source, "bên nam")
    assert [use.outdated for use in uses_of(source.pk)] == [False]
    shared([*PERSON, block("text", "p4", label="Quốc tịch")])
    assert [use.outdated for use in uses_of(source.pk)] == [True]
    staff("change_eform", "publish_eform")
    published, refused = republish(source.pk, by=people.person("soan@example.vn", "Người soạn"))
    assert (published, refused) == ([eform], [])
    assert [use.outdated for use in uses_of(source.pk)] == [False]
    newest = FormVersion.objects.filter(eform=eform).order_by("-number").first()
    assert newest is not None
    assert newest.number == 2
    assert "ben_nam_quoc_tich" in str(newest.content)


def test_a_broken_rule_of_shared_questions_is_told_beside_it() -> None:
    broken = block(
        "text", "x", label="X", rules=[{"type": "show_if", "value": {"field": "khong_co", "op": "filled"}}]
    )
    with pytest.raises(ValidationError):
        shared([broken])


def staff(*permissions: str) -> Client:
    user = people.person("soan@example.vn", "Người soạn")
    group, _new = Group.objects.get_or_create(name="Soạn")
    group.permissions.set(
        [Permission.objects.get(codename="access_admin")]
        + list(Permission.objects.filter(content_type__app_label="eforms", codename__in=permissions))
    )
    user.groups.add(group)
    client = Client()
    people.sign_in(client, user)
    return client


def test_only_publishers_publish_anew() -> None:
    source = shared()
    marriage(source, "bên nam")
    shared([*PERSON, block("text", "p4", label="Quốc tịch")])
    address = reverse("eforms_builder:shared", args=[source.pk])
    editor = staff("change_eform", "change_sharedquestions")
    assert "Đăng ký kết hôn" in editor.get(address).content.decode()
    assert editor.post(address).status_code in (302, 403)
    assert uses_of(source.pk)[0].outdated
    publisher = staff("change_eform", "publish_eform", "change_sharedquestions")
    assert publisher.post(address).status_code == 302
    assert not uses_of(source.pk)[0].outdated
    found = editor.get(reverse("eforms_builder:shared-questions", args=[source.pk])).json()
    assert [one["value"]["label"] for one in found["questions"]][0] == "Họ và tên"
    people_address = reverse("eforms_builder:shared", args=[source.pk])
    client = Client()
    people.sign_in(client, people.lan())
    assert client.get(people_address).status_code in (302, 403)


def test_used_questions_are_not_deleted_and_the_editors_pages_open() -> None:
    source = shared()
    eform = marriage(source, "bên nam")
    client = staff("change_eform", "change_sharedquestions", "delete_sharedquestions")
    remove = reverse("wagtailsnippets_eforms_sharedquestions:delete", args=[source.pk])
    client.post(remove)
    assert SharedQuestions.objects.filter(pk=source.pk).exists()
    edit = reverse("wagtailsnippets_eforms_sharedquestions:edit", args=[source.pk])
    assert client.get(edit).status_code == 200
    assert client.get(reverse("wagtailsnippets_eforms_eform:edit", args=[eform.pk])).status_code == 200
    assert "bên nam" in client.get(reverse("eforms_builder:map", args=[eform.pk])).content.decode()
