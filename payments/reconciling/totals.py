"""What came in and went back over a period, by agency, procedure, fee, way of payment or day, as booked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Max, Q, QuerySet, Sum, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import scope_filter
from documents.places import names_of
from documents.registers.period import Period
from payments.models import EntryLine, Invoice
from payments.providers.registry import known_ways
from payments.reach import VIEW
from rules.days import VIETNAM

LONGEST = 366
"""Days of a period."""
BY: dict[str, str | Promise] = {
    "agency": gettext_lazy("Agency"),
    "procedure": gettext_lazy("Procedure"),
    "fee": gettext_lazy("Fee"),
    "provider": gettext_lazy("Way of payment"),
    "day": gettext_lazy("Day"),
}
BACK = Q(entry__kind__startswith="refund")


@dataclass(frozen=True)
class Total:
    """code: what was grouped by; đồng."""

    code: str
    name: str
    payments: int
    collected: int
    refunded: int

    @property
    def net(self) -> int:
        return self.collected - self.refunded


def lines_of(user: User, period: Period, at: Any) -> QuerySet[EntryLine]:
    """Every line of the journal of the period that the officer may see; an agency with those below it."""
    where = scope_filter(user, VIEW, field="entry__agency_code", at=at) & period.covers("entry__at")
    if period.agency:
        below = Q(entry__agency_code__startswith=f"{period.agency}.")
        where &= Q(entry__agency_code=period.agency) | below
    return EntryLine.objects.filter(where)


def totals(user: User, period: Period, by: str, at: Any) -> list[Total]:
    """Rows by name, or by day. What settles nothing (held) is no income and stands in no row."""
    key = _KEYS[by]
    grouped = (
        lines_of(user, period, at)
        .filter(account__startswith="income:")
        .order_by()
        .annotate(code=key, procedure=_PROCEDURE)
        .values("code", *(("account", "procedure") if by == "fee" else ()))
        .annotate(
            payments=Count("entry__payment", distinct=True, filter=~BACK),
            collected=Coalesce(-Sum("amount", filter=~BACK), 0),
            refunded=Coalesce(Sum("amount", filter=BACK), 0),
            last=Max("pk"),
        )
    )
    rows = list(grouped)
    names = _NAMES[by](rows)
    made = [
        Total(
            code=str(row["code"] or ""),
            name=name,
            payments=row["payments"],
            collected=row["collected"],
            refunded=row["refunded"],
        )
        for row, name in zip(rows, names, strict=True)
    ]
    return sorted(made, key=lambda one: one.code if by == "day" else one.name.casefold())


def whole(rows: Iterable[Total]) -> Total:
    """The sum of the rows."""
    several = list(rows)
    return Total(
        code="",
        name=_("Total"),
        payments=sum(one.payments for one in several),
        collected=sum(one.collected for one in several),
        refunded=sum(one.refunded for one in several),
    )


_PROCEDURE = Coalesce(KeyTextTransform("procedure", "invoice__about"), Value(""), output_field=TextField())
_BY_OFFICER = When(fee__startswith="event:", then=Value("event"))
_FEE = Case(_BY_OFFICER, default=F("fee"), output_field=TextField())
_KEYS: dict[str, Any] = {
    "agency": F("entry__agency_code"),
    "procedure": _PROCEDURE,
    "fee": _FEE,
    "provider": F("entry__payment__provider"),
    "day": TruncDate("entry__at", tzinfo=VIETNAM),
}


def _agencies(rows: list[dict[str, Any]]) -> list[str]:
    named = names_of(row["code"] for row in rows)
    return [named.get(row["code"], _("No agency")) for row in rows]


def _last(rows: list[dict[str, Any]]) -> dict[int, tuple[str, Invoice | None]]:
    """{line's id: (fee's id, invoice)} of the newest line of each row: it says what things are called."""
    found = EntryLine.objects.filter(pk__in=[row["last"] for row in rows]).select_related("invoice")
    return {one.pk: (one.fee, one.invoice) for one in found}


def _procedures(rows: list[dict[str, Any]]) -> list[str]:
    last = _last(rows)
    return [_title(last[row["last"]][1], row["code"]) for row in rows]


def _title(invoice: Invoice | None, code: str) -> str:
    title = str(invoice.about.get("title", "")) if invoice else ""
    return f"{code} {title}".strip() if code else title or _("Without a procedure")


def _fees(rows: list[dict[str, Any]]) -> list[str]:
    last = _last(rows)
    return [_label(*last[row["last"]], row["account"]) for row in rows]


def _label(fee: str, invoice: Invoice | None, account: str) -> str:
    kind = _("State charge") if account == "income:charge" else _("Service fee")
    lines = invoice.lines if invoice else []
    label = next((str(one["label"]) for one in lines if str(one["id"])[:64] == fee), "")
    if fee.startswith("event:"):
        label = _("Asked for by an officer")
    title = str(invoice.about.get("title", "")) if invoice else ""
    return " – ".join(part for part in (kind, label, title) if part)


def _ways(rows: list[dict[str, Any]]) -> list[str]:
    known = known_ways()
    return [str(known[row["code"]].label) if row["code"] in known else str(row["code"]) for row in rows]


def _days(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{row['code']:%d/%m/%Y}" for row in rows]


_NAMES: dict[str, Callable[[list[dict[str, Any]]], list[str]]] = {
    "agency": _agencies,
    "procedure": _procedures,
    "fee": _fees,
    "provider": _ways,
    "day": _days,
}
