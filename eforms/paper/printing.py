"""The PDF of a filled form, of a draft or of what was filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone, translation

from documents.render import pdf, png
from eforms.fields.contract import Answers, Facts
from eforms.judging.answers import Content
from eforms.paper.page import Page
from eforms.paper.words import long_day
from themes.marks import qr_svg

TEMPLATE = "eforms/paper.typ"


@dataclass(frozen=True)
class Printed:
    """What is printed besides the answers. `code`, `address`: of the dossier once filed, which was `at`."""

    at: datetime
    agency: str = ""
    procedure: str = ""
    code: str = ""
    address: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, str]:
        day = long_day(timezone.localdate(self.at)) if self.code else ""
        named = {"_agency": self.agency, "_procedure": self.procedure, "_code": self.code, "_day": day}
        return {**named, **self.extra}


def printed_pdf(content: Content, answers: Answers, facts: Facts, about: Printed) -> bytes:
    """The form on A4, PDF/A, in Vietnamese whatever the page's language. Same input, same bytes."""
    data, images = _sheet(content, answers, facts, about)
    return pdf(TEMPLATE, data, images=images, at=about.at)


def printed_picture(content: Content, answers: Answers, facts: Facts, about: Printed) -> bytes:
    """Its first page as a picture, for the editor."""
    data, images = _sheet(content, answers, facts, about)
    return png(TEMPLATE, data, images=images)


def _sheet(
    content: Content, answers: Answers, facts: Facts, about: Printed
) -> tuple[dict[str, Any], dict[str, bytes]]:
    with translation.override("vi"):
        drawn = Page(content, answers, facts, about.known).blocks()
    filed = timezone.localtime(about.at).strftime("%H:%M ngày %d/%m/%Y") if about.code else ""
    data = {
        "title": content["title"],
        "blocks": drawn,
        "day": long_day(timezone.localdate(about.at)) if about.code else "",
        "code": about.code,
        "filed": filed,
        "address": about.address,
    }
    return data, {"qr.svg": qr_svg(about.address)} if about.code and about.address else {}
