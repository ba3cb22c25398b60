"""/tai-khoan/…: our pages in the namespace `accounts`, allauth's pages that we use under their own names."""

from __future__ import annotations

from allauth.account.urls import urlpatterns as allauth_urlpatterns
from django.urls import URLPattern, URLResolver, include, path

from accounts import organization_pages, views
from accounts.access import PUBLIC, SIGNED_IN, Rule, allow

# allauth's pages that we serve, each with its rule; what is not named here does not exist.
SIGN_IN_PAGES: dict[str, Rule] = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_signup": PUBLIC,
    "account_inactive": PUBLIC,
    "account_request_login_code": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_confirm_email": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_email": SIGNED_IN,
}


def _sign_in_pages() -> list[URLPattern]:
    served = [page for page in allauth_urlpatterns if page.name in SIGN_IN_PAGES]
    for page in served:
        allow(SIGN_IN_PAGES[page.name])(page.callback)
    return served


own = [
    path("", views.landing, name="landing"),
    path("ho-so-cua-toi/", views.profile, name="profile"),
    path("ma-xac-thuc/", views.second_factor_page, name="second_factor"),
    path("ma-xac-thuc/qr.svg", views.second_factor_qr, name="second_factor_qr"),
    path("to-chuc/", organization_pages.organizations, name="organizations"),
    path("to-chuc/<int:organization_id>/", organization_pages.organization, name="organization"),
    path(
        "to-chuc/<int:organization_id>/<int:representation_id>/ket-thuc/",
        organization_pages.end,
        name="end_representation",
    ),
    path("nhat-ky-truy-cap/", views.access_log, name="access_log"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "accounts"))),
    *_sign_in_pages(),
]
