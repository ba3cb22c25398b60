"""Who hears that an invoice is settled: exactly one function per kind of subject, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connection

from payments.errors import SubjectTaken, UnknownSubject
from payments.models import Invoice, Payment

OnSettled = Callable[[Invoice, Payment, datetime], None]
HANDLERS: dict[str, OnSettled] = {}


def register_settled(subject_kind: str, handler: OnSettled) -> None:
    """From AppConfig.ready(): `handler(invoice, payment, at)` is told. Raises SubjectTaken."""
    if HANDLERS.get(subject_kind, handler) is not handler:
        raise SubjectTaken(f"Invoices for {subject_kind!r} already have somebody who hears of them.")
    HANDLERS[subject_kind] = handler


def on_settled(subject_kind: str) -> OnSettled:
    """The function to tell. Raises UnknownSubject."""
    try:
        return HANDLERS[subject_kind]
    except KeyError:
        raise UnknownSubject(f"Nobody hears of settled invoices for {subject_kind!r}.") from None


@checks.register(checks.Tags.database)
def every_kind_is_heard(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **_options: Any
) -> list[checks.CheckMessage]:
    """Start-up error when invoices wait for somebody who is not registered."""
    if not databases or Invoice._meta.db_table not in connection.introspection.table_names():
        return []
    due = Invoice.objects.filter(state=Invoice.State.DUE)
    unheard = set(due.order_by().values_list("subject_kind", flat=True).distinct()) - set(HANDLERS)
    return [
        checks.Error(f"Nobody hears of settled invoices for {kind!r}.", id="payments.E001")
        for kind in sorted(unheard)
    ]
