"""Pages on which anybody checks a document: by its code, its QR code, the file itself; also offline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import PUBLIC, allow
from documents.codes import shown_code
from documents.errors import FileRefused
from documents.forms import CodeForm, FileForm, PasteForm, PictureForm, QrPhotoForm
from documents.models import IssuedDocument
from documents.proving.checking import Checked, check
from documents.proving.guarded import Busy
from documents.proving.keys import published
from documents.proving.qr import codes_in
from documents.proving.words import ENDED, notes_of, rows_of, said_of
from documents.verify import find, reason_of, signatures_of

NO_QR = _(
    "No QR code of this portal was found in the picture. Take it again from nearer, with the whole code in"
    " it, or type the code printed below it."
)
BUSY = _("Many files are being checked at this moment. Send it again in a minute.")


@allow(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """A code leads to its document, a photo of a QR code as well; a file is examined here."""
    if request.method == "POST":
        return _photo_read(request) if "read" in request.POST else _file_checked(request)
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return _by_code(request, [form.cleaned_data["code"]])
    return _asked(request, form=form)


def _by_code(request: HttpRequest, codes: Sequence[str]) -> HttpResponse:
    """On to the first document known by one of them."""
    document = next(filter(None, map(find, codes)), None)
    if document:
        return redirect("documents:verify_code", document.verify_code)
    return _not_found(request, CodeForm({"code": codes[0]}))


def _photo_read(request: HttpRequest) -> HttpResponse:
    form = QrPhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            if codes := codes_in(form.cleaned_data["photo"].read()):
                return _by_code(request, codes)
            form.add_error("photo", NO_QR)
        except Busy:
            form.add_error("photo", BUSY)
    return _asked(request, photo_form=form, status=503 if _is_busy(form) else 422)


def _asked(request: HttpRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page with its three ways to ask; `forms`: those with something to say, and what the page knows."""
    empty = {"form": CodeForm(), "file_form": FileForm(), "photo_form": QrPhotoForm()}
    return render(request, "documents/verify.html", empty | forms, status=status)


def _file_checked(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    checked = _checked(form)
    if checked is None:
        return _asked(request, file_form=form, status=503 if _is_busy(form) else 422)
    context = {"file_form": FileForm(), **_of_file(checked)}
    if checked.document:
        context |= _of_document(checked.document)
    return render(request, "documents/checked.html", context)


@allow(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What there is to know of a document; a file held against it is examined."""
    document = find(code)
    if document is None:
        return _not_found(request, CodeForm({"code": code}))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context = {"file_form": form, **_of_document(document)}
    checked = _checked(form, document) if request.method == "POST" else None
    if checked:
        same = checked.document == document
        context |= {**_of_file(checked), "other": not same}
    status = (503 if _is_busy(form) else 422) if form.errors else 200
    return render(request, "documents/document.html", context, status=status)


@allow(PUBLIC)
@require_safe
def in_english(request: HttpRequest, code: str = "") -> HttpResponse:
    """The address foreigners type: on to the page, in English unless they have chosen a language."""
    answer = redirect("documents:verify_code", code) if code else redirect("documents:verify")
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, "en", samesite="Lax")
    return answer


def _checked(form: FileForm, meant: IssuedDocument | None = None) -> Checked | None:
    """None when there is something wrong with the upload; the form says what."""
    if not form.is_valid():
        return None
    try:
        return check(form.cleaned_data["file"], timezone.now(), meant)
    except FileRefused as refused:
        form.add_error("file", refused)
    except Busy:
        form.add_error("file", BUSY)
    return None


def _is_busy(form: Form) -> bool:
    return any(BUSY in said for said in form.errors.values())


def _of_document(document: IssuedDocument) -> dict[str, Any]:
    """What the pages say of a document: how it stands, who signed it, what took it out of force."""
    return {
        "document": document,
        "code": shown_code(document.verify_code),
        "signatures": list(signatures_of(document)),
        "ended": ENDED.get(IssuedDocument.State(document.state)),
        "reason": reason_of(document),
        "newer": shown_code(document.replaced_by.verify_code) if document.replaced_by else "",
    }


def _of_file(checked: Checked) -> dict[str, Any]:
    return {
        "checked": checked,
        "said": said_of(checked),
        "rows": rows_of(checked.report),
        "notes": notes_of(checked.report),
    }


def _not_found(request: HttpRequest, form: CodeForm) -> HttpResponse:
    return _asked(request, form=form, unknown=True, status=404)


@allow(PUBLIC)
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page a phone keeps: it checks what a QR code holds with our public keys, without asking us."""
    return render(request, "documents/offline.html", {"paste": PasteForm(), "picture": PictureForm()})


@allow(PUBLIC)
@require_safe
@cache_control(no_cache=True)
def keeper(request: HttpRequest) -> HttpResponse:
    """The service worker: a script may only answer for pages below its own address."""
    path = finders.find("documents/keeper.js")
    if not path:
        raise Http404
    with open(path, "rb") as script:
        return HttpResponse(script.read(), content_type="text/javascript; charset=utf-8")


@allow(PUBLIC)
@require_safe
@cache_control(public=True, max_age=3600)
def keys(request: HttpRequest) -> JsonResponse:
    """Public keys of the tokens in QR codes (RFC 7517)."""
    return JsonResponse(published(), content_type="application/jwk-set+json")
