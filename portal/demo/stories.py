"""What people tell in each form: one function a form, from the applicant to the answers that must agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from portal.demo.words import Somebody, address, name, somebody

Answers = dict[str, Any]
Story = Callable[[Somebody, Random, date], Answers]
KINH, VIETNAM = "01", "VN"  # codes of the lists of ethnic groups and countries
HOSPITALS = (
    "Bệnh viện đa khoa tỉnh Bình Minh",
    "Trạm y tế phường Bến Đò",
    "Trung tâm y tế khu vực Suối Mơ",
)


def _described(prefix: str, person: Somebody, home: str = "noi_cu_tru") -> Answers:
    return {
        f"{prefix}_ho_ten": person.full_name,
        f"{prefix}_ngay_sinh": person.born.isoformat(),
        f"{prefix}_so_dinh_danh": person.number,
        f"{prefix}_gioi_tinh": person.gender,
        f"{prefix}_dan_toc": KINH,
        f"{prefix}_quoc_tich": VIETNAM,
        f"{prefix}_{home}": person.address,
    }


def _same(person: Somebody) -> Answers:
    """The person a form is about, where it asks without a prefix."""
    return {
        "ho_ten": person.full_name,
        "ngay_sinh": person.born.isoformat(),
        "gioi_tinh": person.gender,
        "nguoi_so_dinh_danh": person.number,
        "nguoi_noi_cu_tru": person.address,
        "nguoi_dan_toc": KINH,
        "nguoi_quoc_tich": VIETNAM,
    }


def birth(person: Somebody, rng: Random, today: date) -> Answers:
    other = somebody(rng, today, gender="nam" if person.gender == "nu" else "nu", ages=(22, 42))
    mother, father = (person, other) if person.gender == "nu" else (other, person)
    child = rng.choice(("nam", "nu"))
    known = rng.random() < 0.93
    return {
        "quan_he": "me" if person is mother else "cha",
        "tre_ho_ten": name(rng, child, (father if known else mother).family_name),
        "tre_ngay_sinh": (today - timedelta(days=rng.randint(4, 55))).isoformat(),
        "tre_gioi_tinh": child,
        "tre_dan_toc": KINH,
        "tre_quoc_tich": VIETNAM,
        "tre_noi_sinh": rng.choice(HOSPITALS),
        "tre_que_quan": father.address,
        "hoan_canh": "thong-thuong",
        "biet_me": True,
        **_described("me", mother),
        "biet_cha": known or person is father,
        **_described("cha", father),
        "cha_me_ket_hon": known,
        "ket_hon_so": f"{rng.randint(10, 300)}/{today.year - 2}",
        "ket_hon_noi": "Ủy ban nhân dân phường Bến Đò, tỉnh Bình Minh",
        "loai_chung_minh": "giay-chung-sinh",
        "can_ban_sao": rng.random() < 0.5,
    }


def marriage(person: Somebody, rng: Random, today: date) -> Answers:
    other = somebody(rng, today, gender="nam" if person.gender == "nu" else "nu", ages=(22, 45))
    bride, groom = (person, other) if person.gender == "nu" else (other, person)
    return {
        "quan_he": "ben-nu" if person is bride else "ben-nam",
        **_described("nu", bride),
        **_described("nam", groom),
        "nu_hon_nhan": "chua-ket-hon" if rng.random() < 0.9 else "da-ly-hon",
        "nam_hon_nhan": "chua-ket-hon" if rng.random() < 0.9 else "da-ly-hon",
        "nu_giay_to_truoc": f"Quyết định số {rng.randint(10, 99)}/{today.year - 3}/QĐ-HNGĐ",
        "nam_giay_to_truoc": f"Quyết định số {rng.randint(10, 99)}/{today.year - 3}/QĐ-HNGĐ",
        "tu_nguyen": True,
        "ben_kia_thu": None,
        "can_ban_sao": rng.random() < 0.4,
    }


def death(person: Somebody, rng: Random, today: date) -> Answers:
    dead = somebody(rng, today, ages=(62, 95), family=person.family_name)
    died = today - timedelta(days=rng.randint(1, 14))
    return {
        "quan_he": "con",
        **_described("nguoi_chet", dead),
        "noi_cu_tru_cuoi": dead.address,
        "ngay_chet": died.isoformat(),
        "gio_chet": f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}",
        "noi_chet": rng.choice(("Tại nhà", HOSPITALS[0])),
        "nguyen_nhan": rng.choice(("Tuổi già", "Bệnh tim mạch", "Đột quỵ", "Ung thư")),
        "loai_chung_minh": "giay-bao-tu",
        "giay_bao_tu_so": f"{rng.randint(1, 400):03d}/GBT",
        "giay_bao_tu_noi_cap": rng.choice(HOSPITALS),
        "giay_bao_tu_ngay": died.isoformat(),
        "can_ban_sao": True,
        "so_ban_sao": rng.randint(1, 4),
    }


def marital_status(person: Somebody, rng: Random, today: date) -> Answers:
    other = somebody(rng, today, gender="nam" if person.gender == "nu" else "nu", ages=(22, 45))
    return {
        "quan_he": "ban-than",
        **_same(person),
        "cu_tru_tu": (person.born + timedelta(days=18 * 366)).isoformat(),
        "cu_tru_den": None,
        "tinh_trang": rng.choice(("chua-ket-hon", "chua-ket-hon", "da-ly-hon")),
        "giay_to_cham_dut": f"Quyết định số {rng.randint(10, 99)}/{today.year - 2}/QĐ-HNGĐ",
        "muc_dich": rng.choice(("ket-hon", "vay-von", "mua-ban")),
        "ket_hon_voi": other.full_name,
        "ket_hon_tai": "Ủy ban nhân dân phường Chợ Cũ, tỉnh Bình Minh",
        "da_duoc_cap": False,
    }


def extract(person: Somebody, rng: Random, today: date) -> Answers:
    return {
        "quan_he": "ban-than",
        "loai": rng.choice(("khai-sinh", "khai-sinh", "ket-hon")),
        "ho_ten": person.full_name,
        "ngay_sinh": person.born.isoformat(),
        "gioi_tinh": person.gender,
        "nguoi_so_dinh_danh": person.number,
        "nguoi_kia": name(rng, "nam" if person.gender == "nu" else "nu"),
        "noi_dang_ky": "Ủy ban nhân dân thành phố Bình Minh (cũ)",
        "ngay_dang_ky": None,
        "so_dang_ky": f"{rng.randint(1, 300)}, quyển số 01" if rng.random() < 0.5 else None,
        "so_ban": rng.randint(1, 5),
        "muc_dich": rng.choice(("Hồ sơ xin việc", "Nhập học", "Làm hộ chiếu", "Mua bán nhà đất")),
    }


def residence(person: Somebody, rng: Random, today: date) -> Answers:
    head = somebody(rng, today, ages=(35, 75), family=person.family_name)
    return {
        "quan_he": "ban-than",
        **_same(person),
        "thuong_tru_cu": address(rng),
        "co_nguoi_cung": False,
        "thuong_tru_moi": person.address,
        "loai_cho_o": rng.choice(("cua-minh", "nguoi-than", "nguoi-than", "thue-muon")),
        "quan_he_chu_ho": rng.choice(("chu-ho", "con", "vo-chong")),
        "chu_ho": head.full_name,
        "chu_ho_so_dinh_danh": head.number,
        "chu_ho_dong_y": True,
        "chu_ho_thu": None,
        "chu_nha": name(rng, "nam"),
        "chu_nha_so_dinh_danh": somebody(rng, today, ages=(35, 75)).number,
        "chu_nha_dong_y": True,
        "chu_nha_thu": None,
        "dien_tich": rng.randint(20, 90),
        "nhan_ket_qua": "truc-tuyen",
    }


SHOPS = (
    ("Tạp hóa", "ban-le"),
    ("Quán cơm", "an-uong"),
    ("Cà phê", "an-uong"),
    ("Sửa xe", "sua-chua"),
    ("Tiệm may", "may-mac"),
    ("Tiệm tóc", "lam-dep"),
    ("Nhà trọ", "luu-tru"),
)


def business(person: Somebody, rng: Random, today: date) -> Answers:
    shop, trade = rng.choice(SHOPS)
    return {
        "quan_he": "chu-ho",
        **_described("chu_ho", person, "dia_chi"),
        "chu_ho_ten": person.full_name,
        "chu_the": "ca-nhan",
        "ten_ho": f"Hộ kinh doanh {shop} {person.full_name.split()[-1]}",
        "tru_so": person.address,
        "nganh_chinh": trade,
        "nganh_them": None,
        "von": rng.randint(2, 40) * 10_000_000,
        "lao_dong": rng.randint(1, 6),
        "ngay_bat_dau": (today + timedelta(days=rng.randint(5, 30))).isoformat(),
        "dia_chi_thue_khac": False,
        "hoa_don": rng.random() < 0.5,
    }


def _lived(since: int, year: int) -> list[Answers]:
    """Where somebody lived from the age of 14: at school, then at work."""
    moved = min(since + 8, year - 1)
    school = {
        "qua_trinh_tu": f"{since}-09",
        "qua_trinh_den": f"{moved}-08",
        "qua_trinh_noi_o": "Nơi ở của cha mẹ",
        "qua_trinh_nghe": "Học sinh, sinh viên",
    }
    work = {
        "qua_trinh_tu": f"{moved}-09",
        "qua_trinh_noi_o": "Nơi thường trú hiện nay",
        "qua_trinh_nghe": "Nhân viên",
    }
    return [school, work] if moved > since else [work]


def criminal_record(person: Somebody, rng: Random, today: date) -> Answers:
    father = name(rng, "nam", person.family_name)
    since = person.born.year + 14
    return {
        "quan_he": "ban-than",
        **_same(person),
        "ten_khac": None,
        "noi_sinh": person.address,
        "thuong_tru": person.address,
        "co_tam_tru": False,
        "cha": father,
        "cha_nam_sinh": person.born.year - 27,
        "me": name(rng, "nu"),
        "me_nam_sinh": person.born.year - 25,
        "vo_chong": None,
        "qua_trinh": _lived(since, today.year),
        "co_an_tich": False,
        "loai_phieu": rng.choice(("so-1", "so-1", "so-2")),
        "cam_dam_nhiem": False,
        "muc_dich": rng.choice(("Xin việc làm", "Lao động ở nước ngoài", "Du học", "Bổ sung hồ sơ cán bộ")),
        "so_phieu": rng.randint(1, 3),
        "giam_phi": "khong",
    }


STORIES: dict[str, Story] = {
    "1.001193": birth,
    "1.000894": marriage,
    "1.000656": death,
    "1.004873": marital_status,
    "2.000635": extract,
    "1.004222": residence,
    "1.001612": business,
    "3.000333": criminal_record,
}
