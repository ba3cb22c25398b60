"""What the API of bank statements and transfers sends and takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from payments.bank.lines import problem_text
from payments.models import BankStatement


class BankAccountShape(serializers.Serializer[Any]):
    """An account transfers by VietQR come to. agency: with those below it."""

    id = serializers.IntegerField()
    agency = serializers.CharField(source="agency_code")
    bank = serializers.CharField(source="options.bank")
    bank_name = serializers.CharField(source="options.bank_name", default="")
    account = serializers.CharField(source="options.account")
    holder = serializers.CharField(source="options.holder", default="")
    offered = serializers.BooleanField(source="on")


class GivenStatementShape(serializers.Serializer[Any]):
    """account: id of /desk/bank-accounts. file: CSV, XLSX or CAMT.053; multipart only."""

    account = serializers.IntegerField()
    file = serializers.FileField()


class FiguresShape(serializers.Serializer[Any]):
    """Lines: matched with a payment; held, since they match none; known from before; of money that went out;

    that could not be read.
    """

    matched = serializers.IntegerField()
    held = serializers.IntegerField()
    known = serializers.IntegerField()
    outgoing = serializers.IntegerField()
    bad = serializers.IntegerField()


class LineProblemShape(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    code = serializers.CharField()
    msg = serializers.CharField()


class StatementShape(serializers.Serializer[BankStatement]):
    """problems: lines that could not be read, the first 500."""

    id = serializers.IntegerField()
    account = serializers.IntegerField(source="account_id")
    agency = serializers.CharField(source="agency_code")
    name = serializers.CharField()
    taken_in_at = serializers.DateTimeField()
    first_day = serializers.DateField(allow_null=True)
    last_day = serializers.DateField(allow_null=True)
    figures = FiguresShape()
    problems = serializers.SerializerMethodField()

    @extend_schema_field(LineProblemShape(many=True))
    def get_problems(self, statement: BankStatement) -> list[dict[str, Any]]:
        return [
            {"line": line, "code": code, "msg": problem_text(line, code, said)}
            for line, code, said in statement.problems
        ]


class TransferShape(serializers.Serializer[Any]):
    """Money on our account. held: đồng that settle nothing. code: why; named: the reference it names."""

    reference = serializers.CharField(source="payment.reference")
    agency = serializers.CharField(source="payment.agency_code")
    booked = serializers.DateField(allow_null=True)
    amount = serializers.IntegerField(source="payment.amount")
    held = serializers.IntegerField(source="payment.held")
    bank_number = serializers.CharField(source="payment.provider_reference")
    description = serializers.CharField()
    named = serializers.CharField()
    code = serializers.CharField(source="outcome")
    why = serializers.CharField(source="told")


class GiveShape(serializers.Serializer[Any]):
    """reference: of an invoice (YC…) or a payment (TT…)."""

    reference = serializers.CharField(max_length=40)
