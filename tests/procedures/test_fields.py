"""What an editor may type: codes, dates, lists; each refusal stands beside its field."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from procedures.pages import CODE, ProcedurePage, plain_slug
from tests.procedures import catalogue


@pytest.mark.parametrize("code", ["1.005129", "3.000181.000.00.00.H22", "2.000635", "1.012345.H08"])
def test_national_codes_are_accepted(code: str) -> None:
    CODE(code)


@pytest.mark.parametrize(
    "code", ["1.5129", "1005129", "1.005129.", "A.005129", "1.005129 ", "1.005129/..", "1.005129.h22"]
)
def test_other_codes_are_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        CODE(code)


def test_addresses_have_no_diacritics() -> None:
    assert plain_slug("Đất đai – Hộ tịch") == "dat-dai-ho-tich"


@pytest.mark.django_db
def test_title_and_address_follow_from_name_and_code() -> None:
    page = catalogue.published(name="Thủ tục " + "rất dài " * 60, code="3.000181.000.00.00.H22")
    assert len(page.title) == 255
    assert page.url == "/thu-tuc/chan-nuoi/3-000181-000-00-00-h22/"
    assert len(page.name) > 400


@pytest.mark.django_db
def test_a_code_belongs_to_one_procedure() -> None:
    catalogue.published()
    twin = ProcedurePage(code="1.900001", name="Khác")
    with pytest.raises(ValidationError) as refused:
        twin.clean_fields_of_procedure()
    assert "1.900001" in refused.value.message_dict["code"][0]
    assert "Đăng ký nuôi ong lấy mật" in refused.value.message_dict["code"][0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"effective_from": date(2026, 2, 1), "effective_to": date(2026, 1, 31)}, "effective_to"),
        ({"levels": ["village"]}, "levels"),
        ({"subjects": "citizen"}, "subjects"),
        ({"keywords": [1]}, "keywords"),
        ({"agency_codes": None}, "agency_codes"),
    ],
)
def test_what_does_not_agree_is_refused_beside_its_field(changes: dict, field: str) -> None:
    page = catalogue.draft()
    for name, value in changes.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert field in refused.value.message_dict


@pytest.mark.django_db
def test_a_procedure_cannot_replace_itself() -> None:
    page = catalogue.draft()
    page.replaced_by = page
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "replaced_by" in refused.value.message_dict


@pytest.mark.django_db
def test_a_copy_waits_for_its_own_code() -> None:
    page = catalogue.published()
    copy = page.copy(update_attrs={"slug": "ban-sao"}, keep_live=False)
    assert ProcedurePage.objects.get(pk=copy.pk).code is None
