"""What the API sends and takes of signing."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from documents.errors import SIGNING
from documents.models import IssuedDocument, Signature, SigningSession


class ToSignDocumentShape(serializers.ModelSerializer[IssuedDocument]):
    class Meta:
        model = IssuedDocument
        fields = ["id", "kind", "title", "number", "agency_code", "agency_name", "issued_at"]


class ToSignShape(serializers.ModelSerializer[Signature]):
    """state: wanted, chosen (being signed), failed (why says it). kind: personal or seal.
    role: who alone signs at the agency; empty: whoever may sign there."""

    document = ToSignDocumentShape()
    why = serializers.SerializerMethodField()

    class Meta:
        model = Signature
        fields = ["id", "kind", "agency_code", "role", "state", "why", "document"]

    def get_why(self, one: Signature) -> str:
        return str(SIGNING.get(one.note, one.note)) if one.state == Signature.State.FAILED else ""


class OpenSigningShape(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=12, allow_blank=True, default="")


class SigningSessionShape(serializers.ModelSerializer[SigningSession]):
    class Meta:
        model = SigningSession
        fields = ["id", "opened_at", "until"]


class SignTheseShape(serializers.Serializer[Any]):
    signatures = serializers.ListField(
        child=serializers.IntegerField(min_value=1), min_length=1, max_length=1000
    )


class SignedShape(serializers.Serializer[Any]):
    """How many of them are new; those chosen before are not counted."""

    chosen = serializers.IntegerField()


class RefuseSignatureShape(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)
