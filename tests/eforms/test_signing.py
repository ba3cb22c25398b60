"""A second person signs: by link and code, for exactly the answers shown; without it nothing is filed."""

from __future__ import annotations

import copy
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from effects.models import Message
from eforms import drafts
from eforms.building import build, current_version
from eforms.compile import compile_content
from eforms.errors import FormIncomplete, InvitationRefused, NotSigned, SigningRefused
from eforms.models import CoSignature, Draft, Submission
from eforms.signing import deciding, inviting
from eforms.signing.signers import standings
from eforms.submit import submit
from tests import people
from tests.eforms.conftest import BIRTH, NOW, TODAY, fill, question

HUSBAND = "chong@example.vn"


def form() -> dict[str, Any]:
    content = copy.deepcopy(BIRTH)
    content["steps"][0]["fields"] += [
        question("text", "ten_chong", label="Tên chồng", required=False),
        question("email", "thu_chong", label="Thư của chồng", required=False),
    ]
    content["signers"] = [
        {"id": "chong", "label": "Chồng", "label_en": "Husband", "name": "ten_chong", "email": "thu_chong"}
    ]
    return content


@pytest.fixture
def draft(version: Any) -> Draft:
    build("khai-sinh", form())
    newest = current_version("khai-sinh")
    assert newest is not None
    found, _secret = drafts.start(
        newest, kind="trial", context={}, title="Đăng ký khai sinh", owner=people.lan(), at=NOW
    )
    answers = {"ten_chong": "Trần An", "thu_chong": HUSBAND}
    fill(found)
    drafts.save_step(found, "nguoi_khai", {**found.answers, **answers}, at=NOW)
    return found


def link_of(number: int = 0) -> str:
    mails = Message.objects.filter(to=HUSBAND, key__startswith="co-sign:").order_by("-pk")
    return re.search(r"/to-khai/ky/\S+", mails[number].body)[0]  # type: ignore[index]


def code_of() -> str:
    mail = Message.objects.filter(to=HUSBAND, key__startswith="co-sign-code:").order_by("-pk")[0]
    return re.search(r"\b\d{6}\b", mail.body)[0]  # type: ignore[index]


def opened(link: str) -> tuple[Client, str]:
    """A browser of the co-signer on the page of the decision."""
    browser = Client()
    page = browser.get(link)
    address = page["Location"]
    assert "/ky/" in address
    assert link.rstrip("/").split("/")[-1] not in address
    browser.post(address, {"do": "send"})
    browser.post(address, {"do": "check", "code": code_of()})
    return browser, address


def seen(browser: Client, address: str) -> str:
    return str(browser.get(address).context["mark"])


def state(draft: Draft) -> str:
    draft.refresh_from_db()
    return standings(draft, TODAY)[0].state


def test_the_signers_survive_the_builder() -> None:
    assert compile_content(build("thu", form()))["signers"] == form()["signers"]
    wrong = form()
    wrong["signers"][0]["email"] = "ten_chong"
    with pytest.raises(FormIncomplete):
        build("thu2", wrong)


def test_nothing_is_filed_before_everybody_agreed(draft: Draft, client: Client) -> None:
    with pytest.raises(NotSigned):
        submit(draft, by=draft.owner, key="k", at=NOW)
    draft.refresh_from_db()
    assert draft.state == "open"
    people.sign_in(client, people.lan())
    sent = client.post(f"/api/v1/drafts/{draft.pk}/submit", headers={"Idempotency-Key": "1"})
    assert sent.status_code == 400
    assert sent.json()["errors"][0]["code"] == "not_signed"
    page = client.post(f"/to-khai/{draft.pk}/xem-lai/", {"declared": "on", "key": "1", "wizard-do": "submit"})
    assert page["Location"] == f"/to-khai/{draft.pk}/ky-chung/"
    assert Submission.objects.count() == 0


