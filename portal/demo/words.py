"""Names, addresses and small talk for the people of the demo. Nobody in it exists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from accounts.models import User
from portal.demo.places import COMMUNES

SURNAMES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Tạ Trịnh Lương Cao Hà "
    "Châu"
).split()
COMMON_SURNAMES = 8  # half of all people have one of the first few
MIDDLE = {
    "nam": "Văn Hữu Đức Minh Quang Xuân Thành Công Đình Quốc Anh Gia".split(),
    "nu": "Thị Thị Thị Ngọc Thu Minh Thanh Kim Hồng Bích Phương Khánh".split(),
}
GIVEN = {
    "nam": (
        "An Bình Cường Dũng Đạt Hải Hiếu Hòa Hoàng Huy Khang Khoa Kiên Long Lộc Nam Nghĩa Phong Phúc Quân "
        "Sơn Tài Thắng "
        "Thịnh Tiến Toàn Trung Tuấn Việt Vinh"
    ).split(),
    "nu": (
        "An Anh Châu Chi Dung Duyên Giang Hà Hằng Hạnh Hiền Hoa Hương Huyền Khánh Linh Loan Mai My Nga Ngân "
        "Ngọc Nhung "
        "Oanh Phượng Quỳnh Tâm Thảo Thu Thúy Trang Tuyết Uyên Vân Xuân Yến"
    ).split(),
}
STREETS = (
    "Lê Lợi",
    "Trần Hưng Đạo",
    "Nguyễn Huệ",
    "Hai Bà Trưng",
    "Lý Thường Kiệt",
    "Phan Bội Châu",
    "Quang Trung",
    "Hoàng Diệu",
    "Ngô Quyền",
    "Phan Chu Trinh",
)
# First digits of the personal numbers people got where the demo's communes lie now.
NUMBER_PLACES = {"01": "001", "31": "031", "48": "048", "52": "052", "79": "079", "92": "092"}


@dataclass(frozen=True)
class Somebody:
    full_name: str
    gender: str  # "nam" or "nu"
    born: date
    number: str
    phone: str
    email: str
    address: dict[str, str]

    @property
    def family_name(self) -> str:
        return self.full_name.split()[0]

    def with_account(self, user: User) -> Somebody:
        """The same life, lived by somebody who has an account: name, number, contacts are the account's."""
        number = user.personal_number
        return replace(
            self,
            full_name=user.full_name,
            gender="nu" if int(number[3]) % 2 else "nam",
            born=self.born.replace(
                year=1900 + int(number[3]) // 2 * 100 + int(number[4:6]), day=min(self.born.day, 28)
            ),
            number=number,
            phone=user.phone,
            email=user.email,
        )


def family_name(rng: Random) -> str:
    return rng.choice(SURNAMES[:COMMON_SURNAMES] if rng.random() < 0.55 else SURNAMES)


def name(rng: Random, gender: str, family: str = "") -> str:
    return f"{family or family_name(rng)} {rng.choice(MIDDLE[gender])} {rng.choice(GIVEN[gender])}"


def address(rng: Random) -> dict[str, str]:
    """One address in three lies outside the province most applicants come from."""
    province = "52" if rng.random() < 0.66 else rng.choice(sorted(COMMUNES))
    commune, _name = rng.choice(COMMUNES[province])
    return {
        "province": province,
        "commune": commune,
        "street": f"{rng.randint(1, 320)} {rng.choice(STREETS)}",
    }


def somebody(
    rng: Random, today: date, *, gender: str = "", ages: tuple[int, int] = (20, 70), family: str = ""
) -> Somebody:
    """A person of that age with a well-formed personal number; phone numbers begin with 09000."""
    gender = gender or rng.choice(("nam", "nu"))
    years = rng.randint(*ages)
    born = today - timedelta(days=years * 365 + years // 4 + rng.randint(1, 360))
    home = address(rng)
    century = (born.year - 1900) // 100 * 2 + (gender == "nu")
    serial = rng.randint(0, 999_999)
    return Somebody(
        full_name=name(rng, gender, family),
        gender=gender,
        born=born,
        number=f"{NUMBER_PLACES[home['province']]}{century}{born:%y}{serial:06d}",
        phone=f"09000{rng.randint(0, 99_999):05d}",
        email=f"cong.dan.{rng.randint(1, 9_999)}@example.vn" if rng.random() < 0.6 else "",
        address=home,
    )


SENTENCES = (
    "Như giấy tờ gửi kèm",
    "Theo thỏa thuận của gia đình",
    "Đã ghi trong hồ sơ lưu tại phường",
    "Nội dung do người yêu cầu tự khai",
)


def sentence(rng: Random) -> str:
    return rng.choice(SENTENCES)
