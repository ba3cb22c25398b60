"""Beside the editor: how the scenarios come out, and what changes against what is published."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from eforms.compile import compile_content
from eforms.proving.scenarios import run
from eforms.versions.comparing import compare

MOST_CHANGES = 40


class BeforePublishingPanel(Panel):
    """As the newest saved draft stands: shown to editors, and to who approves."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "eforms/scenarios/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            if not self.instance.pk:
                return context
            saved = type(self.instance).objects.get(pk=self.instance.pk)
            newest = saved.get_latest_revision_as_object()
            content = compile_content(newest)
            version = saved.versions.order_by("-number").first()
            changes = compare(version.content, content) if version else []
            return {
                **context,
                "eform": saved,
                "verdicts": run(content, newest.scenarios),
                "version": version,
                "changes": changes[:MOST_CHANGES],
                "more": max(0, len(changes) - MOST_CHANGES),
            }

        class Media:
            css = {"all": ("eforms/exchange.css",)}
