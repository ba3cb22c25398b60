"""Signatures whose turn it is, and who may give them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.permissions import holds_anywhere, is_officer, may, role_name, roles_granting, scope_filter
from documents.errors import SigningRefused
from documents.models import IssuedDocument, Signature, SignatureKind

SIGN, SEAL = "documents.sign", "documents.seal"
State = Signature.State
OPEN = (State.WANTED, State.CHOSEN, State.FAILED)


def action_of(kind: str) -> str:
    """What somebody must be allowed to do at the agency to give a signature of the kind."""
    return SEAL if kind == SignatureKind.SEAL else SIGN


def signs(user: Any, at: datetime) -> bool:
    """Whether the list of what waits is for this person."""
    held = any(holds_anywhere(user, action, at) for action in (SIGN, SEAL))
    return held or Signature.objects.filter(_own_scans(user, at)).exists()


def _own_scans(user: Any, at: datetime) -> Q:
    """Scans the officer's key failed to sign by itself: whoever scanned them tries again, in any role."""
    if not is_officer(user, at):
        return Q(pk__in=[])
    stopped = Q(state__in=(State.FAILED, State.CHOSEN), document__state=IssuedDocument.State.SIGNING)
    return stopped & Q(kind=SignatureKind.PERSONAL, automatic=True, by=user.pk)


def in_turn(rows: QuerySet[Signature]) -> QuerySet[Signature]:
    """Those before which every other one of their document is given."""
    before = Signature.objects.filter(document=OuterRef("document"), order__lt=OuterRef("order"))
    return rows.filter(~Exists(before.exclude(state=State.GIVEN)))


def waiting_for(user: Any, at: datetime) -> QuerySet[Signature]:
    """Signatures this person may give now, not chosen yet; the oldest document first."""
    return open_for(user, at).filter(state=State.WANTED, automatic=False)


def open_for(user: Any, at: datetime) -> QuerySet[Signature]:
    """The same, with those being signed, and those that failed (automatic ones, too)."""
    rows = Signature.objects.filter(_given_by(user, at), state__in=OPEN)
    rows = rows.filter(document__state=IssuedDocument.State.SIGNING)
    return in_turn(rows).select_related("document__file").order_by("document__issued_at", "pk")


def _given_by(user: Any, at: datetime) -> Q:
    """What the person may give: without a role named, of each role held that brings the right; own scans."""
    found = _own_scans(user, at)
    for kind in SignatureKind:
        action = action_of(kind)
        mine = Q(role="") & scope_filter(user, action, at=at)
        for role in roles_granting(user, action, at):
            mine |= Q(role=role) & scope_filter(user, action, at=at, role=role)
        found |= Q(kind=kind) & mine
    return found


def may_give(user: Any, signature: Signature, at: datetime) -> bool:
    action, role = action_of(signature.kind), signature.role
    allowed = may(user, action, agency_code=signature.agency_code, at=at, role=role)
    return allowed or Signature.objects.filter(_own_scans(user, at), pk=signature.pk).exists()


def why_not(user: Any, signature: Signature, at: datetime) -> SigningRefused | None:
    """None when the person may give it; whose it is, when another role's at an agency they sign for."""
    if may_give(user, signature, at):
        return None
    if signature.role and may(user, action_of(signature.kind), agency_code=signature.agency_code, at=at):
        return SigningRefused("other_role", role=role_name(signature.role))
    return SigningRefused("not_yours")
