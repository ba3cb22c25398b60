"""What a dossier costs and what is to be paid for it, for programs."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class InvoiceShape(serializers.Serializer[Any]):
    """amount: đồng. moment: filing, acceptance, supplement, return; "": an officer asked for it."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    amount = serializers.IntegerField()
    state = serializers.CharField()
    moment = serializers.CharField()
    expires_at = serializers.DateTimeField(allow_null=True)


class CostShape(serializers.Serializer[Any]):
    """A fee by the rules of the procedure. amount: đồng; null where an officer fixes it or nobody can tell.

    how: how it was reckoned, sentence by sentence. problem: why it cannot be told.
    """

    id = serializers.CharField()
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    amount = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    when = serializers.CharField()
    how = serializers.ListField(child=serializers.CharField())
    problem = serializers.CharField()
