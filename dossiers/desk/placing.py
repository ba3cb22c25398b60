"""Where the signatures of an uploaded result are seen: a page of it, and boxes on it to move."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow, holds, user_of
from documents.files import open_file
from documents.models import SignatureKind, StoredFile
from documents.serving import page_response
from documents.signing.placing import SPOT, Chosen, Place, known, looks_of, reach
from dossiers import result_placing
from dossiers.actions import LABELS
from dossiers.actors import Actor
from dossiers.desk.case import seen_by
from dossiers.desk.navigation import beside
from dossiers.doing import do
from dossiers.made_results import SUBMIT
from dossiers.models import Dossier
from dossiers.result_signing import wanted_of
from dossiers.transitions import available


class PlaceForm(forms.Form):
    """A page and one of its places, or with JavaScript a spot, which then counts."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=100)
    page = forms.IntegerField(label=gettext_lazy("Page"), min_value=1)
    place = forms.ChoiceField(label=gettext_lazy("Place of the signatures"), widget=forms.RadioSelect)
    spot = forms.RegexField(SPOT, widget=forms.HiddenInput, required=False)

    use_required_attribute = False

    def __init__(self, chosen: Chosen, pages: int, *args: Any, **kwargs: Any) -> None:
        own = chosen.place not in chosen.spots
        kwargs["initial"] = {
            "key": str(uuid.uuid4()),
            "page": chosen.page + 1,
            "place": "" if own else chosen.place,
            "spot": chosen.place if own else "",
        }
        super().__init__(*args, **kwargs)
        page, place = self.fields["page"], self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        page.help_text = _("Of %(pages)s pages.") % {"pages": pages}
        page.validators.append(MaxValueValidator(pages))
        page.widget.attrs["max"] = pages
        place.required = not self.data.get("spot")
        place.choices = [(name, Place(name).label) for name in chosen.spots]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"page": said["page"], "place": said["spot"] or said["place"]}

    def refuse(self, error: ValidationError) -> None:
        """Beside the page, or above."""
        self.add_error("page" if getattr(error, "code", "") == "page_unknown" else None, error)


@allow(holds("dossier.view"))
@never_cache
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, dossier_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """The button "show" draws the page anew with what is chosen; the other hands the result in."""
    at = timezone.now()
    dossier, stored = _open(request, dossier_id, file_id, at)
    with open_file(stored) as opened:
        content = opened.read()
    pages = int(stored.about.get("pages", 1))
    chosen = _asked(request, dossier, content, pages, at)
    hands_in = request.method == "POST" and "show" not in request.POST
    form = PlaceForm(chosen, pages, request.POST if hands_in else None)
    if hands_in and form.is_valid() and _handed_in(request, dossier, stored, form, at):
        messages.success(request, _("“%(action)s” has been done.") % {"action": LABELS[SUBMIT]})
        return redirect("dossiers:case", dossier.pk)
    crumbs = [
        (_("Desk"), reverse("dossiers:inbox")),
        (dossier.shown_code, reverse("dossiers:case", args=[dossier.pk])),
        (_("Place of the signatures"), None),
    ]
    context = {
        "dossier": dossier,
        "form": form,
        "stored": stored,
        "number": chosen.page + 1,
        "drawing": drawing(dossier, chosen, at),
        "crumbs": crumbs,
        **beside(user_of(request), at),
    }
    return render(request, "dossiers/desk/place.html", context, status=422 if form.errors else 200)


@allow(holds("dossier.view"))
@never_cache
@require_safe
def page(request: HttpRequest, dossier_id: uuid.UUID, file_id: uuid.UUID, number: int) -> HttpResponse:
    """A page of the file as a picture."""
    _dossier, stored = _open(request, dossier_id, file_id, timezone.now())
    return page_response(stored, number)


def drawing(dossier: Dossier, chosen: Chosen, at: datetime) -> dict[str, Any]:
    """The page and what is seen on it, as an SVG says it: numbers as text, whatever the language."""
    sheet, names = chosen.sheet, result_placing.signers(dossier, at)
    result, looks = result_placing.result_of_file(dossier), looks_of(chosen, len(names))
    people, marks = iter(names), []
    for wanted in wanted_of(dossier, result, looks) if result else ():
        left, top, right, bottom = sheet.to_seen(tuple(wanted.look["box"]))
        seal = wanted.kind == SignatureKind.SEAL
        size = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        middle = {"cx": (left + right) / 2, "cy": (top + bottom) / 2, "r": (right - left) / 2}
        words = _("Seal") if seal else next(people, "") or _("Signature here")
        marks.append({"seal": seal, "words": words, **_as_text({**size, **middle})})
    edges = reach(sheet, len(names))
    return {
        **_as_text({"width": sheet.width, "height": sheet.height}),
        "spot": " ".join(f"{one:.2f}" for one in chosen.spot),
        "spots": [{"name": name, "x": f"{x:.2f}", "y": f"{y:.2f}"} for name, (x, y) in chosen.spots.items()],
        "reach": " ".join(f"{one:.1f}" for one in edges),
        "marks": marks,
    }


def _as_text(numbers: dict[str, float]) -> dict[str, str]:
    return {name: f"{number:.1f}" for name, number in numbers.items()}


def _open(
    request: HttpRequest, dossier_id: uuid.UUID, file_id: uuid.UUID, at: datetime
) -> tuple[Dossier, StoredFile]:
    """The dossier and the file this officer holds for it. Raises PermissionDenied, Http404."""
    dossier, officer = seen_by(request, dossier_id), user_of(request)
    if not available(dossier, Actor.officer(officer), at, only=(SUBMIT,)):
        raise PermissionDenied
    stored = result_placing.held_by(officer, dossier, file_id)
    if stored is None:
        raise Http404
    return dossier, stored


def _asked(request: HttpRequest, dossier: Dossier, content: bytes, pages: int, at: datetime) -> Chosen:
    """What the form asks for as far as there is such a page and place, else what is proposed."""
    said = request.POST.get("page", "").strip()
    number = int(said) if said.isdecimal() and 0 < int(said) <= pages else 0
    spot = request.POST.get("spot", "")
    where = spot if SPOT.fullmatch(spot) else request.POST.get("place", "")
    return result_placing.chosen(dossier, content, number, where if known(where) else "", at)


def _handed_in(
    request: HttpRequest, dossier: Dossier, stored: StoredFile, form: PlaceForm, at: datetime
) -> bool:
    actor, said = Actor.officer(user_of(request)), stored.about.get("said", {})
    try:
        with open_file(stored) as upload:
            upload.name = stored.name
            given = {**said, **form.given(), "result": upload}
            do(dossier.pk, SUBMIT, actor=actor, key=form.cleaned_data["key"], at=at, **given)
    except ValidationError as refused:
        form.refuse(refused)
        return False
    result_placing.let_go(stored)
    return True
