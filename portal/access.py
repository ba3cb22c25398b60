"""Who may call views that are not ours, or lie below `accounts`: by module of the view, deny by default."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from accounts.access import PUBLIC, WAGTAIL_ADMIN, Rule, holds

# Pages that come along with Wagtail and have no use here, such as a second way to sign in.
NOBODY = Rule("nobody", check=lambda request, **_: False)


def _may_read_messages(request: HttpRequest, **_: object) -> bool:
    """In the demo everybody reads kept messages (they carry one-time codes); else who may see them."""
    return settings.DEMO or holds("messages.view").check(request)


def _may_read_in_admin(request: HttpRequest, **_: object) -> bool:
    """The admin's own API only reads: publishing through it would pass by the publish gate."""
    return request.method in ("GET", "HEAD", "OPTIONS") and WAGTAIL_ADMIN.check(request)


THIRD_PARTY: dict[str, Rule] = {
    "django.views.i18n": PUBLIC,
    "django.views.static": PUBLIC,
    "django.contrib.staticfiles": PUBLIC,
    "django.contrib.auth.views": NOBODY,
    "django.views.generic.base": NOBODY,
    "drf_spectacular.views": PUBLIC,
    "allauth.account": PUBLIC,  # signing in and out; pages about an account ask for one themselves
    "wagtail.views": PUBLIC,  # serves public pages; private pages are refused by Wagtail
    "wagtail.documents.views": PUBLIC,
    "wagtail": WAGTAIL_ADMIN,
    "wagtail.admin.api": Rule("reading in the admin", check=_may_read_in_admin),
    "themes.views": PUBLIC,
    "effects.views.messages": Rule("messages sent", check=_may_read_messages),
    "effects.views.failed": holds("effects.manage"),
}
