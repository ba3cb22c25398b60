"""Form 03, "Phiếu từ chối tiếp nhận giải quyết hồ sơ": the reason, in the officer's words."""

from __future__ import annotations

from typing import Any

from dossiers.slips.facts import Case


def facts(case: Case) -> dict[str, Any]:
    return {"reason": case.event.payload["reason"]}
