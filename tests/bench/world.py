"""The world the figures are measured in: an own database, the demo content, and a catalogue imported."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import Client

from tests.bench.table import Figure

MADE_UP = 500


@dataclass
class World:
    figures: list[Figure] = field(default_factory=list)
    client: Client = field(default_factory=Client)
    officer: Client = field(default_factory=Client)


def made_up(folder: Path) -> tuple[Path, int]:
    """A catalogue file of the shape the import takes."""
    path = folder / "catalogue.jsonl"
    with path.open("w") as file:
        file.writelines(json.dumps(_record(number), ensure_ascii=False) + "\n" for number in range(MADE_UP))
    return path, MADE_UP


def _record(number: int) -> dict[str, Any]:
    channels = ("Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính")
    methods = [
        {"channel": one, "time_limit_text": "5 Ngày làm việc", "time_limit_days": 5, "working_days": True,
         "fee_text": "Miễn phí", "fee_vnd": 0, "fee_qualified": False, "description": None}
        for one in channels
    ]  # fmt: skip
    papers = [
        {"case": "Bao gồm", "name": f"Giấy tờ số {index}", "originals": 1, "copies": 0, "file": None}
        for index in range(6)
    ]
    return {
        "code": f"9.{number:06d}", "name": f"Thủ tục đo tốc độ số {number}", "decision": "1/QĐ-ĐO",
        "field": f"Lĩnh vực {number % 20}", "level": "Cấp xã", "agency": "Cơ quan đo", "target": ["Công dân Việt Nam"],
        "steps": "Bước 1. Nộp.\nBước 2. Nhận.", "methods": methods, "documents": papers, "result": "Giấy chứng nhận",
        "legal_basis": ["01/2026/QH"], "conditions": None, "keywords": None, "procedure_type": "Loại khác",
        "result_codes": [], "source": "bench",
    }  # fmt: skip


def prepare(folder: Path, given: str) -> World:
    """Migrate, load the demo, import; each a figure of its own (in milliseconds)."""
    world = World()
    call_command("migrate", verbosity=0)
    world.figures.append(_once("load the demo, first time", lambda: call_command("demo", stdout=_Silent())))
    world.figures.append(_once("load the demo, again", lambda: call_command("demo", stdout=_Silent())))
    path, count = made_up(folder) if not given else (Path(given), sum(1 for _line in Path(given).open()))
    what = f"import and publish {count} procedures"

    def bring() -> None:
        call_command("import_procedures", str(path), "--publish", stdout=_Silent())

    world.figures.append(_once(what, bring))
    world.figures.append(_once(f"import the same {count} again", bring))
    _sign_in_officer(world)
    return world


class _Silent:
    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def _once(what: str, work: Any) -> Figure:
    begin = time.perf_counter()
    work()
    return Figure(what, (time.perf_counter() - begin) * 1000)


def _sign_in_officer(world: World) -> None:
    from accounts.models import User
    from tests.people import sign_in

    sign_in(world.officer, User.objects.get(email="tiepnhan@demo.vn"))
