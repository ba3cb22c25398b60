"""The editor's form of a procedure: tabs an official recognises, and the publish gate's verdict."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface

from procedures.choices import Level, Subject
from procedures.gate_panel import GatePanel
from procedures.lists import AgencyCodesField, LinesField, TicksField
from procedures.process_panels import FeeTrialPanel, ProcessPanel
from procedures.result_panel import ResultTextsPanel

# What the editor pressed when the page is about to be read by others: Wagtail's names of its buttons.
PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow")


class ProcedureForm(WagtailAdminPageForm):
    """Asks the publish gate when the page is to be published or submitted; a draft may be incomplete."""

    code = forms.CharField(
        label=_("Procedure code"), max_length=40, help_text=_("The national code, for example 1.001193.")
    )
    levels = TicksField(label=_("Levels"), choices=Level.choices, required=False)
    subjects = TicksField(label=_("Who may ask for it"), choices=Subject.choices, required=False)
    keywords = LinesField(
        label=_("Keywords"),
        required=False,
        help_text=_("Words people use for it, one a line. Search finds them."),
    )
    agency_codes = AgencyCodesField(
        label=_("Agencies that settle it"),
        required=False,
        help_text=_(
            "Identifier codes, one a line, for example H26.16. Empty: every agency of the levels ticked."
        ),
    )

    @property
    def is_publishing(self) -> bool:
        pressed = self.data.get("workflow-action-name", "")
        return any(name in self.data for name in PUBLISHING) or (
            "action-workflow-action" in self.data and pressed == "approve"
        )

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_publishing and not self.errors:
            from procedures.gate import ERROR, check

            for finding in check(self.instance):
                if finding.level == ERROR:
                    self.add_error(finding.field if finding.field in self.fields else None, finding.message)


def _text(name: str, rows: int, **kwargs: Any) -> FieldPanel:
    return FieldPanel(name, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


CONTENT = [
    GatePanel(heading=_("Before publication")),
    FieldPanel("code", required_on_save=True),
    _text("name", 2, required_on_save=True),
    _text("name_en", 2),
    _text("summary", 3, help_text=_("One or two sentences for people who do not know the official name.")),
    FieldRowPanel([FieldPanel("levels"), FieldPanel("online_level")]),
    FieldPanel("subjects"),
    _text("steps_text", 12, help_text=_("One step a paragraph. Line breaks are kept.")),
    _text("conditions", 5),
    ResultTextsPanel(heading=_("Results made from a text")),
    FieldPanel("results"),
    MultiFieldPanel(
        [
            _text("competent_agency", 2, help_text=_("As the decision names it.")),
            FieldPanel("agency_codes"),
            _text("coordinating_agency", 2),
            _text("receiving_address", 2),
        ],
        heading=_("Agencies"),
    ),
    FieldPanel("keywords"),
    FieldPanel("procedure_type"),
]
PAPERS = [FieldPanel("variants", help_text=_("Each case has its own list of papers."))]
CHANNELS = [
    FieldPanel("channels", help_text=_("Each way of filing has its own time limits and fees.")),
    FeeTrialPanel(heading=_("Try the fees")),
    FieldPanel("clock_policy"),
    FieldPanel("pauses"),
]
LEGAL = [
    FieldPanel("legal_bases"),
    MultiFieldPanel(
        [
            FieldPanel("decision_number"),
            FieldRowPanel([FieldPanel("decision_date"), FieldPanel("decision_kind")]),
            FieldRowPanel(
                [
                    FieldPanel(
                        "effective_from",
                        help_text=_(
                            "Empty: the day of publication. Until a later day people read today's version."
                        ),
                    ),
                    FieldPanel(
                        "effective_to", help_text=_("The last day in force. Empty: until further notice.")
                    ),
                ]
            ),
            FieldPanel("replaced_by"),
        ],
        heading=_("Decision of publication"),
        help_text=_(
            "To end a procedure: choose Abolished or Replaced, give the number of that decision and the last "
            "day in force, name the procedure that replaces it, and publish. From the next day nobody can "
            "file it; the page stays and says why."
        ),
    ),
]
PROCESS = [ProcessPanel(), FieldPanel("process")]
FORM = [
    FieldPanel("eform", help_text=_("The form people fill online. Its published version is used.")),
    MultiFieldPanel([FieldPanel("copy_scan"), FieldPanel("copy_title")], heading=_("Certified copies")),
]

PANELS = TabbedInterface(
    [
        ObjectList(CONTENT, heading=_("Content")),
        ObjectList(PAPERS, heading=_("Cases and papers")),
        ObjectList(CHANNELS, heading=_("Filing, time limits, fees")),
        ObjectList(PROCESS, heading=_("Processing")),
        ObjectList(LEGAL, heading=_("Legal bases and publication")),
        ObjectList(FORM, heading=_("E-form")),
    ]
)
