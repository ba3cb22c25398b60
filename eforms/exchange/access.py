"""Who may begin forms from files and look at their versions: Wagtail's permissions on e-forms."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.access import Rule


def _holds(request: HttpRequest, *permissions: str) -> bool:
    user = request.user
    return user.has_perm("wagtailadmin.access_admin") and any(user.has_perm(one) for one in permissions)


ADDS_FORMS = Rule(
    "may add e-forms (Wagtail's permission)",
    check=lambda request, **_: _holds(request, "eforms.add_eform"),
)
READS_FORMS = Rule(
    "may see or change e-forms (Wagtail's permission)",
    check=lambda request, **_: _holds(
        request, "eforms.view_eform", "eforms.change_eform", "eforms.publish_eform"
    ),
)
