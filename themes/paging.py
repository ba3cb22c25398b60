"""Pages of a list that may be very long: as many are counted as somebody may turn.

The number of the page stands in the address. Where a name is looked for nothing stands there: list and page
are asked for by POST ({% pagination page_obj asked=form %}).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

MOST = 1000


class LongPaginator(Paginator[Any]):
    """Counts to `most` and says whether there is more: counting a million rows takes longer than one page."""

    def __init__(self, *args: Any, most: int = MOST, **more: Any) -> None:
        super().__init__(*args, **more)
        self.most = most

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.most)

    @cached_property
    def _counted(self) -> int:
        found: Any = self.object_list
        return int(found.order_by()[: self.most + 1].count())

    @property
    def more(self) -> bool:
        """Whether the list goes on beyond what is counted."""
        return self._counted > self.most


def page_of(request: HttpRequest, rows: Any, per_page: int) -> Page[Any]:
    """The page of the rows that was asked for, by address or by POST; the nearest there is."""
    asked = request.POST if request.method == "POST" else request.GET
    return LongPaginator(rows, per_page).get_page(asked.get("page"))
