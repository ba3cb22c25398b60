"""Keys kept on a token, at a remote service or in a PKCS#12 sign alike; time stamps come over HTTP."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from django.utils import timezone

from accounts.models import User
from documents.errors import SigningRefused
from documents.models import IssuedDocument, SigningKey
from documents.signing import trust
from documents.signing.contract import locked_up, secrets_of
from documents.signing.registry import key_places, place_of, problems_of
from effects.worker import drain
from tests import people
from tests.documents import authority, csc_server, tsa_server

pytestmark = pytest.mark.django_db
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


@pytest.fixture
def leader() -> User:
    return authority.leader()


def material(user: User) -> tuple[RSAPrivateKey, list[x509.Certificate]]:
    """Key and chain of the demo's officer."""
    secret = secrets_of(SigningKey.objects.get(owner=user, on=True))
    opened = pkcs12.load_pkcs12(bytes.fromhex(secret["p12"]), secret["password"].encode())
    assert isinstance(opened.key, RSAPrivateKey)
    assert opened.cert is not None
    return opened.key, [opened.cert.certificate, *(one.certificate for one in opened.additional_certs)]


def keep_at(user: User, provider: str, options: dict[str, str], secret: dict[str, str]) -> SigningKey:
    key = SigningKey.objects.get(owner=user, on=True)
    key.provider, key.options, key.secret = provider, options, locked_up(secret)
    key.certificate = place_of(key).certificate(options, secret)
    key.save()
    return key


def test_a_remote_service_signs_a_hash_it_was_asked_leave_for(leader: User, settings: Any) -> None:
    key, chain = material(leader)
    service = csc_server.Service(key, [one.public_bytes(serialization.Encoding.DER) for one in chain])
    with csc_server.running(service) as address:
        settings.SIGNING_HOSTS = [address]
        options = {"url": address, "credential": csc_server.CREDENTIAL}
        secret = {"token": csc_server.TOKEN, "pin": csc_server.PIN}
        kept = keep_at(leader, "csc", options, secret)
        assert problems_of(kept) == []
        document = authority.signed(by=leader)
    assert document.state == IssuedDocument.State.IN_FORCE
    assert service.asked[-2:] == ["credentials/authorize", "signatures/signHash"]
    assert service.leave == {}


@pytest.mark.parametrize("wrong", [{"token": "x"}, {"pin": "x"}])
def test_a_service_that_refuses_is_said_to_the_officer(
    leader: User, settings: Any, wrong: dict[str, str]
) -> None:
    key, chain = material(leader)
    service = csc_server.Service(key, [one.public_bytes(serialization.Encoding.DER) for one in chain])
    with csc_server.running(service) as address:
        settings.SIGNING_HOSTS = [address]
        options = {"url": address, "credential": csc_server.CREDENTIAL}
        secret = {"token": csc_server.TOKEN, "pin": csc_server.PIN}
        kept = keep_at(leader, "csc", options, secret)
        kept.secret = locked_up({**secret, **wrong})
        kept.save()
        with pytest.raises(SigningRefused, match="không trả lời"):
            authority.signed(by=leader)


def test_a_service_nobody_listed_is_not_asked(settings: Any) -> None:
    settings.SIGNING_HOSTS = []
    options = {"url": "http://127.0.0.1:9", "credential": "x"}
    assert key_places()["csc"].check_config(options, {"token": "x"})


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The module, with an empty place for tokens; the configuration is read once in a process."""
    module = next((one for one in MODULES if Path(one).exists()), "")
    if not module or not shutil.which("softhsm2-util"):
        pytest.skip("SoftHSM2 is not installed (apt-get install softhsm2)")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        yield module


def softhsm_token(folder: Path, key: RSAPrivateKey) -> None:
    pem = folder / "key.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    util = ["softhsm2-util", "--token", "leader", "--label", "leader", "--pin", "1234"]
    init = [
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "leader",
        "--pin",
        "1234",
        "--so-pin",
        "0000",
    ]
    subprocess.run(init, check=True, capture_output=True)
    subprocess.run([*util, "--import", str(pem), "--id", "A1"], check=True, capture_output=True)


def test_a_token_signs_and_its_key_never_leaves_it(
    leader: User, softhsm: str, settings: Any, tmp_path: Path
) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    key, chain = material(leader)
    softhsm_token(tmp_path, key)
    settings.PKCS11_MODULE = softhsm
    token = pkcs11.lib(softhsm).get_token(token_label="leader")
    with token.open(rw=True, user_pin="1234") as session:
        for place, one in enumerate(chain):
            about = decode_x509_certificate(one.public_bytes(serialization.Encoding.DER))
            label = "leader" if place == 0 else "root"
            session.create_object({**about, pkcs11.Attribute.LABEL: label, pkcs11.Attribute.TOKEN: True})
    kept = keep_at(leader, "pkcs11", {"token": "leader", "key": "leader"}, {"pin": "1234"})
    assert problems_of(kept) == []
    assert len(trust.certificates(kept.certificate)) == 2
    document = authority.signed(by=leader)
    assert document.state == IssuedDocument.State.IN_FORCE
    kept.secret = locked_up({"pin": "9999"})
    assert "mã PIN" in problems_of(kept)[0]


def test_without_a_module_the_operator_is_told(settings: Any) -> None:
    settings.PKCS11_MODULE = ""
    (said,) = key_places()["pkcs11"].check_config({"token": "x", "key": "x"}, {"pin": "1"})
    assert "PKCS11_MODULE" in said


def test_a_wrong_password_is_said_beside_the_file(leader: User) -> None:
    secret = {**secrets_of(SigningKey.objects.get(owner=leader)), "password": "wrong"}
    (said,) = key_places()["software"].check_config({}, secret)
    assert "mật khẩu" in said


def test_a_time_stamp_server_says_the_time(leader: User, settings: Any) -> None:
    authority.trusted()
    with tsa_server.running() as address:
        settings.TSA_URL = address
        document = authority.signed(by=leader)
    assert document.state == IssuedDocument.State.IN_FORCE


def test_a_time_stamp_server_that_is_away_is_asked_again_later(leader: User, settings: Any) -> None:
    from documents.models import Signature
    from documents.signing.giving import choose

    settings.TSA_URL = "http://127.0.0.1:9/"
    document = authority.waiting()
    first = document.signatures.get(order=1)
    at: datetime = timezone.now()
    choose([first], authority.session(leader), at)
    drain(at)
    first.refresh_from_db()
    assert first.state == Signature.State.CHOSEN
    settings.TSA_URL = ""
    authority.seal(people.WARD)


def test_secrets_are_not_readable_in_the_database(leader: User) -> None:
    kept = SigningKey.objects.get(owner=leader)
    assert '"' not in kept.secret
    assert secrets_of(kept)["password"] not in kept.secret
