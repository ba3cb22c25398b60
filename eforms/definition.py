"""What an editor builds: a form of steps and questions, with drafts, moderation, lock and preview."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from eforms.builder.condition import AgencyBlock, ConditionBlock
from eforms.builder.folded import FoldedBlock, FoldedStream
from eforms.builder.modes import preview_modes
from eforms.builder.panels import ToolbarPanel
from eforms.builder.references import block_names, name_conditions, name_questions
from eforms.checking.arrange import name_all, problems
from eforms.checking.before_publishing import BeforePublishingPanel
from eforms.checking.gate import reasons_against
from eforms.checking.rule_checks import route_problems
from eforms.compile import compile_content, publish_version
from eforms.errors import FormIncomplete
from eforms.fields import TYPES
from eforms.fields.question import RefuseBlock
from eforms.paper.blocks import PaperBlock
from eforms.paper.checking import paper_problems
from eforms.prefilling.representing import Representation
from eforms.shared.block import SHARED, SharedBlock
from eforms.signing.blocks import SignersBlock
from eforms.streams import StepsField


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a step: one block per type."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        kinds = [(name, kind.Block()) for name, kind in TYPES.items()]
        super().__init__(local_blocks or [*kinds, (SHARED, SharedBlock())], **kwargs)

    class Meta:
        form_attrs = {"data-eforms-add": _("Add a question")}
        label = _("Questions")
        required = False
        collapsed = True


class StepRulesBlock(blocks.StreamBlock):
    """What answers do to a whole step."""

    show_if = ConditionBlock(label=_("Show only when"), icon="view")
    refuse = RefuseBlock(label=_("Do not let continue"))

    class Meta:
        form_attrs = {"data-eforms-add": _("Add a rule")}
        icon = "cogs"
        label = _("Rules of the step")
        required = False
        collapsed = True
        block_counts = {"show_if": {"max_num": 1}}


class RouteBlock(blocks.StructBlock):
    """Which agency receives the form."""

    when = ConditionBlock(required=False, label=_("When"), help_text=_("Empty: in all other cases."))
    agency = AgencyBlock(label=_("Agency"))

    class Meta:
        icon = "site"
        label = _("Agency")


class RoutesBlock(blocks.StreamBlock):
    """The first route that holds decides."""

    route = RouteBlock()

    class Meta:
        form_attrs = {"data-eforms-add": _("Add an agency")}
        required = False


class StepBlock(FoldedBlock):
    """One step: what a person sees at once."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    title_en = blocks.CharBlock(max_length=120, required=False, label=_("Title in English"))
    description = blocks.TextBlock(
        required=False, max_length=1000, rows=2, label=_("What this step is about")
    )
    description_en = blocks.TextBlock(required=False, max_length=1000, rows=2, label=_("The same in English"))
    key = blocks.CharBlock(
        required=False,
        max_length=44,
        label=_("Code"),
        help_text=_("Leave it empty: made from the title once, then kept."),
    )
    one_by_one = blocks.BooleanBlock(required=False, label=_("One question a screen"))
    rules = StepRulesBlock()
    fields = QuestionsBlock()

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(FoldedStream):
    """The whole form: codes are given and conditions checked here, where all questions are in sight."""

    step = StepBlock()

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        cleaned = super().clean(value)
        name_all(cleaned)
        name_questions(cleaned)
        found = problems(cleaned)
        if found:
            raise found
        return cleaned

    class Meta:
        form_attrs = {"data-eforms-add": _("Add a step")}
        required = False
        collapsed = True


# Where a reason against publishing is told, when not beside the steps.
BESIDE = {
    "route_agency": "routes",
    **dict.fromkeys(("signer_name", "signer_email", "signer_when"), "signers"),
}


