"""What goes wrong for real people: no JavaScript, a killed server, another device, files that lie."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.filling import BIRTH, HOME, answer, follow, go_on, small_pdf
from tests.browser.portal import PATIENCE, Portal

pytestmark = pytest.mark.browser

AGAIN = """
from django.utils import timezone
from eforms import drafts
from eforms.models import Draft
one, now = Draft.objects.get(pk="{draft}"), timezone.now()
draft, secret = drafts.start(
    one.version, kind=one.kind, context=one.context, title=one.title, owner=None, at=now,
    answers=one.answers, done=one.done_steps,
)
print(f"/to-khai/tiep-tuc/{{draft.pk}}/{{secret}}/")
"""


def begin(page: Any) -> None:
    page.goto("/nop-ho-so/1.001193/")
    page.get_by_label("Ủy ban nhân dân phường Bến Đò").check()
    page.get_by_label("Trường hợp thông thường").check()
    page.click("main form button[type=submit]")
    page.wait_for_url("**/nguoi_yeu_cau/")


def fill_step(page: Any, step: str) -> None:
    for key, value in BIRTH[step].items():
        answer(page, key, value)


def plain_step(page: Any, step: str) -> None:
    """Without JavaScript: what a question asks for further appears after “Continue”."""
    for _round in range(4):
        for key, value in BIRTH[step].items():
            plain_answer(page, key, value)
        go_on(page)
        if f"/{step}/" not in page.url:
            return
    raise AssertionError(page.inner_text("main"))


def plain_answer(page: Any, key: str, value: Any) -> None:
    if isinstance(value, dict):
        for part, inner in value.items():
            control = page.locator(f"main [name='{key}-{part}']")
            if part == "commune" and not control.locator(f"option[value='{inner}']").count():
                continue
            plain_answer(page, f"{key}-{part}", inner)
    elif page.locator(f"main [name='{key}']").count():
        answer(page, key, value)


@pytest.fixture(scope="module")
def walked(portal: Portal, chromium: Any) -> str:
    """The number of a draft that lacks nothing but its papers: walked to once, begun again by each test."""
    page = chromium.new_page(base_url=portal.address)
    page.set_default_timeout(PATIENCE)
    begin(page)
    for step in ("nguoi_yeu_cau", "tre", "me", "cha"):
        plain_step(page, step)
    assert "/giay_to/" in page.url
    draft = page.url.split("/to-khai/")[1].split("/")[0]
    page.close()
    return str(draft)


def at_its_papers(page: Any, portal: Portal, walked: str) -> None:
    """Open a draft of the test's own, all of whose other steps are answered."""
    link = portal.manage("shell", "-v", "0", "-c", AGAIN.format(draft=walked)).split()[-1]
    page.goto(link)
    page.goto(f"/to-khai/{link.split('/')[3]}/giay_to/")


def test_everything_works_without_javascript(open_as: Any, tmp_path: Path) -> None:
    page = open_as(None, width=360, javascript=False)
    begin(page)
    for step in ("nguoi_yeu_cau", "tre", "me", "cha"):
        plain_step(page, step)
    for key, value in BIRTH["giay_to"].items():
        plain_answer(page, key, value)
    page.set_input_files("input[name=giay_chung_sinh]", str(small_pdf(tmp_path, "giay-chung-sinh.pdf")))
    go_on(page)
    if "/giay_to/" in page.url:
        assert "giay-chung-sinh.pdf" in page.inner_text("main")
        answer(page, "so_ban_sao", "2")
        go_on(page)
    assert "Trần Nguyễn Bảo An" in page.inner_text("main")
    page.check("main input[type=checkbox]")
    page.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    page.wait_for_url("**/da-nop/")
    code, secret = re.findall(r"\b(YC-\w+|[A-Z0-9]{4}(?:-[A-Z0-9]{4})+)\b", page.inner_text("main dl"))[:2]

    stranger = open_as(None, width=360, javascript=False)
    stranger.goto("/tra-cuu/")
    stranger.locator("main input[type=text]").nth(0).fill(code)
    stranger.locator("main input[type=text]").nth(1).fill(secret)
    stranger.click("main form button[type=submit]")
    stranger.wait_for_url("**/ho-so/*/")
    assert code in stranger.inner_text("main")
    assert secret not in stranger.url


def test_a_killed_server_loses_no_saved_step(portal: Portal, open_as: Any) -> None:
    page = open_as(None)
    begin(page)
    fill_step(page, "nguoi_yeu_cau")
    go_on(page)
    fill_step(page, "tre")
    go_on(page)
    portal.kill()
    portal.start()
    page.goto(page.url.replace("/me/", "/tre/"))
    assert page.input_value("[name=tre_ho_ten]") == BIRTH["tre"]["tre_ho_ten"]
    page.goto(page.url.replace("/tre/", "/nguoi_yeu_cau/"))
    assert page.input_value("[name='noi_cu_tru-commune']") == HOME["commune"]


