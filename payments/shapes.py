"""What the API sends and takes of money. Amounts are whole đồng."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from payments.bank.cells import LARGEST
from payments.cashier import CARD, CASH
from payments.fees.wording import how_reckoned
from payments.invoices import payable
from payments.models import CashSession, Invoice, Receipt, Refund
from payments.providers.registry import accounts_of, way_of
from payments.sessions import MOST_NOTES, NOTES, totals
from payments.telling import told


class FeeLineShape(serializers.Serializer[Any]):
    """kind: fee (phí) or charge (lệ phí). reckoned: sentences that say how it came about."""

    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the shape's own part
    amount = serializers.IntegerField()
    legal = serializers.CharField(default="")
    reckoned = serializers.SerializerMethodField()

    def get_reckoned(self, line: dict[str, Any]) -> list[str]:
        return how_reckoned(line)


class DueShape(serializers.Serializer[Any]):
    """What is asked for. state: due, paid, cancelled, refunded. dossier: its code."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    title = serializers.CharField(source="about.title", default="")
    dossier = serializers.CharField(source="code")
    agency = serializers.CharField(source="agency_code")
    agency_name = serializers.CharField()
    amount = serializers.IntegerField()
    state = serializers.CharField()
    issued_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    paid_at = serializers.DateTimeField(allow_null=True)


class ReceiptLinkShape(serializers.Serializer[Any]):
    number = serializers.CharField(source="shown_number")
    code = serializers.CharField()
    amount = serializers.IntegerField()
    state = serializers.CharField()
    issued_at = serializers.DateTimeField()


class WayShape(serializers.Serializer[Any]):
    """way: what to send to /payments."""

    way = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the shape's own part
    says = serializers.CharField()


class DueInFullShape(DueShape):
    lines = FeeLineShape(many=True)
    receipts = ReceiptLinkShape(many=True)
    ways = serializers.SerializerMethodField()

    def get_ways(self, invoice: Invoice) -> list[dict[str, str]]:
        if not payable(timezone.now()).filter(pk=invoice.pk).exists():
            return []
        names = [one.provider for one in accounts_of(invoice.agency_code)]
        return [
            {"way": name, "label": str(way_of(name).label), "says": str(way_of(name).says)} for name in names
        ]


class PayShape(serializers.Serializer[Any]):
    invoices = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=50)
    way = serializers.CharField(max_length=20)


class MoneyBackShape(serializers.Serializer[Any]):
    """Of what the payer was told. state: asked, approved (being paid back), done, failed."""

    reference = serializers.CharField()
    amount = serializers.IntegerField()
    state = serializers.CharField()
    reason = serializers.CharField()
    done_at = serializers.DateTimeField(allow_null=True)


class PaymentShape(serializers.Serializer[Any]):
    """state: started, succeeded, failed, expired. next: where the payer goes, {url}, or what to show."""

    reference = serializers.CharField()
    way = serializers.CharField(source="provider")
    amount = serializers.IntegerField()
    state = serializers.CharField()
    next = serializers.DictField()
    started_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    at = serializers.DateTimeField(allow_null=True)
    invoices = serializers.SerializerMethodField()
    receipts = ReceiptLinkShape(many=True)
    refunds = serializers.SerializerMethodField()

    def get_invoices(self, payment: Any) -> list[str]:
        return [one.reference for one in payment.invoices.order_by("reference")]

    @extend_schema_field(MoneyBackShape(many=True))
    def get_refunds(self, payment: Any) -> list[dict[str, Any]]:
        return list(MoneyBackShape(told(payment), many=True).data)


class ReceiptCheckShape(serializers.Serializer[Any]):
    """What anybody may know of a receipt; payer and dossier only for who may read it, else null.

    state: issued (holds), cancelled, replaced. file: id for /files, once it is printed.
    """

    number = serializers.CharField(source="shown_number")
    form = serializers.CharField(source="series.form")
    symbol = serializers.CharField(source="series.symbol")
    agency_name = serializers.CharField(source="content.agency")
    amount = serializers.IntegerField()
    state = serializers.CharField()
    issued_at = serializers.DateTimeField()
    payer = serializers.SerializerMethodField()
    dossier = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()

    def get_payer(self, receipt: Receipt) -> str | None:
        return str(receipt.content.get("payer", "")) if self.context["mine"] else None

    def get_dossier(self, receipt: Receipt) -> str | None:
        return str(receipt.content.get("subject", "")) if self.context["mine"] else None

    def get_file(self, receipt: Receipt) -> str | None:
        return self.context.get("file") if self.context["mine"] else None


class LookForShape(serializers.Serializer[Any]):
    q = serializers.CharField(
        max_length=100, allow_blank=True, default="", help_text="reference, code or name"
    )


class DeskDueShape(DueShape):
    payer = serializers.CharField(source="about.payer", default="")


