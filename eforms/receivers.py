"""Who receives what is filed: one handler per kind, registered by rooms above in AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured

Teller = Callable[[Any, Mapping[str, Any]], Mapping[str, str]]  # (draft, answers) -> {"agency", …}
Handler = Callable[[Any, datetime], Mapping[str, Any]]  # (submission, at) -> receipt {"reference", "url", …}
Costs = Callable[[Any, Mapping[str, Any]], Mapping[str, Any]]  # (draft, answers) -> see `costs`
RECEIVERS: dict[str, Handler] = {}
TELLERS: dict[str, Teller] = {}
COSTS: dict[str, Costs] = {}


def register(kind: str, handler: Handler) -> None:
    """Say who receives drafts of a kind. Exactly one: a second raises ImproperlyConfigured."""
    if RECEIVERS.get(kind, handler) is not handler:
        raise ImproperlyConfigured(f"Two handlers receive drafts of the kind {kind!r}.")
    RECEIVERS[kind] = handler


def known_kind(kind: str) -> Handler:
    """The handler of a kind. Raises ImproperlyConfigured: seen by developers."""
    if kind not in RECEIVERS:
        raise ImproperlyConfigured(
            f"Nobody receives drafts of the kind {kind!r}: see eforms.submit.register."
        )
    return RECEIVERS[kind]


def register_teller(kind: str, teller: Teller) -> None:
    """Say who knows where drafts of a kind go: "agency" and "procedure", their names.

    "wish" and "wish_label", where the one who files may wish for something more with the same click.
    """
    if TELLERS.get(kind, teller) is not teller:
        raise ImproperlyConfigured(f"Two handlers tell where drafts of the kind {kind!r} go.")
    TELLERS[kind] = teller


def destination(draft: Any, answers: Mapping[str, Any]) -> Mapping[str, str]:
    """Where the draft goes when it is filed now; nothing where nobody says it."""
    teller = TELLERS.get(draft.kind)
    return teller(draft, answers) if teller else {}


def register_costs(kind: str, costs: Costs) -> None:
    """Say who knows what filing drafts of a kind costs. Exactly one: a second raises ImproperlyConfigured."""
    if COSTS.get(kind, costs) is not costs:
        raise ImproperlyConfigured(f"Two handlers tell what drafts of the kind {kind!r} cost.")
    COSTS[kind] = costs


def costs_of(draft: Any, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What filing the draft costs as it stands, in the reader's words; {} where nothing is to pay.

    {"lines": [{"label", "amount": đồng or null, "text", "when", "how": [sentence], "problem"}], "amount": sum
    in đồng of what the portal asks for by itself, "text": that sum, "problems": [why the draft cannot be
    filed]}.
    """
    known = COSTS.get(draft.kind)
    return known(draft, answers) if known else {}
