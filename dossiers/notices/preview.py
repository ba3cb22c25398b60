"""A text of messages as somebody would receive it, with what would be left out, and its length as SMS."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dossiers.notices import wording
from dossiers.notices.facts import OFTEN_MISSING, SAMPLE
from dossiers.notices.shipped import SHORT, WORDS, shipped
from dossiers.notices.texts import NoticeText
from effects.channels import sms
from effects.models import MessageRules


def show(request: HttpRequest, text: NoticeText, *, little: bool) -> HttpResponse:
    """`little`: as of a dossier that has neither hotline nor due date."""
    known = wording.allowed(text.event)
    values = {name: word for name, word in SAMPLE.items() if name in known}
    if little:
        values |= dict.fromkeys(OFTEN_MISSING, "")
    subject, example = shipped(text.event, text.kind, text.language) if text.event in WORDS else ("", "")
    filled = wording.filled(text.body, values)
    context = {
        "subject": "" if text.kind == SHORT else wording.filled(text.subject or subject, values).text,
        "filled": filled,
        "missing": wording.said_as(filled.missing),
        "shipped": example,
        **(_as_sms(filled.text) if text.kind == SHORT else {"body": filled.text}),
    }
    return render(request, "dossiers/admin/notice_preview.html", context)


def _as_sms(text: str) -> dict[str, object]:
    body = wording.in_one_line(text)
    if MessageRules.load().sms_unaccented:
        body = sms.unaccented(body)
    return {"body": body, "letters": len(body), "parts": sms.parts(body)}
