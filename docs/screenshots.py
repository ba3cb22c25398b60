"""Takes the README's pictures anew from a running demo: `make run` here, `make screenshots` there."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZE: ViewportSize = {"width": 1280, "height": 860}
HEAVIEST = 200_000  # bytes a picture
PASSWORD = "mot-cua-demo"  # noqa: S105  the demo's, known to everybody
OFFICER = "tiepnhan@demo.vn"


def home(page: Page) -> None:
    page.goto("/")


def form(page: Page) -> None:
    """The second step of a birth registration, filled by somebody without an account."""
    page.goto("/nop-ho-so/1.001193/")
    begin(page)
    fill(page, "nguoi_yeu_cau", "Nguyễn Thị Lan")
    fill(page, "so_dinh_danh", "052190012345")
    fill(page, "dien_thoai", "0900000001")
    address(page, "noi_cu_tru")
    page.locator("input[value=me]").first.check()
    page.get_by_role("button", name="Tiếp tục").first.click()
    page.wait_for_load_state()
    fill(page, "tre_ho_ten", "Trần Nguyễn An Nhiên")
    fill(page, "tre_ngay_sinh", "02/09/2026")
    page.locator("input[value=nu]").first.check()
    page.locator("select[name$='tre_dan_toc']").select_option("01")
    page.evaluate("window.scrollTo(0, 0)")


def inbox(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto("/can-bo/")


def begin(page: Page) -> None:
    """The page before the form: which agency, which case."""
    page.get_by_label("phường Bến Đò").check()
    page.get_by_label("Trường hợp thông thường").check()
    page.get_by_role("button", name="Tiếp tục không cần tài khoản").click()
    page.wait_for_load_state()


def fill(page: Page, key: str, value: str) -> None:
    page.locator(f"[name$='{key}']").first.fill(value)


def address(page: Page, key: str) -> None:
    page.locator(f"select[name$='{key}-province']").select_option("52")
    page.wait_for_timeout(800)
    page.locator(f"select[name$='{key}-commune']").select_option("21583")
    page.locator(f"[name$='{key}-street']").fill("12 Lê Lợi")


def sign_in(page: Page, account: str) -> None:
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    if page.locator("input[name=code]").count():
        page.fill("input[name=code]", code_of(account))
        page.click("main form button[type=submit]")
        page.wait_for_load_state()


def code_of(account: str) -> str:
    command = [sys.executable, "manage.py", "demo_code", account]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return answer.stdout.split()[-1]


def save(picture: bytes, path: Path) -> None:
    """PNG with as many colours as fit into the weight."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32):
        image.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= HEAVIEST:
            return
    raise SystemExit(f"{path.name} is heavier than {HEAVIEST} bytes.")


SCENES: dict[str, Callable[[Page], None]] = {"home": home, "form": form, "inbox": inbox}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    address_of_portal = parser.parse_args().address
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("Chromium is not installed.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, scene in SCENES.items():
            page = browser.new_context(base_url=address_of_portal, viewport=SIZE, locale="vi").new_page()
            scene(page)
            page.wait_for_timeout(400)
            save(page.screenshot(), IMAGES / f"{name}.png")
            sys.stdout.write(f"docs/images/{name}.png\n")
        browser.close()


if __name__ == "__main__":
    main()
