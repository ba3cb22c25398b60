"""Anybody finds a receipt by its code: whether it holds, and what it says, but no person's name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import PUBLIC, allow
from documents.codes import plain_code, shown_code
from documents.models import IssuedDocument
from payments.models import Receipt
from payments.pages.forms import ReceiptCodeForm
from payments.receipts.printing import SUBJECT
from payments.receipts.readers import may_read


@allow(PUBLIC)
@never_cache
@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    form = ReceiptCodeForm(request.GET or None)
    if form.is_valid():
        if Receipt.objects.filter(code=form.cleaned_data["code"]).exists():
            return redirect("payments:receipt", form.cleaned_data["code"])
        return _unknown(request, form)
    return render(request, "payments/look_up.html", {"form": form})


@allow(PUBLIC)
@never_cache
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt in short; its file only for who may read it."""
    found = Receipt.objects.select_related("series", "invoice", "replaces", "replaced_by")
    one = found.filter(code=plain_code(code)).first()
    if one is None:
        return _unknown(request, ReceiptCodeForm({"code": code}))
    mine = may_read(request.user, request, str(one.pk))
    printed = IssuedDocument.objects.filter(subject_kind=SUBJECT, subject_id=str(one.pk)).first()
    context = {"receipt": one, "code": shown_code(one.code), "mine": mine, "document": printed}
    return render(request, "payments/receipt.html", context)


def _unknown(request: HttpRequest, form: ReceiptCodeForm) -> HttpResponse:
    return render(request, "payments/look_up.html", {"form": form, "unknown": True}, status=404)
