"""What programs send and get of reconciliations and totals."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from payments.models import ProviderAccount, Reconciliation, ReconciliationRow
from payments.reconciling.totals import BY, LONGEST


class ReconciliationShape(serializers.ModelSerializer[Reconciliation]):
    """A day of an account and how it came out. Amounts in đồng; agency "": all that have no own account."""

    provider = serializers.CharField(source="account.provider")
    agency = serializers.CharField(source="account.agency_code")
    account = serializers.IntegerField(source="account_id")

    class Meta:
        model = Reconciliation
        fields = (
            "id",
            "account",
            "provider",
            "agency",
            "day",
            "source",
            "made_at",
            "matched",
            "recovered",
            "missing_here",
            "missing_there",
            "amount_differs",
            "ours",
            "theirs",
        )


class RowShape(serializers.ModelSerializer[ReconciliationRow]):
    """ours, theirs: đồng, below zero for a refund; null: that side does not have it.

    recovered: its notice was lost and it was found by asking. resolution: what became of a row that does not
    match.
    """

    payment = serializers.CharField(source="payment.reference", default=None, allow_null=True)
    refund = serializers.CharField(source="refund.reference", default=None, allow_null=True)
    agency = serializers.CharField(source="agency_code")

    class Meta:
        model = ReconciliationRow
        fields = (
            "id",
            "outcome",
            "agency",
            "reference",
            "provider_reference",
            "payment",
            "refund",
            "ours",
            "theirs",
            "recovered",
            "resolution",
            "resolved_at",
        )


class CompareShape(serializers.Serializer[Any]):
    """account: number of the way of payment. file: a report of the provider (CSV, XLSX), multipart only."""

    account = serializers.PrimaryKeyRelatedField(queryset=ProviderAccount.objects.all())
    day = serializers.DateField()
    file = serializers.FileField(required=False)


class ResolveShape(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class TotalsAskedShape(serializers.Serializer[Any]):
    """A year at most; agency with those below it."""

    since = serializers.DateField(help_text="First day.")
    until = serializers.DateField(help_text=f"Last day, at most {LONGEST} days after the first.")
    by = serializers.ChoiceField(choices=list(BY), default="agency")
    agency = serializers.CharField(required=False, max_length=32)


class TotalShape(serializers.Serializer[Any]):
    """What came in (collected) and went back (refunded), in đồng; net is what is left."""

    code = serializers.CharField(allow_blank=True)
    name = serializers.CharField()
    payments = serializers.IntegerField()
    collected = serializers.IntegerField()
    refunded = serializers.IntegerField()
    net = serializers.IntegerField()
