"""The officers' pages of the money, as a list beside them and beside the inbox of dossiers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import holds_anywhere
from payments.reach import RECONCILE, TAKE, VIEW


def money_pages(user: Any, at: datetime) -> list[dict[str, Any]]:
    """Those the officer may open: [{"title", "url", "name"}]."""
    known = [
        ("counter", _("Take money"), TAKE),
        ("sessions", _("Cashiers' sessions"), VIEW),
        ("desk_receipts", _("Receipts"), VIEW),
        ("refunds", _("Refunds"), VIEW),
        ("statements", _("Bank statements"), RECONCILE),
        ("transfers", _("Transfers to match"), RECONCILE),
        ("reconciliations", _("Reconciliation"), RECONCILE),
        ("totals", _("What came in"), VIEW),
    ]
    return [
        {"title": title, "url": reverse(f"payments:{name}"), "name": name}
        for name, title, action in known
        if holds_anywhere(user, action, at)
    ]
