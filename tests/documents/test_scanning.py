"""Pages from photos and files: taken in, put in order, cleaned, bound; harmful files get a clear answer."""

from __future__ import annotations

import io
import resource
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from PIL import Image
from pypdf import PdfReader

from documents.errors import FileRefused
from documents.models import Cleaning, Scan, ScanPage, StoredFile
from documents.scanning import scans
from documents.scanning.binding import bind, looked
from documents.scanning.cleaning import cleaned
from documents.scanning.places import PLACES, Place
from tests.documents import scanned

NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def pile(**more: Any) -> Scan:
    return scans.begin(subject=("test", "1"), place="x", title="Bằng", owner=None, at=NOW, **more)


def put(scan: Scan, content: bytes, name: str = "anh.jpg") -> bool:
    return scans.add(scan, SimpleUploadedFile(name, content), by=None, at=NOW)


def colours(scan: Scan) -> list[int]:
    return [page.order for page in scan.pages.all()]


def test_photos_stand_upright_in_order_and_become_one_pdf_a() -> None:
    scan = pile()
    for number in (1, 2, 3):
        put(scan, scanned.photo(number, turned=6, size=(600, 800)), f"IMG_{number}.jpg")
    first = scan.pages.first()
    assert first is not None
    picture = looked(first)
    assert picture.height > picture.width  # as the phone was held
    assert not picture.getexif()
    content = bind(scan, "Bằng tốt nghiệp", NOW)
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == 3
    assert "pdfaid:part" in content.decode("latin-1")
    assert [round(float(one)) for one in reader.pages[0].mediabox[2:]] == [595, 842]


def test_pages_are_moved_turned_and_taken_out() -> None:
    scan = pile()
    for number in range(3):
        put(scan, scanned.photo(number, size=(300, 400)))
    first, second, third = scan.pages.all()
    scans.move(third, -1)
    assert list(scan.pages.all()) == [first, third, second]
    scans.move(first, -1)
    assert list(scan.pages.all())[0] == first
    scans.turn(first)
    first.refresh_from_db()
    assert looked(first).width > looked(first).height
    file = second.file
    scans.remove(second)
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    scans.arrange(scan, [str(third.pk)])
    assert [one.pk for one in scan.pages.all()] == [third.pk, first.pk]


def test_a_page_pressed_in_two_windows_turns_twice_and_one_taken_out_moves_nowhere() -> None:
    scan = pile()
    for number in (1, 2):
        put(scan, scanned.photo(number, size=(300, 400)))
    first, second = scan.pages.all()
    for window in (first, ScanPage.objects.get(pk=first.pk)):
        scans.turn(window)
    assert ScanPage.objects.get(pk=first.pk).turn == 180
    stale = ScanPage.objects.get(pk=second.pk)
    scans.remove(second)
    scans.move(stale, -1)
    scans.turn(stale)
    assert [(one.pk, one.order) for one in scan.pages.all()] == [(first.pk, 1)]


def test_cleaning_whitens_the_paper_and_keeps_letters_and_seals() -> None:
    picture = scanned.paper(size=(1200, 1600))
    shadow, seal = (1150, 1500), (900, 1200)
    assert min(picture.getpixel(shadow)) < 190  # type: ignore[arg-type, type-var]
    colour = cleaned(picture, Cleaning.COLOUR)
    assert min(colour.getpixel(shadow)) > 235  # type: ignore[arg-type, type-var]
    red, green, _blue = colour.getpixel((750, 1202))  # type: ignore[misc]
    assert red > green + 60, seal
    plain = cleaned(picture, Cleaning.BLACK_AND_WHITE)
    assert plain.mode == "1"
    assert plain.getpixel(shadow) == 255
    assert plain.getpixel((750, 1202)) == 0
    black = sum(plain.convert("L").histogram()[:128])
    assert 0.005 < black / (1200 * 1600) < 0.2
    assert cleaned(picture, Cleaning.GREY).mode == "L"


@pytest.mark.parametrize("how", Cleaning.values)
def test_every_way_of_cleaning_can_be_bound(how: str) -> None:
    scan = pile()
    put(scan, scanned.photo(size=(600, 800)))
    scans.clean(scan, how)
    assert len(PdfReader(io.BytesIO(bind(scan, "x", NOW))).pages) == 1


