"""Questions kept once for several forms."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import RevisionMixin
from wagtail.search import index

from eforms.builder.folded import FoldedStream
from eforms.builder.panels import ToolbarPanel
from eforms.builder.references import name_questions
from eforms.checking.arrange import name_all, problems
from eforms.fields import TYPES
from eforms.shared.panels import UsesPanel
from eforms.streams import StepsField


class SharedQuestionsBlock(FoldedStream):
    """The questions, checked as those of a step that stands alone."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks or [(name, kind.Block()) for name, kind in TYPES.items()], **kwargs)

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        cleaned = super().clean(value)
        alone: Any = [SimpleNamespace(id="", value={"title": "", "key": "", "fields": cleaned})]
        name_all(alone)
        name_questions(alone)
        found = problems(alone)
        if found:
            raise found.block_errors[0].block_errors["fields"]
        return cleaned

    class Meta:
        form_attrs = {"data-eforms-add": _("Add a question")}
        required = False
        collapsed = True


class SharedQuestions(RevisionMixin, index.Indexed, models.Model):
    """Questions that forms take in by name (block `shared`); forms follow when they are published."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=250)
    questions = StepsField(SharedQuestionsBlock(), blank=True, verbose_name=_("questions"))
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="shared_questions")

    panels: ClassVar = [
        MultiFieldPanel(
            [
                TitleFieldPanel("title", targets=["code"], placeholder=False, classname=""),
                FieldPanel("code", widget=SlugInput),
            ],
            heading=_("Shared questions"),
        ),
        UsesPanel(),
        ToolbarPanel(),
        FieldPanel("questions"),
    ]
    search_fields: ClassVar = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("code"),
    ]

    class Meta:
        verbose_name = _("shared questions")
        verbose_name_plural = _("shared questions")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
