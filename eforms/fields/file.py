"""Files: each is stored the moment it arrives; the answer is the list of their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from documents.errors import size_text
from documents.models import StoredFile
from documents.pictures import HEIC, PICTURES, may_turn
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock

MISSING = _("Attach a file.")
COMPARES = "files"
DEFAULT_MOST = 5
KINDS = {"pdf": "PDF", "jpg": "JPEG", "png": "PNG", "docx": "Word (docx)", "xlsx": "Excel (xlsx)"}
DEFAULT_ACCEPT = ["pdf", "jpg", "png"]


def paper_block() -> blocks.CharBlock:
    """Which required paper of the procedure the file is."""
    return blocks.CharBlock(
        required=False,
        max_length=500,
        label=_("Required paper"),
        help_text=_(
            "The paper of the procedure that this file is, named as the procedure names it. A person who"
            " has it in the portal already is offered it."
        ),
    )


def bound_paper(value: Mapping[str, Any]) -> dict[str, str]:
    """{"paper": name} when the editor bound one."""
    paper = str(value.get("paper") or "").strip()
    return {"paper": paper} if paper else {}


class Block(QuestionBlock):
    paper = paper_block()
    accept = blocks.MultipleChoiceBlock(
        choices=list(KINDS.items()),
        default=DEFAULT_ACCEPT,
        required=False,
        label=_("Kinds of files"),
        help_text=_("None chosen: PDF, JPEG and PNG."),
    )
    max_files = blocks.IntegerBlock(default=DEFAULT_MOST, min_value=1, max_value=30, label=_("Most files"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Files")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    chosen = value.get("accept") or DEFAULT_ACCEPT
    return {
        "accept": [kind for kind in KINDS if kind in chosen],
        "max_files": value.get("max_files") or DEFAULT_MOST,
        **bound_paper(value),
    }


def most_files(definition: Definition) -> int:
    """How many files the answer may hold: a photo is one."""
    return 1 if definition["type"] == "photo" else definition.get("max_files", DEFAULT_MOST)


def largest(definition: Definition) -> int:
    """How many bytes a file may have: the portal's limit, or the question's own where that is less."""
    return min(settings.MAX_UPLOAD_MB, definition.get("max_mb") or settings.MAX_UPLOAD_MB) * 1024 * 1024


def endings(definition: Definition) -> tuple[str, ...]:
    """Endings a file of this question may have: ("pdf", "jpg", "jpeg")."""
    kinds = definition.get("accept") or DEFAULT_ACCEPT
    return tuple(ending for kind in kinds for ending in ((kind, "jpeg") if kind == "jpg" else (kind,)))


class FilesWidget(forms.Widget):
    """The files already stored, each with what can be done with it, and choosers for the next.

    In a row of a group (`carried`) the page itself carries the ids, so that files move with their row.
    """

    template_name = "eforms/widgets/files.html"
    needs_multipart_form = True
    use_fieldset = True

    def __init__(self, definition: Definition, facts: Facts, given: Any, *, selfie: bool = False) -> None:
        super().__init__()
        self.definition, self.facts, self.given, self.selfie = definition, facts, given, selfie
        self.address = ""  # where a page with JavaScript sends a file the moment it is chosen
        self.carried = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """None at the top of a step: there the answer is what the draft holds already."""
        return str(data.get(f"{name}-ids", "")).split() if self.carried else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        most = self.definition.get("max_files", DEFAULT_MOST)
        kinds = self.definition.get("accept") or DEFAULT_ACCEPT
        limit = largest(self.definition)
        ids = value if self.carried else self.given
        stored = [self.facts.files[one] for one in ids or () if one in self.facts.files]
        context["widget"].update(
            stored=[self.about(one) for one in stored],
            ids=" ".join(str(one.pk) for one in stored) if self.carried else None,
            address=self.address,
            room=len(stored) < most,
            several=most > 1,
            most=most,
            limit=limit,
            largest=size_text(limit),
            kinds=", ".join(KINDS[kind] for kind in kinds),
            accept=",".join(f".{ending}" for ending in (*endings(self.definition), *_phone_endings(kinds))),
            scans="pdf" in kinds and not self.carried and bool(self.address),
            camera=("user" if self.selfie else "environment") if "jpg" in kinds else "",
        )
        return context

    def about(self, stored: StoredFile) -> dict[str, Any]:
        """One stored file for the template."""
        return {
            "id": str(stored.pk),
            "name": stored.name,
            "size": size_text(stored.size),
            "pages": stored.about.get("pages"),
            "picture": stored.media_type in PICTURES,
            "turnable": may_turn(stored),
        }


def _phone_endings(kinds: Sequence[str]) -> tuple[str, ...]:
    return HEIC if "jpg" in kinds else ()


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=FilesWidget(definition, facts, given))


def clean(definition: Definition, raw: Any, facts: Facts) -> list[str]:
    """Ids of files stored for this draft, each once."""
    if not isinstance(raw, list) or not all(isinstance(one, str) and one in facts.files for one in raw):
        refuse(_("One of these files is not stored with this draft. Attach it again."), "unknown_file")
    ids, most = list(dict.fromkeys(raw)), definition.get("max_files", DEFAULT_MOST)
    if len(ids) > most:
        refuse(_("At most %(most)d files fit here. Remove one first."), "too_many_files", most=most)
    return ids


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {
        "type": "array",
        "items": {"type": "string", "format": "uuid"},
        "uniqueItems": True,
        "minItems": 1,
        "maxItems": definition.get("max_files", DEFAULT_MOST),
    }


def text(definition: Definition, value: Any) -> str:
    known = StoredFile.objects.in_bulk(value)
    return "; ".join(stored.name for stored in known.values())