def test_a_pdf_gives_its_pages_at_200_dpi_of_a4_at_most() -> None:
    scan = pile()
    put(scan, scanned.pdf(2), "hai trang.pdf")
    put(scan, scanned.pdf(1, size=14_000), "bản đồ.pdf")
    sizes = [Image.open(page.file.content.open()).size for page in scan.pages.all()]
    assert len(sizes) == 3
    assert all(max(size) <= 2340 and min(size) <= 1655 for size in sizes)


def test_scripts_in_a_pdf_are_left_out_and_said() -> None:
    scan = pile()
    assert put(scan, scanned.pdf(script=True), "co-ma.pdf") is True
    assert put(scan, scanned.pdf(), "khong.pdf") is False
    assert b"/JavaScript" not in bind(scan, "x", NOW)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("khoa.pdf", lambda: scanned.pdf(password="bí mật"), "locked"),
        ("dai.pdf", lambda: scanned.pdf(2000), "too_many_pages"),
        ("bom.png", lambda: _plain_png(20_000), "too_many_pixels"),
        ("bom.pdf", scanned.bomb_in_pdf, "too_heavy"),
        ("hong.jpg", lambda: scanned.photo()[:2000], "damaged"),
        ("rong.jpg", lambda: b"", "empty"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason_in_little_time_and_memory(
    name: str, content: Any, reason: str
) -> None:
    scan, made, started = pile(), content(), time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileRefused) as refused:
        put(scan, made, name)
    assert refused.value.reason == reason
    assert name in refused.value.messages[0]
    assert not scan.pages.exists()
    assert time.monotonic() - started < 70
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # KB


def _plain_png(side: int) -> bytes:
    target = io.BytesIO()
    Image.new("1", (side, side)).save(target, "PNG")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("40mp.jpg", lambda: _large(7300, 5480)),
        ("cmyk.jpg", lambda: scanned.in_kind("JPEG", "CMYK")),
        ("dien-thoai.heic", lambda: scanned.in_kind("HEIF")),
        ("trong-suot.png", lambda: scanned.in_kind("PNG", "RGBA")),
        ("bang-mau.png", lambda: scanned.in_kind("PNG", "P")),
    ],
)
def test_pictures_of_every_kind_become_a_page(name: str, content: Any) -> None:
    scan = pile()
    put(scan, content(), name)
    page = scan.pages.get()
    with Image.open(page.file.content.open()) as picture:
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert max(picture.size) <= 2339
    assert len(pypdfium2.PdfDocument(bind(scan, "x", NOW))) == 1


