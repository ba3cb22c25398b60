"""What the publish gate says of a page."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing the gate saw. `field` is the page's field it stands beside; `code` names the check."""

    level: str
    code: str
    field: str
    message: str