def test_invited_by_link_and_code_he_agrees_and_it_is_filed(draft: Draft, client: Client) -> None:
    people.sign_in(client, people.lan())
    client.post(f"/to-khai/{draft.pk}/ky-chung/", {"do": "invite"})
    assert state(draft) == "invited"
    browser, address = opened(link_of())
    page = browser.get(address)
    assert "Nguyễn An" in page.content.decode()
    assert page.headers["Cache-Control"].count("no-store")
    file_id = draft.answers["chung_sinh"][0]
    assert browser.get(f"/tep/{file_id}/").status_code == 200
    assert Client().get(f"/tep/{file_id}/").status_code == 404
    browser.post(address, {"do": "agree", "seen": seen(browser, address)})
    assert state(draft) == "agreed"
    assert Message.objects.filter(to="lan@example.vn", key__startswith="co-sign-answer").count() == 1
    assert submit(draft, by=draft.owner, key="k", at=NOW).receipt
    assert "Đăng ký khai sinh" in browser.get(address).content.decode()


def test_without_link_and_code_nobody_sees_an_answer(draft: Draft) -> None:
    inviting.invite_all(draft, at=timezone.now())
    signature = CoSignature.objects.get()
    stranger = Client()
    assert stranger.get(f"/to-khai/ky/{signature.pk}/").status_code == 403
    stranger.get(f"/to-khai/ky/{signature.pk}/{'0' * 40}/")
    assert stranger.get(f"/to-khai/ky/{signature.pk}/").status_code == 403
    stranger.get(link_of())
    page = stranger.get(f"/to-khai/ky/{signature.pk}/").content.decode()
    assert "Nguyễn An" not in page
    assert HUSBAND not in page
    stranger.post(f"/to-khai/ky/{signature.pk}/", {"do": "agree", "seen": signature.answers_hash})
    assert state(draft) == "invited"
    assert stranger.get(f"/to-khai/{draft.pk}/xem-lai/").status_code == 403


def test_a_change_after_signing_voids_the_signature(draft: Draft, client: Client) -> None:
    inviting.invite_all(draft, at=timezone.now())
    browser, address = opened(link_of())
    browser.post(address, {"do": "agree", "seen": seen(browser, address)})
    assert state(draft) == "agreed"
    drafts.save_step(draft, "nguoi_con", {**draft.answers, "ten_con": "Nguyễn Bình"}, at=NOW)
    assert state(draft) == "changed"
    with pytest.raises(NotSigned):
        submit(draft, by=draft.owner, key="k", at=NOW)
    people.sign_in(client, people.lan())
    page = client.post(
        f"/to-khai/{draft.pk}/giay_to/", {"wizard-do": "continue", "ghi_chu": "Thêm"}, follow=True
    )
    assert "Trần An" in page.content.decode()
    inviting.invite_all(draft, at=timezone.now())
    assert state(draft) == "invited"
    assert browser.get(address).status_code == 403  # a new link, and a new code


def test_what_was_read_is_what_is_signed(draft: Draft) -> None:
    inviting.invite_all(draft, at=timezone.now())
    browser, address = opened(link_of())
    mark = seen(browser, address)
    drafts.save_step(draft, "nguoi_con", {**draft.answers, "ten_con": "Nguyễn Bình"}, at=NOW)
    browser.post(address, {"do": "agree", "seen": mark})
    assert state(draft) == "invited"
    drafts.save_step(draft, "nguoi_con", {**draft.answers, "ten_con": "Nguyễn An"}, at=NOW)
    browser.post(address, {"do": "agree", "seen": mark})
    assert state(draft) == "agreed"


def test_a_file_added_after_signing_voids_it_too(draft: Draft) -> None:
    from tests.eforms.conftest import upload

    inviting.invite_all(draft, at=timezone.now())
    browser, address = opened(link_of())
    browser.post(address, {"do": "agree", "seen": seen(browser, address)})
    drafts.attach(draft, "chung_sinh", upload("hai.pdf"), by=None, at=NOW)
    assert state(draft) == "changed"


