"""The journal and its totals as a workbook for accounting: one line a row, debit and credit apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO

from django.utils.translation import gettext as _

from accounts.models import User
from documents.places import names_of
from documents.registers.period import Period
from documents.registers.sheets import Cell, Sheet, workbook
from payments import ledger
from payments.providers.registry import known_ways
from payments.reconciling.totals import BY, lines_of, totals, whole

BATCH = 2000
JOURNAL = (18, 10, 20, 18, 18, 14, 40, 30, 34, 14, 14, 30)
TOTALS = (24, 60, 12, 18, 18, 18)


def journal_book(user: User, period: Period, at: datetime) -> IO[bytes]:
    """A file open at its beginning; its caller closes it. Vietnamese in every language."""

    def sheets() -> Iterator[Sheet]:
        above = _head(period)
        yield Sheet(_("Journal"), above, _headings(), JOURNAL, _lines(user, period, at))
        for by, label in BY.items():
            yield Sheet(str(label), above, _of_totals(str(label)), TOTALS, _sums(user, period, by, at))

    return workbook(sheets)


def account_name(account: str) -> str:
    """The words of an account of the ledger."""
    known = {
        ledger.income("fee"): _("Income: service fees"),
        ledger.income("charge"): _("Income: state charges"),
        ledger.HELD: _("Held: settles nothing yet"),
        ledger.OWED: _("To be paid back"),
    }
    if account in known:
        return known[account]
    way = known_ways().get(account.removeprefix("money:"))
    return _("Money: %(way)s") % {"way": way.label} if way else account


def _head(period: Period) -> list[str]:
    days = {"since": f"{period.since:%d/%m/%Y}", "until": f"{period.until:%d/%m/%Y}"}
    return [_("From %(since)s to %(until)s") % days, names_of([period.agency]).get(period.agency, "")]


def _headings() -> list[str]:
    return [
        _("Time"), _("Entry"), _("What"), _("Payment"), _("Refund"), _("Agency"), _("Name of the agency"),
        _("Account"), _("Name of the account"), _("Debit"), _("Credit"), _("Invoice"),
    ]  # fmt: skip


def _lines(user: User, period: Period, at: datetime) -> Iterator[list[Cell]]:
    kinds = {
        ledger.RECEIVED: _("Money received"),
        "given": _("Held money given to what it is for"),
        "passed_on": _("Held money passed on to the agency below"),
        "refund_approved": _("Refund approved"),
        "refunded": _("Paid back"),
        "refund_failed": _("Refund failed"),
    }
    names: dict[str, str] = {}
    journal = lines_of(user, period, at)
    agencies = names_of(journal.order_by().values_list("entry__agency_code", flat=True).distinct())
    found = journal.order_by("entry__at", "entry_id", "pk")
    wanted = found.values_list(
        "entry__at", "entry_id", "entry__kind", "entry__payment__reference", "entry__refund__reference",
        "entry__agency_code", "account", "amount", "invoice__reference",
    )  # fmt: skip
    for moment, entry, kind, payment, refund, agency, account, amount, invoice in wanted.iterator(BATCH):
        name = names.setdefault(account, account_name(account))
        debit, credit = (amount, None) if amount > 0 else (None, -amount)
        said = kinds.get(kind, kind)
        place = (agency, agencies.get(agency, ""))
        yield [moment, entry, said, payment, refund, *place, account, name, debit, credit, invoice]


def _of_totals(label: str) -> list[str]:
    return [_("Code"), label, _("Number of payments"), _("Collected"), _("Paid back"), _("Rest")]


def _sums(user: User, period: Period, by: str, at: datetime) -> list[list[Cell]]:
    rows = totals(user, period, by, at)
    return [
        [one.code, one.name, one.payments, one.collected, one.refunded, one.net]
        for one in [*rows, whole(rows)]
    ]
