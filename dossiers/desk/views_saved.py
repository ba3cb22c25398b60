"""The officer's saved views of the inbox: saved, renamed, moved, shared, removed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import allow, holds, user_of
from accounts.models import User
from accounts.permissions import holds_anywhere, scope_filter
from dossiers import saved_views
from dossiers.desk.navigation import queues
from dossiers.inbox import counts
from dossiers.models import SavedView
from procedures.models import Agency
from themes.pressing import by_button


class ViewForm(forms.Form):
    """Name of a view and what becomes of it; `query`: the filters as they stand in the inbox's address."""

    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    name = forms.CharField(
        label=_("Name of the view"),
        help_text=_("Words looked for are not kept with it."),
        max_length=80,
    )
    opens_first = forms.BooleanField(label=_("The desk opens with it"), required=False)
    shared_with = forms.ChoiceField(label=_("Show it to the officers of"), required=False)

    def __init__(self, officer: User, at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shared_with"]
        assert isinstance(field, forms.ChoiceField)
        if not holds_anywhere(officer, saved_views.SHARE, at):
            del self.fields["shared_with"]
            return
        agencies = Agency.objects.filter(scope_filter(officer, saved_views.SHARE, field="code", at=at))
        field.choices = [("", _("Nobody else")), *agencies.order_by("code").values_list("code", "name")]

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        filters = QueryDict(said.pop("query")).dict()
        return {**said, "filters": filters}


@allow(holds("dossier.view"))
@never_cache
@require_http_methods(["GET", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """The list of one's own; POST saves a new one, from the inbox."""
    if request.method == "GET":
        return _page(request, None)
    return _save(request, None)


@allow(holds("dossier.view"))
@never_cache
@by_button("dossiers:views")
def change(request: HttpRequest, view_id: int) -> HttpResponse:
    """`do`: up, remove, else what the form says."""
    view = saved_views.own(user_of(request), view_id)
    wish = request.POST.get("do", "")
    if wish == "up":
        saved_views.move_up(view)
    elif wish == "remove":
        saved_views.remove(view)
        messages.success(request, _("The view has been removed."))
    else:
        return _save(request, view)
    return redirect("dossiers:views")


def _save(request: HttpRequest, view: SavedView | None) -> HttpResponse:
    officer, at = user_of(request), timezone.now()
    form = ViewForm(officer, at, request.POST, prefix=_prefix(view))
    if form.is_valid():
        try:
            saved = saved_views.save_view(officer, at=at, view=view, **form.given())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The view has been saved."))
            return redirect("dossiers:views" if view else saved_views.address(saved))
    return _page(request, form)


def _page(request: HttpRequest, wrong: ViewForm | None) -> HttpResponse:
    officer, at = user_of(request), timezone.now()
    rows = []
    for view in officer.saved_views.all():
        form = ViewForm(officer, at, initial=_initial(view), prefix=_prefix(view))
        rows.append((view, wrong if wrong and wrong.prefix == form.prefix else form))
    context = {
        "rows": rows,
        "wrong": wrong,
        "new": wrong if wrong and not wrong.prefix else None,
        "queues": queues(counts(officer, at), {"status": "none"}),
        "here": "views",
    }
    return render(request, "dossiers/desk/views.html", context, status=422 if wrong else 200)


def _prefix(view: SavedView | None) -> str | None:
    return f"view{view.pk}" if view else None


def _initial(view: SavedView) -> dict[str, Any]:
    return {
        "query": saved_views.address(view).partition("?")[2],
        "name": view.name,
        "opens_first": view.opens_first,
        "shared_with": view.shared_with,
    }
