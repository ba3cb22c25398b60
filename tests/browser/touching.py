"""A finger on the screen, as the browser feels it: it scrolls where nothing else is done with it."""

from __future__ import annotations

from typing import Any

Point = tuple[float, float]
STEPS = 12


def drag_by_finger(page: Any, start: Point, end: Point, *, hold: float = 0) -> None:
    """Put down, drawn along, lifted; `hold`: milliseconds it stays at the end before that."""
    device = page.context.new_cdp_session(page)

    def touch(kind: str, *points: Point) -> None:
        told = [{"x": x, "y": y} for x, y in points]
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    touch("touchStart", start)
    for step in range(1, STEPS + 1):
        way = step / STEPS
        touch("touchMove", (start[0] + (end[0] - start[0]) * way, start[1] + (end[1] - start[1]) * way))
        page.wait_for_timeout(20)
    page.wait_for_timeout(hold)
    touch("touchEnd")
    device.detach()
