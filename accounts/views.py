"""Pages about one's own account: where to go after signing in, the profile, the second factor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import SIGNED_IN, allow
from accounts.sign_in import landing_of


@allow(SIGNED_IN)
def landing(request: HttpRequest) -> HttpResponse:
    return redirect(landing_of(request.user))
