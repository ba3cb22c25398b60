"""The verifier for the command line: plain words, an exit code, no settings and no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from documents.proving.__main__ import main
from documents.proving.jws import NotOurs, jwk, read, sign
from tests.documents.attacks import page_added
from tests.documents.signed import AGENCY, crl, good, holder, root, signed

KEY = ec.generate_private_key(ec.SECP256R1())
KEYS = {"keys": [jwk(KEY.public_key(), "a1")]}
SAID = {"c": "K7QM2XPD9RTA", "a": AGENCY, "t": "Bản sao chứng thực"}


@pytest.fixture
def roots(tmp_path: Path) -> str:
    (tmp_path / "roots.pem").write_bytes(root().pem)
    return str(tmp_path / "roots.pem")


def test_it_runs_without_settings(tmp_path: Path, roots: str) -> None:
    (tmp_path / "x.pdf").write_bytes(good())
    bare = {key: value for key, value in os.environ.items() if "DJANGO" not in key}
    command = [sys.executable, "-m", "documents.proving", str(tmp_path / "x.pdf"), "--roots", roots]
    done = subprocess.run(command, capture_output=True, text=True, env=bare)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Signed, and not changed since.")
    assert f"Seal of {AGENCY}: in order" in done.stdout


def test_a_changed_file_ends_with_one(tmp_path: Path, roots: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.pdf").write_bytes(page_added(good()))
    assert main([str(tmp_path / "x.pdf"), "--roots", roots]) == 1
    assert "CHANGED" in capsys.readouterr().out
    assert main([str(tmp_path / "khong-co.pdf")]) == 2


def test_a_token_is_checked_and_a_changed_one_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keys.json").write_text(json.dumps(KEYS))
    token = sign(SAID, KEY, "a1")
    address = f"https://mot-cua.example/xac-minh/K7QM2XPD9RTA/#{token}"
    assert main(["--token", address, "--keys", str(tmp_path / "keys.json")]) == 0
    assert AGENCY in capsys.readouterr().out
    assert main(["--token", token[:-3] + "AAA", "--keys", str(tmp_path / "keys.json")]) == 1


def test_only_our_keys_and_our_way_of_signing_count() -> None:
    token = sign(SAID, KEY, "a1")
    assert read(token, KEYS) == SAID
    head, body, signature = token.split(".")
    other = sign(SAID, ec.generate_private_key(ec.SECP256R1()), "a1")
    none = "eyJhbGciOiJub25lIiwia2lkIjoiYTEifQ"  # {"alg":"none","kid":"a1"}
    for wrong in ("", "a.b", other, f"{none}.{body}.", f"{none}.{body}.{signature}", sign(SAID, KEY, "b2")):
        with pytest.raises(NotOurs):
            read(wrong, KEYS)


@pytest.mark.parametrize(
    ("given", "content"),
    [("roots", b"<html>404</html>"), ("roots", b""), ("roots", crl()), ("crls", b"x"), ("crls", root().pem)],
)
def test_what_is_no_certificate_or_no_list_is_said_and_blames_no_file(
    given: str, content: bytes, tmp_path: Path, roots: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.pdf").write_bytes(good())
    (tmp_path / "other").write_bytes(content)
    asked = {"roots": roots, given: str(tmp_path / "other")}
    named = [word for name in asked for word in (f"--{name}", asked[name])]
    assert main([str(tmp_path / "x.pdf"), *named]) == 2
    said = capsys.readouterr()
    assert (said.out, "other" in said.err) == ("", True)


@pytest.mark.parametrize("keys", ["[]", "{}", '"x"', "<html>"])
def test_keys_that_are_none_blame_no_token(keys: str, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text(keys)
    assert main(["--token", sign(SAID, KEY, "a1"), "--keys", str(tmp_path / "keys.json")]) == 2


def test_what_a_stranger_put_into_a_certificate_steers_no_terminal(
    tmp_path: Path, roots: str, capsys: pytest.CaptureFixture[str]
) -> None:
    liar = holder("A\x1b[2J\nSigned, and not changed since.", AGENCY)
    (tmp_path / "x.pdf").write_bytes(signed(who=liar))
    assert main([str(tmp_path / "x.pdf"), "--roots", roots]) == 1
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "Signed, and not changed since." not in said.splitlines()
