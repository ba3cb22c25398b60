"""The text of a VietQR code as NAPAS lays it down, and the picture of it as a phone reads it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import typst
import zxingcpp
from PIL import Image

from payments.providers.vietqr_code import crc16, plain_purpose, vietqr
from tests.payments.world import AT
from themes.marks import qr_png, qr_svg

PUBLIC = (
    "00020101021238530010A0000007270123000697043201091290057180208QRIBFTTA53037045802VN"
    "5920NGUYEN PHAM THUY LAN62390835Thanh toan don hang cho Bean Bakery6304"
)


def test_the_checksum_is_ccitt_false() -> None:  # A62
    assert crc16("123456789") == "29B1"


def test_a_static_code() -> None:  # A63
    assert vietqr("970403", "0011012345678") == (
        "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
    )


def test_a_code_with_amount_and_purpose() -> None:  # A64
    assert vietqr("970418", "5500016868", amount=50_000, purpose="H0825082900001") == (
        "00020101021238540010A00000072701240006970418011055000168680208QRIBFTTA530370454055000058"
        "02VN62180814H082508290000163040C7A"
    )


def test_the_checksum_of_a_public_code() -> None:  # A67
    assert crc16(PUBLIC) == "3AA2"


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "A" * 26},
        {"purpose": "Lệ phí"},
        {"purpose": "A_B"},
        {"amount": 0},
        {"amount": -1},
        {"bank": "97041"},
        {"bank": "97041a"},
        {"account": ""},
        {"account": "1" * 20},
        {"account": "12 34"},
    ],
)
def test_what_a_bank_would_not_take_is_refused(wrong: dict) -> None:  # A68
    said = {"bank": "970418", "account": "5500016868", "amount": 1, "purpose": "A" * 25, **wrong}
    with pytest.raises(ValueError, match="."):
        vietqr(said.pop("bank"), said.pop("account"), **said)


def test_a_purpose_is_put_into_signs_that_banks_keep() -> None:  # A68
    assert plain_purpose("Lệ phí hồ sơ đăng ký khai sinh") == "LE PHI HO SO DANG KY KHAI"
    assert vietqr("970418", "5500016868", amount=1, purpose=plain_purpose("Lệ phí: “hồ sơ”"))


@pytest.mark.parametrize("amount", [1, 58_000, 999_999_999])
def test_a_phone_reads_our_picture(amount: int, tmp_path: Path) -> None:
    text = vietqr("970418", "5500016868", amount=amount, purpose=f"TT{AT:%y%m%d}K7QM2X")
    (tmp_path / "code.svg").write_bytes(qr_svg(text))
    page = '#set page(width: 60mm, height: 60mm, margin: 8mm)\n#image("code.svg", width: 44mm)'
    (tmp_path / "page.typ").write_text(page)
    picture = Image.open(io.BytesIO(typst.compile(tmp_path / "page.typ", format="png", ppi=200)))
    assert [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))] == [text]


def test_a_phone_reads_the_picture_it_has_saved() -> None:
    text = vietqr("970418", "5500016868", amount=58_000, purpose=f"TT{AT:%y%m%d}K7QM2X")
    picture = Image.open(io.BytesIO(qr_png(text)))
    assert [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))] == [text]
