"""Who may work on forms in the admin: Wagtail's permission to change e-forms."""

from __future__ import annotations

from accounts.access import Rule

EDITS_FORMS = Rule(
    "may change e-forms (Wagtail's permission)",
    check=lambda request, **_: (
        request.user.has_perm("wagtailadmin.access_admin") and request.user.has_perm("eforms.change_eform")
    ),
)
