"""The scan beside the check: an officer with the original in hand says of each page that it was seen."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow, holds, user_of
from documents.models import StoredFile
from documents.serving import page_response
from dossiers import looks
from dossiers.actors import Actor
from dossiers.copies.asked import scan_of, title_of
from dossiers.copies.rules import copy_rules
from dossiers.desk.case import seen_by
from dossiers.desk.navigation import beside
from dossiers.doing import do
from dossiers.models import Dossier
from dossiers.transitions import available

YES, NO = "yes", "no"
SEEN = [(YES, gettext_lazy("Yes, as in the original")), (NO, gettext_lazy("No"))]


class CompareForm(forms.Form):
    """Of each page whether its original was seen; or why the copy is refused."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=100)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    refusal = forms.ChoiceField(
        label=gettext_lazy("The copy is refused"),
        help_text=gettext_lazy(
            "Only where it cannot be certified. The leader then stops the dossier with this reason."
        ),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("For colleagues; the applicant does not see it."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    use_required_attribute = False

    def __init__(self, dossier: Dossier, pages: int, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": str(uuid.uuid4()), "seen": dossier.last_sequence})
        super().__init__(*args, **kwargs)
        refusal = self.fields["refusal"]
        assert isinstance(refusal, forms.ChoiceField)
        refusal.choices = [("", _("No: it is certified")), *((one, one) for one in copy_rules().choices())]
        for number in range(1, pages + 1):
            self.fields[f"page-{number}"] = forms.ChoiceField(
                label=_("Page %(number)s: was the original seen?") % {"number": number},
                choices=SEEN,
                required=not self.data.get("refusal"),  # of a copy that is refused nothing is asked
                widget=forms.RadioSelect,
            )
        self.count = pages

    def page_fields(self) -> list[dict[str, Any]]:
        """[{"number", "field"}] for the template."""
        return [{"number": number, "field": self[f"page-{number}"]} for number in range(1, self.count + 1)]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said["refusal"]:
            return {"refusal": said["refusal"], "note": said["note"]}
        pages = [said[f"page-{number}"] == YES for number in range(1, self.count + 1)]
        return {"pages": pages, "note": said["note"]}

    def refuse(self, error: ValidationError) -> None:
        """Beside the first page not said, or above."""
        open_one = next((n for n in range(1, self.count + 1) if self.cleaned_data.get(f"page-{n}") != YES), 0)
        beside_page = getattr(error, "code", "") == "pages_not_seen" and open_one
        self.add_error(f"page-{open_one}" if beside_page else None, error)


@allow(holds("dossier.view"))
@never_cache
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """One page of the scan at a time, by keys; without JavaScript one below the other."""
    at = timezone.now()
    dossier, scan = _open(request, dossier_id, at)
    looks.note(user_of(request), "dossier.compare", dossier, at=at)
    pages = int(scan.about.get("pages", 0))
    form = CompareForm(dossier, pages, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _done(request, dossier, form, at):
        messages.success(
            request, _("“%(action)s” has been done.") % {"action": _("Compare with the original")}
        )
        return redirect("dossiers:case", dossier.pk)
    crumbs = [
        (_("Desk"), reverse("dossiers:inbox")),
        (dossier.shown_code, reverse("dossiers:case", args=[dossier.pk])),
        (_("Compare with the original"), None),
    ]
    context = {
        "dossier": dossier,
        "form": form,
        "scan": scan,
        "title": title_of(dossier),
        "pages": form.page_fields(),
        "crumbs": crumbs,
        **beside(user_of(request), at),
    }
    return render(request, "dossiers/desk/compare.html", context, status=422 if form.errors else 200)


@allow(holds("dossier.view"))
@never_cache
@require_safe
def page(request: HttpRequest, dossier_id: uuid.UUID, number: int) -> HttpResponse:
    """A page of the scan as a picture at 200 dpi."""
    scan = scan_of(seen_by(request, dossier_id))
    if scan is None:
        raise Http404
    return page_response(scan, number)


def _open(request: HttpRequest, dossier_id: uuid.UUID, at: datetime) -> tuple[Dossier, StoredFile]:
    """The dossier and its scan, where this officer may compare now. Raises PermissionDenied."""
    dossier = seen_by(request, dossier_id)
    actor = Actor.officer(user_of(request))
    scan = scan_of(dossier)
    if scan is None or not available(dossier, actor, at, only=("compare",)):
        raise PermissionDenied
    return dossier, scan


def _done(request: HttpRequest, dossier: Dossier, form: CompareForm, at: datetime) -> bool:
    said = form.cleaned_data
    actor = Actor.officer(user_of(request))
    try:
        do(dossier.pk, "compare", actor=actor, key=said["key"], seen=said["seen"], at=at, **form.given())
    except ValidationError as refused:
        form.refuse(refused)
        return False
    return True
