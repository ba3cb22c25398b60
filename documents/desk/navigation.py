"""The officers' pages of the documents, as a list beside them and beside the inbox of dossiers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import holds_anywhere
from documents.proving.revoking import APPROVE, ASK
from documents.signing.waiting import SEAL, SIGN


def document_pages(user: Any, at: datetime) -> list[dict[str, Any]]:
    """Those the officer may open: [{"title", "url", "name"}]."""
    known = [
        ("signing", _("Waiting for signature"), (SIGN, SEAL)),
        ("revocations", _("Revoke documents"), (ASK, APPROVE)),
    ]
    return [
        {"title": title, "url": reverse(f"documents:{name}"), "name": name}
        for name, title, actions in known
        if any(holds_anywhere(user, action, at) for action in actions)
    ]
