"""What stands above the steps in the editor: search, open and close all, the way to the map."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class ToolbarPanel(Panel):
    """Filled with life by eforms/builder/toolbar.js."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "eforms/builder/toolbar.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.pk:
                context["map"] = reverse("eforms_builder:map", args=[self.instance.pk])
            return context

        class Media:
            js = ("eforms/builder/outline.js", "eforms/builder/toolbar.js", "eforms/builder/adding.js")
            css = {"all": ("eforms/builder/builder.css",)}
