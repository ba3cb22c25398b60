"""A small catalogue for engines: entries as search makes them, and what is known of words."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from procedures.models import Release
from search.engines.contract import Engine
from search.entries import entry_of
from search.finding import find_with
from search.index import words_of
from search.knowledge import Knowledge
from search.language.thesaurus import Thesaurus
from search.language.vocabulary import Vocabulary
from search.models import SearchEntry
from search.query import Results, query_of

TODAY = date(2026, 6, 1)
BEES, ROADS, PAPERS = "Nuôi ong", "Đường sá", "Hộ tịch"
NAMES: dict[str, tuple[str, str]] = {
    "1.700001": ("Đăng ký khai tử", PAPERS),
    "1.700002": ("Khai từ nguồn nước ngầm", ROADS),
    "1.700003": ("Đăng ký khai sinh", PAPERS),
    "1.700004": ("Đăng ký lại khai sinh", PAPERS),
    "1.700005": ("Đăng ký khai sinh có yếu tố nước ngoài", PAPERS),
    "1.700006": ("Đăng ký kết hôn", PAPERS),
    "1.700007": ("Công nhận hoà giải viên", PAPERS),
    "1.700008": ("Ghi vào sổ việc ly hôn", PAPERS),
    "1.700010": ("Đăng ký nuôi ong lấy mật", BEES),
    "1.700011": ("Cấp phép di chuyển đàn ong", BEES),
    "1.700012": ("Cấp lại phép di chuyển đàn ong", BEES),
    "1.700013": ("Kiểm tra chất lượng mật ong", BEES),
    "1.700014": ("Hỗ trợ người nuôi ong bị thiệt hại do rét", BEES),
    "1.700015": ("Xoá đăng ký nuôi ong", BEES),
    "1.700020": ("Cấp phép đào đường", ROADS),
    "1.700021": ("Cấp phép treo biển quảng cáo", ROADS),
    "1.700022": ("Chấp thuận mở lối đi qua đường ray", ROADS),
    "1.700023": ("Gia hạn phép đào đường", ROADS),
    "1.700024": ("Cấp giấy phép lái xe kéo", ROADS),
    "1.700025": ("Đổi giấy phép lái xe kéo", ROADS),
    "1.700026": ("Cấp phép đỗ xe dưới lòng đường", ROADS),
    "2.700001.000.00.00.H22": ("Cấp biển số nhà", ROADS),
    "2.700002.000.00.00.H22": ("Cấp lại biển số nhà", ROADS),
    "2.700003": ("Công nhận làng nghề làm nón", BEES),
    "2.700004": ("Công nhận nghệ nhân làm nón", BEES),
    "2.700005": ("Xác nhận cây cổ thụ", BEES),
    "2.700006": ("Đăng ký đàn cá cảnh", BEES),
    "2.700007": ("Cho thuê mặt nước nuôi cá cảnh", BEES),
    "2.700008": ("Xác nhận tình trạng hôn nhân", PAPERS),
    "2.700009": ("Trích lục sổ hộ tịch", PAPERS),
}
KEYWORDS = {"1.700024": ["bằng lái"], "1.700010": ["tổ ong"]}
SYNONYMS = [("bằng lái", "giấy phép lái xe", False), ("vào sổ tử", "khai tử", False)]
STOP_PHRASES = ["thủ tục", "tôi muốn", "làm", "xin"]
PINS = {"giay to": ["2.700005", "1.700008"], "khai sinh": ["1.700004"]}


def entry(code: str, name: str = "", *, number: int = 0, **changes: Any) -> SearchEntry:
    """As of a release that nobody saved. changes: content, or shown_from and shown_to."""
    listed, field = NAMES.get(code, (name, BEES))
    begun, ended = changes.pop("shown_from", date(2026, 1, 1)), changes.pop("shown_to", None)
    content = {
        "name": name or listed,
        "field": field,
        "competent_agency": "Ủy ban nhân dân xã" if code < "2" else "Sở Đường sá",
        "levels": ["commune", "province"] if field == PAPERS else ["province"],
        "subjects": ["citizen"] if field == PAPERS else ["business", "citizen"],
        "online_level": "full" if int(code[2:8]) % 2 else "info",
        "keywords": KEYWORDS.get(code, []),
        "channels": [_channel(0 if field == BEES else 20_000)],
        **changes,
    }
    order = list(NAMES).index(code) + 1 if code in NAMES else 900
    release = Release(pk=number or order, code=code, number=1, content=content)
    release._state.fields_cache["procedure"] = SimpleNamespace(get_url=lambda: f"/thu-tuc/{code}/")
    return entry_of(release, begun, ended)


def _channel(amount: int) -> dict[str, Any]:
    return {
        "channel": "in_person",
        "time_limits": [],
        "fees": [{"kind": "fee", "amount": amount, "text": "", "note": ""}],
    }


def all_of_them() -> list[SearchEntry]:
    return [entry(code) for code in NAMES]


@cache
def known() -> Knowledge:
    vocabulary = Vocabulary.of(words_of(one) for one in all_of_them())
    for typed, _official, _both in SYNONYMS:
        vocabulary.know(typed)
    return Knowledge(vocabulary, Thesaurus(SYNONYMS, STOP_PHRASES), PINS)


def search(engine: Engine, text: str = "", *, on: date = TODAY, **more: Any) -> Results:
    return find_with(engine, query_of(text, on=on, **more), known())


def codes(engine: Engine, text: str = "", **more: Any) -> list[str]:
    return [one.code for one in search(engine, text, **more).entries]
