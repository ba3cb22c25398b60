"""Beside the results in the editor: the placeholders their texts may name."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from procedures.result_texts import ANSWER, KNOWN


class ResultTextsPanel(Panel):
    """What is known of every dossier, and the questions of the e-form and of the steps' forms."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "procedures/admin/result_placeholders.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            from procedures.result_gate import answers_of  # it needs the models, which need this module

            asked = answers_of(self.instance) if self.instance.pk else {}
            return {
                **super().get_context_data(parent_context),
                "known": [(f"{{{name}}}", words) for name, words in KNOWN.items()],
                "asked": [(f"{{{ANSWER}{key}}}", words) for key, words in asked.items()],
            }
