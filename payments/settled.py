"""Who hears that an invoice is settled: exactly one per kind of subject, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connection
from django.http import HttpRequest

from accounts.channels import Way, ways_to
from payments.errors import SubjectTaken, UnknownSubject
from payments.models import Invoice, Payment, Receipt

OnSettled = Callable[[Invoice, Payment, Receipt, datetime], None]


@dataclass(frozen=True)
class Subject:
    """What rooms above say of what they ask money for.

    settled: is told, in the transaction. lock: takes the lock `settled` will need, before ours are taken, so
    that two transactions never wait for each other. address: where the payer goes on after paying. may_pay:
    whom else than the payer's account the subject lets pay. ways: how the payer is written to.
    """

    settled: OnSettled
    lock: Callable[[str], None]
    address: Callable[[Invoice], str]
    may_pay: Callable[[HttpRequest, str], bool] = lambda _request, _key: False
    ways: Callable[[Invoice], Iterable[Way]] = lambda invoice: ways_to(invoice.payer, "dossier")


SUBJECTS: dict[str, Subject] = {}


def register_subject(kind: str, subject: Subject) -> None:
    """From AppConfig.ready(). Raises SubjectTaken."""
    known = SUBJECTS.get(kind)
    if known is not None and known.settled.__qualname__ != subject.settled.__qualname__:
        raise SubjectTaken(f"Invoices for {kind!r} already have somebody who hears of them.")
    SUBJECTS[kind] = subject


def subject_of(kind: str) -> Subject:
    """Whom to tell. Raises UnknownSubject."""
    try:
        return SUBJECTS[kind]
    except KeyError:
        raise UnknownSubject(f"Nobody hears of settled invoices for {kind!r}.") from None


def lock_subjects(invoices: Iterable[Invoice]) -> None:
    """Take the locks of all subjects, always in the same order."""
    for kind, key in sorted({(one.subject_kind, one.subject_id) for one in invoices}):
        subject_of(kind).lock(key)


@checks.register(checks.Tags.database)
def every_kind_is_heard(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **_options: Any
) -> list[checks.CheckMessage]:
    """Start-up error when invoices wait for somebody who is not registered."""
    if not databases or Invoice._meta.db_table not in connection.introspection.table_names():
        return []
    due = Invoice.objects.filter(state=Invoice.State.DUE)
    unheard = set(due.order_by().values_list("subject_kind", flat=True).distinct()) - set(SUBJECTS)
    return [
        checks.Error(f"Nobody hears of settled invoices for {kind!r}.", id="payments.E001")
        for kind in sorted(unheard)
    ]
