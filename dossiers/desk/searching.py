"""What an officer looks for by name: kept in the session, never in an address, where logs would keep it."""

from __future__ import annotations

import secrets
from typing import Any

MARK = "tim"  # in the address: which of the kept searches this list shows
KEPT = "desk_searches"
MOST = 10


def keep(session: Any, text: str) -> str:
    """Keep the text; the answer marks it in an address and says nothing to anybody else."""
    mark = secrets.token_urlsafe(6)
    session[KEPT] = [*session.get(KEPT, []), [mark, text]][-MOST:]
    return mark


def kept(session: Any, mark: str) -> str:
    """The text of a mark; "" when this session knows of none."""
    return str(dict(session.get(KEPT, [])).get(mark, ""))
