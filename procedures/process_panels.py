"""Beside the steps in the editor: the process as a drawing, and ready ones; beside the fees: their trial."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from procedures.process import process_of
from procedures.process_blocks import compiled_process


class ProcessPanel(Panel):
    """The drawing of the newest draft, and the way to the templates."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "procedures/admin/process_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            known = self.instance.pk
            return {
                **super().get_context_data(parent_context),
                "stages": picture(self.instance) if known else [],
                "templates": reverse("process_templates", args=[known]) if known else "",
            }

        class Media:
            css = {"all": ("procedures/flow.css", "procedures/flow_admin.css")}


def picture(holder: Any) -> Any:
    """The drawing of what a page or a template holds."""
    from procedures.process_picture import drawn  # it needs the models, which need this module

    return drawn(process_of({"process": compiled_process(holder.process)}))


class FeeTrialPanel(Panel):
    """The way to the trial, beside the fees."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "procedures/admin/fee_trial_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            known = self.instance.pk
            trial = reverse("fee_trial", args=[known]) if known else ""
            return {**super().get_context_data(parent_context), "trial": trial}
