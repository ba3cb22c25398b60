"""Places of the demo: the 34 provinces since 01/07/2025 and a few communes of six of them."""

from __future__ import annotations

from datetime import date

from eforms.models import Place

SINCE = date(2025, 7, 1)

PROVINCES = (
    ("01", "Thành phố Hà Nội"),
    ("04", "Tỉnh Cao Bằng"),
    ("08", "Tỉnh Tuyên Quang"),
    ("11", "Tỉnh Điện Biên"),
    ("12", "Tỉnh Lai Châu"),
    ("14", "Tỉnh Sơn La"),
    ("15", "Tỉnh Lào Cai"),
    ("19", "Tỉnh Thái Nguyên"),
    ("20", "Tỉnh Lạng Sơn"),
    ("22", "Tỉnh Quảng Ninh"),
    ("24", "Tỉnh Bắc Ninh"),
    ("25", "Tỉnh Phú Thọ"),
    ("31", "Thành phố Hải Phòng"),
    ("33", "Tỉnh Hưng Yên"),
    ("37", "Tỉnh Ninh Bình"),
    ("38", "Tỉnh Thanh Hóa"),
    ("40", "Tỉnh Nghệ An"),
    ("42", "Tỉnh Hà Tĩnh"),
    ("44", "Tỉnh Quảng Trị"),
    ("46", "Thành phố Huế"),
    ("48", "Thành phố Đà Nẵng"),
    ("51", "Tỉnh Quảng Ngãi"),
    ("52", "Tỉnh Gia Lai"),
    ("56", "Tỉnh Khánh Hòa"),
    ("66", "Tỉnh Đắk Lắk"),
    ("68", "Tỉnh Lâm Đồng"),
    ("75", "Thành phố Đồng Nai"),
    ("79", "Thành phố Hồ Chí Minh"),
    ("80", "Tỉnh Tây Ninh"),
    ("82", "Tỉnh Đồng Tháp"),
    ("86", "Tỉnh Vĩnh Long"),
    ("91", "Tỉnh An Giang"),
    ("92", "Thành phố Cần Thơ"),
    ("96", "Tỉnh Cà Mau"),
)
COMMUNES = {
    "01": (
        ("00004", "Phường Ba Đình"),
        ("00070", "Phường Hoàn Kiếm"),
        ("00166", "Phường Cầu Giấy"),
        ("00454", "Xã Đông Anh"),
        ("09556", "Phường Hà Đông"),
    ),
    "31": (
        ("10525", "Phường Hải Dương"),
        ("11311", "Phường Hồng Bàng"),
        ("11329", "Phường Ngô Quyền"),
        ("11383", "Phường Lê Chân"),
    ),
    "48": (
        ("20209", "Phường Thanh Khê"),
        ("20242", "Phường Hải Châu"),
        ("20263", "Phường Sơn Trà"),
        ("20341", "Phường Tam Kỳ"),
        ("20410", "Phường Hội An"),
    ),
    "52": (
        ("21583", "Phường Quy Nhơn"),
        ("21853", "Xã Phù Cát"),
        ("21910", "Phường An Nhơn"),
        ("21952", "Xã Tuy Phước"),
        ("23575", "Phường Pleiku"),
        ("23617", "Phường An Khê"),
    ),
    "79": (
        ("26737", "Phường Tân Định"),
        ("26740", "Phường Sài Gòn"),
        ("26743", "Phường Bến Thành"),
        ("26824", "Phường Thủ Đức"),
        ("26884", "Phường Gò Vấp"),
        ("27553", "Xã Củ Chi"),
    ),
    "92": (
        ("31135", "Phường Ninh Kiều"),
        ("31186", "Phường Cái Răng"),
        ("31507", "Phường Sóc Trăng"),
    ),
}


def create_places() -> int:
    """Add the places that are missing; those that are there stay as they are. Returns how many were added."""
    known = set(Place.objects.values_list("code", flat=True))
    provinces = [
        Place(code=code, name=name, kind=Place.Kind.PROVINCE, valid_from=SINCE)
        for code, name in PROVINCES
        if code not in known
    ]
    Place.objects.bulk_create(provinces)
    parents = Place.objects.in_bulk(list(COMMUNES), field_name="code")
    communes = [
        Place(code=code, name=name, kind=Place.Kind.COMMUNE, parent=parents[province], valid_from=SINCE)
        for province, listed in COMMUNES.items()
        for code, name in listed
        if code not in known
    ]
    Place.objects.bulk_create(communes)
    return len(provinces) + len(communes)
