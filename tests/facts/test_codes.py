"""Facts A47-A50: the shapes of codes, and agency codes from one standard to the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures import codes


@pytest.mark.parametrize(
    "code",
    [
        "000.00.BD.H08-230411-0004",
        "000.A0.01.H26-210212-9090",
        "H26.16-250829-0001",
        "G09.20-20260609-0092637",
        "H26.16-250829-10000",
    ],
)
def test_a47_dossier_codes_in_use_are_known(code: str) -> None:
    assert codes.is_dossier(code)


@pytest.mark.parametrize("code", ["H26-250829-1", "h26.16-250829-0001", "H26.16-250829-0001\n", "", "H26.16"])
def test_a47_what_is_no_dossier_code_is_refused(code: str) -> None:
    assert not codes.is_dossier(code)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("H22.01", "000.00.01.H22"), ("H26.16.05", "000.05.16.H26"), ("H08", "000.00.00.H08")],
)
def test_a48_agency_codes_convert_both_ways(ours: str, theirs: str) -> None:
    assert codes.to_qcvn(ours) == theirs
    assert codes.from_qcvn(theirs) == ours


@pytest.mark.parametrize("code", ["H2", "H26.1", "H26.16.", "26.16", "h26", "H26.16.05.01.02", "H26\n", ""])
def test_a48_other_things_are_no_agency_code(code: str) -> None:
    assert not codes.is_agency(code)
    with pytest.raises(ValueError, match="Not an agency code"):
        codes.to_qcvn(code)


@pytest.mark.parametrize("code", ["00.00.01.H22", "000.00.01", "000.00.01.22H", "H22"])
def test_a48_other_things_are_no_code_of_the_old_standard(code: str) -> None:
    with pytest.raises(ValueError, match="Not an agency code"):
        codes.from_qcvn(code)


groups = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2).filter(lambda g: g != "00")


@given(st.lists(groups, max_size=3))
def test_a48_there_and_back_is_the_same_agency(below: list[str]) -> None:
    code = ".".join(["H26", *below])
    assert codes.from_qcvn(codes.to_qcvn(code)) == code


def test_a49_procedure_codes() -> None:
    assert codes.is_procedure("1.005129")
    assert codes.is_procedure("3.000181.000.00.00.H22")
    assert not codes.is_procedure("1.00512")
    assert not codes.is_procedure("1005129")


def test_a50_result_codes() -> None:
    assert codes.is_result("KQ.G07.000122")
    assert codes.is_result("000.00.00.G09-KQ002269")
    assert not codes.is_result("KQ.G07.122")
