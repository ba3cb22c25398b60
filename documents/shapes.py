"""What programs read and send about documents."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.models import IssuedDocument, Revocation, Signature
from documents.proving.checking import Checked
from documents.proving.report import Kind, Later, State, Verdict
from documents.verify import reason_of, signatures_of

SEEN_KINDS = [(one.value, one.value) for one in Kind]


class GivenShape(serializers.ModelSerializer[Signature]):
    class Meta:
        model = Signature
        fields = ["kind", "signer", "serial", "signed_at"]


class IssuedDocumentShape(serializers.ModelSerializer[IssuedDocument]):
    sha256 = serializers.CharField(source="file.sha256", help_text="of the PDF, to compare with a copy")
    state = serializers.ChoiceField(choices=["in_force", "revoked", "replaced"])
    reason = serializers.SerializerMethodField(help_text="why it no longer counts, from a list")
    replaced_by = serializers.CharField(
        source="replaced_by.verify_code", allow_null=True, default=None, help_text="code of the new document"
    )
    signatures = serializers.SerializerMethodField()

    class Meta:
        model = IssuedDocument
        fields = [
            "verify_code",
            "kind",
            "title",
            "certifies",
            "number",
            "agency_name",
            "issued_at",
            "sha256",
            "state",
            "ended_at",
            "reason",
            "replaced_by",
            "signatures",
        ]

    def get_reason(self, document: IssuedDocument) -> str:
        return document.end_reason if reason_of(document) else ""

    @extend_schema_field(GivenShape(many=True))
    def get_signatures(self, document: IssuedDocument) -> Any:
        return GivenShape(signatures_of(document), many=True).data


class FileShape(serializers.Serializer[Any]):
    file = serializers.FileField(allow_empty_file=True)


class SeenShape(serializers.Serializer[Any]):
    field = serializers.CharField()
    kind = serializers.ChoiceField(choices=SEEN_KINDS)
    state = serializers.ChoiceField(choices=[one.value for one in State])
    name = serializers.CharField(help_text="of the certificate (CN)")
    organisation = serializers.CharField(help_text="of the certificate (O)")
    issuer = serializers.CharField()
    serial = serializers.CharField(help_text="hexadecimal")
    at = serializers.CharField(help_text="ISO 8601; empty when nobody says")
    stamped = serializers.BooleanField(help_text="the time is proven by a time stamp")
    whole = serializers.BooleanField(help_text="it covers the file to its last byte")
    later = serializers.ChoiceField(choices=[one.value for one in Later], help_text="what was added after it")
    why = serializers.CharField(help_text="for specialists, English")


class ReportShape(serializers.Serializer[Any]):
    verdict = serializers.ChoiceField(choices=[one.value for one in Verdict])
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    pages = serializers.IntegerField()
    notes = serializers.ListField(child=serializers.CharField())
    why = serializers.CharField()
    signatures = SeenShape(many=True)


class CheckedShape(serializers.Serializer[Checked]):
    sound = serializers.BooleanField(
        help_text="ours as issued and in force, or signed by people the portal trusts and not changed"
    )
    version = serializers.ChoiceField(
        choices=["same", "earlier", ""], help_text="of our document; empty: not one of ours"
    )
    document = IssuedDocumentShape(allow_null=True)
    report = ReportShape()


class AskRevocationShape(serializers.Serializer[Any]):
    document = serializers.CharField(help_text="its verification code", max_length=40)
    reason = serializers.ChoiceField(choices=Revocation.Reason.choices)
    words = serializers.CharField(max_length=500, help_text="for whoever decides; never public")
    replacement = serializers.CharField(
        max_length=40, required=False, allow_blank=True, help_text="code of the document in its place"
    )


class DecisionShape(serializers.Serializer[Any]):
    approve = serializers.BooleanField()
    code = serializers.CharField(
        max_length=20, default="", allow_blank=True, help_text="one-time code, to approve"
    )
    why_not = serializers.CharField(max_length=500, default="", allow_blank=True)


class RevocationShape(serializers.ModelSerializer[Revocation]):
    document = serializers.CharField(source="document.verify_code")
    replacement = serializers.CharField(source="replacement.verify_code", allow_null=True, default=None)

    class Meta:
        model = Revocation
        fields = [
            "id",
            "document",
            "reason",
            "words",
            "replacement",
            "asked_at",
            "outcome",
            "decided_at",
            "why_not",
        ]