def test_declining_needs_a_reason_and_tells_the_filer(draft: Draft, client: Client) -> None:
    inviting.invite_all(draft, at=timezone.now())
    browser, address = opened(link_of())
    assert browser.post(address, {"do": "decline", "reason": " "}).status_code == 422
    browser.post(address, {"do": "decline", "reason": "Sai ngày sinh"})
    assert state(draft) == "declined"
    people.sign_in(client, people.lan())
    assert "Sai ngày sinh" in client.get(f"/to-khai/{draft.pk}/ky-chung/").content.decode()
    with pytest.raises(NotSigned):
        submit(draft, by=draft.owner, key="k", at=NOW)


def test_codes_are_few_and_tries_are_fewer(draft: Draft) -> None:
    inviting.invite_all(draft, at=timezone.now())
    browser = Client()
    address = browser.get(link_of())["Location"]
    browser.post(address, {"do": "send"})
    right = code_of()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert browser.post(address, {"do": "check", "code": wrong}).status_code == 422
    assert browser.post(address, {"do": "check", "code": right}).status_code == 422
    for _ in range(6):
        browser.post(address, {"do": "send"})
    assert Message.objects.filter(key__startswith="co-sign-code:").count() == 5
    signature = CoSignature.objects.get()
    with pytest.raises(SigningRefused):
        deciding.send_code(signature, at=timezone.now())
    browser.post(address, {"do": "check", "code": code_of()})
    assert browser.get(address).context["mark"]


def test_an_old_code_is_void(draft: Draft) -> None:
    inviting.invite_all(draft, at=timezone.now())
    browser = Client()
    address = browser.get(link_of())["Location"]
    browser.post(address, {"do": "send"})
    CoSignature.objects.update(code_until=timezone.now() - timedelta(seconds=1))
    assert browser.post(address, {"do": "check", "code": code_of()}).status_code == 422


def test_reminders_are_limited_and_an_invitation_can_be_called_back(draft: Draft) -> None:
    now = timezone.now()
    inviting.invite_all(draft, at=now)
    with pytest.raises(InvitationRefused):
        inviting.remind(draft, "chong", at=now + timedelta(minutes=1))
    for number in range(1, 4):
        inviting.remind(draft, "chong", at=now + number * timedelta(minutes=11))
    with pytest.raises(InvitationRefused):
        inviting.remind(draft, "chong", at=now + timedelta(minutes=60))
    browser, address = opened(link_of(1))  # the link of an earlier message still works
    inviting.cancel(draft, "chong", at=now + timedelta(minutes=61))
    assert browser.get(address).status_code == 403
    assert state(draft) == "cancelled"


def test_another_address_needs_another_invitation(draft: Draft) -> None:
    inviting.invite_all(draft, at=timezone.now())
    browser, address = opened(link_of())
    browser.post(address, {"do": "agree", "seen": seen(browser, address)})
    drafts.save_step(draft, "nguoi_khai", {**draft.answers, "thu_chong": "ai-do@example.vn"}, at=NOW)
    assert state(draft) == "to_invite"


def test_a_program_sees_and_does_the_same(draft: Draft, client: Client) -> None:
    people.sign_in(client, people.lan())
    address = f"/api/v1/drafts/{draft.pk}/signers"
    assert client.get(address).json()[0]["state"] == "to_invite"
    assert client.post(address).json()[0]["state"] == "invited"
    assert client.post(f"{address}/chong").status_code == 400
    assert client.delete(f"{address}/chong").json()[0]["state"] == "cancelled"
    assert client.delete(f"{address}/khong-co").status_code == 400
    assert Client().get(address).status_code in (401, 403)


def test_secrets_are_kept_as_hashes(draft: Draft) -> None:
    inviting.invite_all(draft, at=timezone.now())
    signature = CoSignature.objects.get()
    browser = Client()
    address = browser.get(link_of())["Location"]
    browser.post(address, {"do": "send"})
    signature.refresh_from_db()
    secret = link_of().rstrip("/").split("/")[-1]
    kept = [str(value) for value in vars(signature).values()]
    assert not any(secret in one or code_of() in one for one in kept)