class EFormForm(WagtailAdminModelForm):
    """The admin's form: publishing, or moderation, asks for a whole form; a draft may be anything."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            # Releases name the form by its code: once published it stays.
            self.fields["code"].disabled = bool(self.instance.pk and self.instance.versions.exists())

    def clean_code(self) -> str:
        """Two forms of one title: the second gets a number, so that it can be saved and seen at once."""
        code: str = self.cleaned_data["code"]
        if not EForm.objects.filter(code=code).exclude(pk=self.instance.pk).exists():
            return code
        from eforms.exchange.taking_in import free_code  # it takes forms in, and needs them

        return str(self.initial.get("code") or free_code(code)) if self.instance.pk else free_code(code)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "steps" in cleaned:
            names = block_names(cleaned["steps"])
            for beside in ("routes", "signers", "paper"):
                name_conditions(cleaned.get(beside) or (), names)
            if found := route_problems(cleaned.get("routes") or (), cleaned["steps"]):
                self.add_error("routes", found)
        self._look_at_the_paper(cleaned)
        if not self.errors and self._leaves_the_drafts():
            candidate = EForm(
                title=cleaned.get("title", ""),
                title_en="",
                steps=cleaned["steps"],
                routes=cleaned["routes"],
                paper=[],
            )
            candidate.signers = cleaned.get("signers") or []  # type: ignore[assignment]
            candidate.representation = cleaned.get("representation") or Representation.OFF
            candidate.by_officers = bool(cleaned.get("by_officers"))
            for reason in reasons_against(compile_content(candidate), self.instance.scenarios):
                self.add_error(BESIDE.get(reason.code or "", "steps"), reason)
        return cleaned

    def _look_at_the_paper(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("paper") and "steps" in cleaned and "steps" not in self.errors:
            candidate = EForm(title="", title_en="", steps=cleaned["steps"], routes=[], paper=[])
            found = paper_problems(cleaned["paper"], compile_content(candidate))
            if found:
                self.add_error("paper", found)

    def _leaves_the_drafts(self) -> bool:
        leaving = ("action-publish", "action-submit", "action-restart-workflow")
        approving = (
            self.data.get("workflow-action-name") == "approve" and "action-workflow-action" in self.data
        )
        return approving or any(name in self.data for name in leaving)


class EForm(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    models.Model,
):
    """An electronic form (tờ khai điện tử). Publishing it compiles a FormVersion; people fill versions."""

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("Made from the title while you type it. Once the form is published it stays."),
    )
    title = models.CharField(_("title"), max_length=250)
    title_en = models.CharField(_("title in English"), max_length=250, blank=True)
    steps = StepsField(StepsBlock(), blank=True, verbose_name=_("steps of the form"))
    representation = models.CharField(
        _("filing for somebody else"),
        max_length=10,
        choices=Representation,
        default=Representation.OFF,
        help_text=_("Adds a first step that asks for whom one files."),
    )
    by_officers = models.BooleanField(
        _("filled in by officers"),
        default=False,
        help_text=_(
            "For a step of a process: minutes, an opinion. It asks for no applicant; nobody files it."
        ),
    )
    signers = StepsField(
        SignersBlock(),
        blank=True,
        verbose_name=_("others who sign"),
        help_text=_(
            "They get a link by e-mail and agree before the form can be filed: a spouse, for example."
        ),
    )
    routes = StepsField(
        RoutesBlock(),
        blank=True,
        verbose_name=_("agencies that receive the form"),
        help_text=_("The first line that holds decides. Empty: the applicant or the procedure decides."),
    )

    paper = StepsField(
        PaperBlock(),
        blank=True,
        verbose_name=_("the printed form"),
        help_text=_("As on the official paper form. Empty: made from the questions."),
    )
    scenarios = models.JSONField(
        _("scenarios"), default=list, blank=True, help_text="eforms/proving/scenarios.py"
    )

    revisions = GenericRelation("wagtailcore.Revision", related_query_name="eform")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="eform",
        for_concrete_model=False,
    )

    base_form_class = EFormForm
    panels: ClassVar = [
        MultiFieldPanel(
            [
                TitleFieldPanel("title", targets=["code"], placeholder=False, classname=""),
                FieldPanel("title_en"),
                FieldPanel("code", widget=SlugInput),
                FieldPanel("by_officers"),
            ],
            heading=_("Form"),
        ),
        ToolbarPanel(),
        FieldPanel("steps"),
        FieldPanel("routes"),
        FieldPanel("paper", classname="collapsed"),
        MultiFieldPanel(
            [FieldPanel("representation"), FieldPanel("signers")],
            heading=_("Who files, who signs"),
            classname="collapsed",
        ),
        BeforePublishingPanel(heading=_("Before publishing")),
    ]
    search_fields: ClassVar = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
    ]

    class Meta:
        verbose_name = _("e-form")
        verbose_name_plural = _("e-forms")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision and compile it. Raises FormIncomplete when the gate refuses."""
        written = revision.as_object()
        content = compile_content(written)
        reasons = reasons_against(content, written.scenarios)
        if reasons:
            raise FormIncomplete(reasons)
        with transaction.atomic():
            result = super().publish(revision, *args, **kwargs)
            if EForm.objects.filter(
                pk=self.pk, live_revision=revision
            ).exists():  # not when it waits for its date
                publish_version(self, content, at=timezone.now())
        return result

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return preview_modes(self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The form as it stands in the editor, to be tried out; nothing is saved."""
        from eforms.builder.tryout import show  # the page's forms need the models, which need this module

        return show(request, self, mode_name or "vi")
