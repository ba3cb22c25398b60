"""Texts of results in the editors' admin: the newest draft filled in, with samples or with a real dossier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button

from accounts.access import allow, user_of
from dossiers import looks
from dossiers.made_results import Made, filled, values_of
from dossiers.notices.facts import SAMPLE
from dossiers.preview_form import PreviewForm
from dossiers.slips.facts import day_words, parts
from procedures.pages import ProcedurePage
from procedures.process_choosing import OPENS_PROCEDURE
from procedures.result_gate import answers_of
from procedures.result_texts import ANSWER
from procedures.snapshot import snapshot
from rules.placeholders import said_as


@allow(OPENS_PROCEDURE)
@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Every text of the newest draft; a look into a real dossier is written to the access log."""
    page = get_object_or_404(ProcedurePage, pk=pk).get_latest_revision_as_object()
    officer, at = user_of(request), timezone.now()
    form = PreviewForm(request.POST or None, procedure=page.code or "-", user=officer, at=at)
    dossier = form.cleaned_data["code"] if form.is_valid() else None
    if dossier:
        looks.note(officer, "dossier.view", dossier, at=at, purpose="preview of a text")
        values = values_of(dossier, list(dossier.events.all()), at=at, signer=officer.full_name)
    else:
        values = sample_values(page, at)
    context = {
        "page": page,
        "form": form,
        "dossier": dossier,
        "editor": reverse("wagtailadmin_pages:edit", args=[pk]),
        "texts": [(one, said_as(one.missing)) for one in _texts(page, values)],
    }
    return render(request, "dossiers/admin/result_preview.html", context, status=422 if form.errors else 200)


def _texts(page: ProcedurePage, values: dict[str, str]) -> list[Made]:
    return [filled(one, values) for one in snapshot(page)["results"] if one.get("document")]


def sample_values(page: ProcedurePage, at: datetime) -> dict[str, str]:
    """Words of no real person; an answer is its question in brackets."""
    day = day_words(parts(at))
    return {
        **SAMPLE,
        "thu_tuc": page.name,
        "ma_thu_tuc": page.code or "",
        "so_dinh_danh": "052190012345",
        "dia_chi": "12 Lê Lợi, phường Quy Nhơn",
        "dien_thoai": "0912345678",
        "thu_dien_tu": "lan@example.vn",
        **dict.fromkeys(("ngay_nop", "ngay_nhan", "han_tra", "ngay_ky"), day),
        "can_bo": "Trần Văn Hùng",
        "nguoi_ky": "Lê Thị Mai",
        **{f"{ANSWER}{key}": f"[{words}]" for key, words in answers_of(page).items()},
    }


def preview_button(page: Any, user: Any, *_more: Any, **_named: Any) -> Iterator[Button]:
    """In the menu of a procedure in the editor."""
    if isinstance(page, ProcedurePage) and page.pk and page.permissions_for_user(user).can_edit():
        words, address = _("Preview of texts of results"), reverse("result_preview", args=[page.pk])
        yield Button(words, address, icon_name="view", priority=70)
