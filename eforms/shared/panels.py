"""Above the shared questions: the way to the forms that use them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class UsesPanel(Panel):
    """Which forms use the questions, and which of them have not followed yet."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "eforms/shared/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from eforms.shared.uses import uses_of  # reads forms, whose module needs the questions' model

            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.pk:
                context["uses"] = uses_of(self.instance.pk)
                context["address"] = reverse("eforms_builder:shared", args=[self.instance.pk])
            return context
