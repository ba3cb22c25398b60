"""Addresses only a button sends to: opened by hand, they do nothing and lead back to the page it is on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

View = Callable[..., HttpResponse]
NOTHING_DONE = _(
    "Nothing was done: this address only works by its button. Press the button if you still want to."
)


def by_button(page: str, *names: str) -> Callable[[View], View]:
    """The view is for POST. GET (a reload, a bookmark, the way back from signing in) leads to `page`.

    page: name of the address; names: those of the view's arguments it takes as well.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            if request.method == "GET":
                messages.info(request, NOTHING_DONE)
            return redirect(page, **{name: kwargs[name] for name in names})

        return answer

    return declare
