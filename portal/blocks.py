"""The few StreamField blocks of home and content pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class NoticeBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("info", _("Information")), ("success", _("Good news")), ("warning", _("Warning"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "link", "ul"])

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "portal/blocks/notice.html"


class LinkBlock(blocks.StructBlock):
    """A menu entry: a page of the site, or an address."""

    title = blocks.CharBlock(label=_("Title"), max_length=60)
    title_en = blocks.CharBlock(label=_("Title in English"), max_length=60, required=False)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("or address"), required=False, help_text=_("For example /tra-cuu/ or https://…")
    )

    class Meta:
        icon = "link"
        label = _("Link")


class LinkGroupBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    title_en = blocks.CharBlock(label=_("Title in English"), max_length=60, required=False)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Group of links")


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(label=_("Answer"), features=["bold", "italic", "link", "ol", "ul"])

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "portal/blocks/question.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("What the image shows"), help_text=_("Read out to people who cannot see it.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "portal/blocks/image.html"


BODY = [
    ("heading", blocks.CharBlock(label=_("Heading"), icon="title", template="portal/blocks/heading.html")),
    (
        "text",
        blocks.RichTextBlock(
            label=_("Text"),
            icon="pilcrow",
            features=["bold", "italic", "h3", "link", "document-link", "ol", "ul"],
        ),
    ),
    ("notice", NoticeBlock()),
    ("question", QuestionBlock()),
    ("image", ImageBlock()),
]
