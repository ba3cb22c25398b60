"""The publish gate as an editor sees it: what stops publication, what deserves a look."""

from __future__ import annotations

import json
from typing import Any

from wagtail.admin.panels import Panel


class GatePanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "procedures/admin/gate_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            from procedures.gate import ERROR, check

            findings = check(self.instance) if self.instance.pk else []
            return {
                **super().get_context_data(parent_context),
                "new": not self.instance.pk,
                "errors": [finding for finding in findings if finding.level == ERROR],
                "warnings": [finding for finding in findings if finding.level != ERROR],
                "doubts": self.instance.doubts,
                "original_rows": _rows(self.instance.original),
            }


def _rows(original: dict[str, Any]) -> list[tuple[str, str]]:
    """The source record, one row a key: texts as they are, the rest as indented JSON."""
    return [
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1))
        for name, value in original.items()
        if value not in (None, "", [])
    ]
