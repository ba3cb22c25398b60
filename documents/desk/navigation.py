"""The officers' pages of the documents, as a list beside them and beside the inbox of dossiers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import holds_anywhere
from documents.proving.revoking import APPROVE, ASK
from documents.signing.waiting import signs


def document_pages(user: Any, at: datetime) -> list[dict[str, Any]]:
    """Those the officer may open: [{"title", "url", "name"}]."""
    known = [
        ("signing", _("Waiting for signature"), signs(user, at)),
        ("revocations", _("Revoke documents"), any(holds_anywhere(user, one, at) for one in (ASK, APPROVE))),
    ]
    return [
        {"title": title, "url": reverse(f"documents:{name}"), "name": name}
        for name, title, opens in known
        if opens
    ]
