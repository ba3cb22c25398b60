"""Pages of a list that may be very long: as many are counted as somebody may turn."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

MOST = 1000


class LongPaginator(Paginator[Any]):
    """Counts to MOST and says whether there is more: counting a million rows takes longer than showing 25."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST)

    @cached_property
    def _counted(self) -> int:
        found: Any = self.object_list
        return int(found.order_by()[: MOST + 1].count())

    @property
    def more(self) -> bool:
        """Whether the list goes on beyond what is counted."""
        return self._counted > MOST
