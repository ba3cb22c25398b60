"""Pages about one's own account: where to go after signing in, profile, second factor; the access log."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts import second_factor
from accounts.access import SIGNED_IN, allow, holds, user_of
from accounts.access_log import records_for
from accounts.channels import chosen
from accounts.forms import CodeForm, ProfileForm
from accounts.permissions import roles_of
from accounts.profile import change_profile
from accounts.sign_in import landing_of
from themes.marks import qr_svg


@allow(SIGNED_IN)
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """Where one goes after signing in."""
    return redirect(landing_of(user_of(request)))


@allow(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    known = {
        "full_name": user.full_name,
        "phone": user.phone,
        "personal_number": user.personal_number,
        "dossier_news": chosen(user, "dossier"),
    }
    form = ProfileForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        change_profile(user, **form.cleaned_data)
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:profile")
    roles = roles_of(user, timezone.now())
    return render(request, "accounts/profile.html", {"form": form, "roles": roles})


@allow(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """The code after the password; the first time also the QR code by which the app learns the secret."""
    now = timezone.now()
    wanted = safe_next(request)
    if second_factor.passed(request) or not second_factor.needed(request.user, now):
        return redirect(wanted or "accounts:landing")
    factor = second_factor.factor_of(user_of(request))
    form = CodeForm(request.POST or None, factor=factor, at=now)
    if request.method == "POST" and form.is_valid():
        second_factor.mark_passed(request)
        return redirect(wanted or "accounts:landing")
    first_time = factor.confirmed_at is None
    context = {
        "form": form,
        "next": wanted,
        "first_time": first_time,
        "key": second_factor.key_to_type(factor) if first_time else "",
        "demo": settings.DEMO,
    }
    return render(request, "accounts/second_factor.html", context)


@allow(SIGNED_IN)
@never_cache
@require_GET
def second_factor_qr(request: HttpRequest) -> HttpResponse:
    """The secret as a QR code, until the first code has proved that the app has it."""
    factor = second_factor.unconfirmed(user_of(request))
    if factor is None:
        raise Http404
    return HttpResponse(qr_svg(second_factor.app_address(factor), quiet=True), content_type="image/svg+xml")


@allow(holds("audit.view"))
@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    """Who looked at what, within the agencies of whoever reads it."""
    subject = request.GET.get("subject", "").strip()
    found = records_for(user_of(request), subject=subject, at=timezone.now())
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "accounts/access_log.html", {"page": page, "subject": subject})


def safe_next(request: HttpRequest) -> str:
    """The page that was wanted, when it is one of ours; else ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else ""