def _large(width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(target, "JPEG")
    return target.getvalue()


def test_old_pages_are_forgotten_with_their_pictures() -> None:
    scan = pile()
    put(scan, scanned.photo(size=(300, 400)))
    name = scan.pages.get().file.content.name
    storage = StoredFile.objects.get().content.storage
    scans.forget_old(NOW + timedelta(days=29))
    assert ScanPage.objects.exists()
    scans.forget_old(NOW + timedelta(days=31))
    assert not Scan.objects.exists()
    assert not StoredFile.objects.exists()
    assert storage.exists(name)  # until the transaction is over


def test_a_page_taken_today_stays_though_its_pile_is_old() -> None:
    scan = pile()
    put(scan, scanned.photo(size=(300, 400)))
    later = NOW + timedelta(days=31)
    scans.add(scan, SimpleUploadedFile("moi.jpg", scanned.photo(size=(300, 400))), by=None, at=later)
    scans.forget_old(later)
    assert [one.file.name for one in scan.pages.all()] == ["moi-1.jpg"]


class TestThePage:
    @pytest.fixture(autouse=True)
    def _place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[bytes] = []
        place = Place(
            may=lambda request, scan: request.headers.get("X-Mine") == "1",
            take=lambda request, scan, file, at: self.taken.append(file.read()),
            back=lambda scan: "/",
        )
        monkeypatch.setitem(PLACES, "test", place)

    def test_pages_are_added_and_bound_without_javascript(self) -> None:
        scan, client = pile(), Client(headers={"X-Mine": "1"})
        address = f"/quet/{scan.pk}/"
        photos = [SimpleUploadedFile(f"{n}.jpg", scanned.photo(n, size=(300, 400))) for n in (1, 2)]
        assert client.post(address, {"photos": photos, "do": "add"}).status_code == 302
        first, second = scan.pages.all()
        client.post(address, {"do": f"arrange:{second.pk},{first.pk},0,x"})
        assert list(scan.pages.all()) == [second, first]
        client.post(address, {"do": f"arrange:{first.pk}"})
        assert list(scan.pages.all()) == [first, second]
        client.post(address, {"do": f"up:{second.pk}"})
        client.post(address, {"do": f"turn:{first.pk}"})
        client.post(address, {"do": f"clean:{first.pk}:bw"})
        client.post(address, {"do": "clean:all:grey"})
        client.post(address, {"do": "clean:all:nothing"})
        assert [one.cleaning for one in scan.pages.all()] == ["grey", "grey"]
        assert list(scan.pages.all())[0] == second
        shown = client.get(address)
        assert "Trang 1 trên 2" in shown.content.decode()
        assert client.get(f"{address}{first.pk}/")["Content-Type"] == "image/jpeg"
        assert client.post(address, {"do": "bind"})["Location"] == "/"
        assert len(PdfReader(io.BytesIO(self.taken[0])).pages) == 2

    def test_a_refused_file_is_named_and_the_others_are_kept(self) -> None:
        scan, client = pile(), Client(headers={"X-Mine": "1"})
        files = [
            SimpleUploadedFile("tot.jpg", scanned.photo(size=(300, 400))),
            SimpleUploadedFile("khoa.pdf", scanned.pdf(password="x")),
        ]
        answer = client.post(f"/quet/{scan.pk}/", {"chosen": files, "do": "add"})
        assert answer.status_code == 422
        assert "khoa.pdf" in answer.content.decode()
        assert scan.pages.count() == 1

    def test_two_presses_at_once_hand_the_file_in_once(self, rf: RequestFactory) -> None:
        scan = pile()
        put(scan, scanned.photo(size=(300, 400)))
        for window in (Scan.objects.get(pk=scan.pk), Scan.objects.get(pk=scan.pk)):
            scans.finish(rf.post("/"), window, at=NOW)
        assert len(self.taken) == 1
        scans.finish(rf.post("/"), Scan.objects.get(pk=scan.pk), at=NOW)  # who comes back and means it
        assert len(self.taken) == 2

    @pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 40, "9" * 5_000, "-1", ""])
    def test_whatever_is_sent_for_a_page_nothing_is_done_to_none(self, number: str) -> None:
        scan, client = pile(), Client(headers={"X-Mine": "1"})
        put(scan, scanned.photo(size=(300, 400)))
        for what in ("turn", "up", "remove"):
            assert client.post(f"/quet/{scan.pk}/", {"do": f"{what}:{number}"}).status_code == 302
        assert [one.turn for one in scan.pages.all()] == [0]

    def test_a_page_of_another_scan_is_not_touched_from_here(self) -> None:
        scan, client = pile(), Client(headers={"X-Mine": "1"})
        other = scans.begin(subject=("test", "2"), place="x", title="", owner=None, at=NOW)
        put(other, scanned.photo(size=(300, 400)))
        page = other.pages.get()
        client.post(f"/quet/{scan.pk}/", {"do": f"remove:{page.pk}"})
        client.post(f"/quet/{scan.pk}/", {"do": f"arrange:{page.pk}"})
        assert client.get(f"/quet/{scan.pk}/{page.pk}/").status_code == 404
        assert other.pages.get() == page

    def test_binding_nothing_is_refused(self) -> None:
        scan, client = pile(), Client(headers={"X-Mine": "1"})
        assert client.post(f"/quet/{scan.pk}/", {"do": "bind"}).status_code == 422

    def test_to_a_stranger_there_is_no_such_scan_and_no_such_picture(self) -> None:
        scan = pile()
        put(scan, scanned.photo(size=(300, 400)))
        page = scan.pages.get()
        stranger = Client()
        for address in (f"/quet/{scan.pk}/", f"/quet/{scan.pk}/{page.pk}/", f"/tep/{page.file_id}/"):
            assert stranger.get(address).status_code == 404
        assert stranger.post(f"/quet/{scan.pk}/", {"do": "bind"}).status_code == 404