def test_another_device_goes_on_by_the_link_and_a_stranger_does_not(open_as: Any) -> None:
    phone = open_as(None, width=360)
    begin(phone)
    fill_step(phone, "nguoi_yeu_cau")
    follow(phone, phone.locator("main button[value=later]"))
    follow(phone, phone.locator("main button[name=do][value=link]"))  # shown once, when asked for
    link = re.search(r"/to-khai/tiep-tuc/[0-9a-f-]+/[\w-]+/", phone.content())
    assert link, phone.inner_text("main")

    computer = open_as(None)
    computer.goto(link[0])
    assert "tiep-tuc" not in computer.url
    computer.goto(re.sub(r"/to-khai/([0-9a-f-]+)/.*", r"/to-khai/\1/nguoi_yeu_cau/", computer.url))
    assert computer.input_value("[name=nguoi_yeu_cau]") == BIRTH["nguoi_yeu_cau"]["nguoi_yeu_cau"]

    stranger = open_as("hung@demo.vn")
    answer_to_stranger = stranger.goto(computer.url)
    assert answer_to_stranger.status == 403
    assert "Nguyễn Thị Lan" not in stranger.content()
    assert stranger.locator("main h1").inner_text()


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "plain"])
@pytest.mark.parametrize("kind", ["exe", "empty", "huge", "path"])
def test_a_file_that_cannot_be_taken_says_why_and_nothing_else_is_lost(
    kind: str, javascript: bool, portal: Portal, walked: str, open_as: Any, tmp_path: Path
) -> None:
    page = open_as(None, javascript=javascript)
    at_its_papers(page, portal, walked)
    answer(page, "loai_chung_minh", "cam-doan")
    answer(page, "can_ban_sao", False)
    path = tmp_path / "giay.pdf"
    if kind == "exe":
        path.write_bytes(b"MZ\x90\x00" + b"\x00" * 2000)
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "huge":
        with path.open("wb") as file:
            file.write(b"%PDF-1.7\n")
            file.truncate(200 * 1024 * 1024)
    else:
        good = small_pdf(tmp_path, "x.pdf").read_bytes()
        page.set_input_files(
            "input[name=giay_chung_sinh]",
            {"name": "../../x.pdf", "mimeType": "application/pdf", "buffer": good},
        )
        if not javascript:
            page.click("#question-giay_chung_sinh button[data-without-js]")
        page.wait_for_selector("#question-giay_chung_sinh >> text=x.pdf")
        assert "../" not in page.inner_text("main")
        return
    page.set_input_files("input[name=giay_chung_sinh]", str(path))
    if not javascript:
        go_on(page)
    beside = page.locator("#question-giay_chung_sinh .field__error:visible")
    beside.first.wait_for()
    why = {"exe": "không đúng với phần đuôi", "empty": "(0 byte)", "huge": "tối đa 20\xa0MB"}[kind]
    assert why in beside.first.inner_text()
    if javascript:
        go_on(page)
    assert "/giay_to/" in page.url
    assert page.locator("[name=loai_chung_minh][value=cam-doan]").is_checked()


def test_a_wrong_date_and_a_stale_step_are_told_plainly(open_as: Any) -> None:
    page = open_as(None)
    begin(page)
    fill_step(page, "nguoi_yeu_cau")
    go_on(page)
    fill_step(page, "tre")
    answer(page, "tre_ngay_sinh", "31/02/2026")
    go_on(page)
    assert "/tre/" in page.url
    assert page.input_value("[name=tre_ngay_sinh]") == "31/02/2026"
    assert page.input_value("[name=tre_ho_ten]") == BIRTH["tre"]["tre_ho_ten"]
    assert page.locator(".error-summary a, [role=alert] a").count() >= 1
    page.goto(page.url.replace("/tre/", "/buoc-khong-co/"))
    assert page.locator("main h1").count() == 1
    assert "/buoc-khong-co/" not in page.url


def test_filing_twice_makes_one_dossier(portal: Portal, walked: str, open_as: Any, tmp_path: Path) -> None:
    page = open_as(None)
    at_its_papers(page, portal, walked)
    answer(page, "loai_chung_minh", "giay-chung-sinh")
    answer(page, "can_ban_sao", False)
    answer(page, "giay_chung_sinh", small_pdf(tmp_path, "giay-chung-sinh.pdf"))
    go_on(page)
    review = page.url
    page.check("main input[type=checkbox]")
    page.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").dblclick()
    page.wait_for_url("**/da-nop/")
    receipt = page.url

    page.go_back()  # the review as it was, or a page that says it was filed: either way the same dossier
    again = page.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])")
    if again.count():
        page.check("main input[type=checkbox]")
        again.click()
        page.wait_for_url("**/da-nop/")
        assert page.url == receipt
    page.goto(review)
    assert "đã được nộp" in page.inner_text("main")
    follow(page, page.locator("main .cluster a, main a.button").first)
    assert page.url == receipt