class TakeShape(serializers.Serializer[Any]):
    """The whole amount is in hand. slip: of the card terminal, wanted for way "card"."""

    invoices = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=50)
    way = serializers.ChoiceField([CASH, CARD], default=CASH)
    slip = serializers.CharField(max_length=40, default="", allow_blank=True)


class CashSessionShape(serializers.Serializer[Any]):
    """totals: change at the beginning, cash and card taken, paid back, what must be in the drawer."""

    id = serializers.UUIDField()
    number = serializers.CharField(source="slip_number")
    cashier = serializers.CharField()
    agency = serializers.CharField(source="agency_code")
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    counted = serializers.IntegerField(allow_null=True)
    expected = serializers.IntegerField(allow_null=True)
    difference = serializers.IntegerField()
    note = serializers.CharField()
    handed_to = serializers.CharField()


class CashSessionInFullShape(CashSessionShape):
    totals = serializers.SerializerMethodField()
    counts = serializers.DictField(child=serializers.IntegerField())

    def get_totals(self, session: CashSession) -> dict[str, int]:
        return totals(session)


class SeriesShape(serializers.Serializer[Any]):
    """form: of the receipt's kind. symbol: two letters, the year and E. next_number: of the next receipt."""

    agency = serializers.CharField(source="agency_code")
    form = serializers.CharField()
    symbol = serializers.CharField()
    next_number = serializers.IntegerField()


class OpenSeriesShape(serializers.Serializer[Any]):
    agency = serializers.CharField(max_length=32)
    letters = serializers.CharField(max_length=2, help_text="two capital letters: AB gives AB-26E")


class OpenSessionShape(serializers.Serializer[Any]):
    agency = serializers.CharField(max_length=32)
    change = serializers.IntegerField(min_value=0, max_value=LARGEST, default=0)


class CloseSessionShape(serializers.Serializer[Any]):
    """counts: how many notes of each kind, {"500000": 3}."""

    counts = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=MOST_NOTES))
    handed_to = serializers.CharField(max_length=150, default="", allow_blank=True)
    note = serializers.CharField(max_length=500, default="", allow_blank=True)

    def validate_counts(self, counts: dict[str, int]) -> dict[int, int]:
        known = {str(kind): kind for kind in NOTES}
        if strange := sorted(set(counts) - set(known)):
            raise serializers.ValidationError(strange, code="unknown_note")
        return {known[kind]: number for kind, number in counts.items()}


class RefundShape(serializers.Serializer[Any]):
    """invoice: null when the money settled nothing. asked_by: null when the system asked.

    state: asked, approved (being paid back), done, refused, failed.
    """

    id = serializers.UUIDField()
    reference = serializers.CharField()
    payment = serializers.CharField(source="payment.reference")
    invoice = serializers.UUIDField(source="invoice_id", allow_null=True)
    amount = serializers.IntegerField()
    reason = serializers.CharField()
    note = serializers.CharField()
    state = serializers.CharField()
    asked_by = serializers.CharField(allow_null=True)
    asked_at = serializers.DateTimeField()
    decided_by = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)
    why_not = serializers.CharField()


class AskBackShape(serializers.Serializer[Any]):
    """How much goes back, and why."""

    amount = serializers.IntegerField(min_value=1)
    reason = serializers.ChoiceField(Refund.Reason.choices)
    note = serializers.CharField(max_length=500, default="", allow_blank=True)


class AskRefundShape(AskBackShape):
    """invoice: of what was paid for it; without: of what settled nothing."""

    payment = serializers.CharField(max_length=20)
    invoice = serializers.UUIDField(required=False, allow_null=True, default=None)


class RefundActionShape(serializers.Serializer[Any]):
    """reason: of a refusal. reference: of the bank, when it was transferred."""

    reason = serializers.CharField(max_length=200, default="", allow_blank=True)
    reference = serializers.CharField(max_length=100, default="", allow_blank=True)


class ReceiptsWantedShape(serializers.Serializer[Any]):
    """Filters; without days: this month. payer: words of the name."""

    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    agency = serializers.CharField(max_length=32, default="", allow_blank=True)
    symbol = serializers.CharField(max_length=6, default="", allow_blank=True)
    number = serializers.CharField(max_length=7, default="", allow_blank=True)
    payer = serializers.CharField(max_length=100, default="", allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        today = timezone.localdate()
        return {"since": today.replace(day=1), "until": today, **attrs}


class DeskReceiptShape(ReceiptLinkShape):
    id = serializers.UUIDField()
    payer = serializers.CharField(source="content.payer", default="")
    dossier = serializers.CharField(source="content.subject", default="")
    reason = serializers.CharField()


class ReceiptActionShape(serializers.Serializer[Any]):
    """payer, number, address: what the new receipt says instead, when it is replaced."""

    reason = serializers.CharField(max_length=500)
    payer = serializers.CharField(max_length=250, required=False)
    number = serializers.CharField(max_length=20, required=False, allow_blank=True)
    address = serializers.CharField(max_length=250, required=False, allow_blank=True)
