"""Texts that results are made from: refused beside the field, part of the release, or none at all."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from eforms.building import build
from procedures import gate
from procedures.blocks import ResultBlock
from procedures.compare import compare
from procedures.gate import ERROR
from procedures.models import Release
from procedures.snapshot import snapshot
from tests.dossiers.cases import FORM
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db


def result(**document: Any) -> list[dict[str, Any]]:
    return [{"name": "Giấy xác nhận", "code": "", "document": document}]


@pytest.mark.parametrize(
    ("part", "words", "code"),
    [
        ("body", "Gửi {nguoi_nhan}", "placeholder_unknown"),
        ("title", "Giấy {", "braces"),
        ("signer", "{ai}", "placeholder_unknown"),
        ("sign", "QĐ UBND/", "invalid"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_beside_the_field(part: str, words: str, code: str) -> None:
    block = ResultBlock()
    value = block.to_python({"name": "Giấy", "body": "Gửi {nguoi_nop}", part: words})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    (error,) = refused.value.block_errors[part].error_list
    assert error.code == code


def test_answers_that_nobody_asks_stop_publication() -> None:
    page = catalogue.draft(results=result(body="{tra_loi.ho_ten} nuôi ong"), eform=build("ong", FORM))
    assert ERROR not in {one.level for one in gate.check(page)}
    page = catalogue.draft(code="1.900002", results=result(body="{tra_loi.so_nha}"), eform=page.eform)
    (error,) = [one for one in gate.check(page) if one.level == ERROR]
    assert (error.code, error.field) == ("result_text_unknown", "results")
    assert "{tra_loi.so_nha}" in error.message


def test_the_text_is_part_of_the_release_and_a_change_is_told() -> None:
    page = catalogue.published(results=result(body="Đồng ý.", sign="XN-UBND"))
    (kept,) = Release.objects.get().content["results"]
    assert kept["document"] == {"title": "", "body": "Đồng ý.", "signer": "", "sign": "XN-UBND"}
    assert kept["id"]
    after = snapshot(
        catalogue.draft(
            code="1.900002", results=[{**kept, "document": {**kept["document"], "body": "Không."}}]
        )
    )
    changed = [one for one in compare(snapshot(page), after) if "Không." in one.after]
    assert [one.before for one in changed] == ["Đồng ý."]


def test_a_result_without_a_text_is_released_as_before() -> None:
    assert snapshot(catalogue.draft())["results"] == [
        {"name": "Giấy xác nhận nuôi ong", "code": "KQ.G10.000001"}
    ]
