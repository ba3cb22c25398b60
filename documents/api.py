"""For programs: read a file one may read, check a document anybody may check."""

from __future__ import annotations

import uuid

from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import PUBLIC, allow
from documents.files import readable
from documents.models import IssuedDocument, StoredFile
from documents.serving import file_response
from documents.verify import find


class IssuedDocumentSerializer(serializers.ModelSerializer[IssuedDocument]):
    sha256 = serializers.CharField(source="file.sha256", help_text="of the PDF, to compare with a copy")

    class Meta:
        model = IssuedDocument
        fields = ["verify_code", "kind", "title", "number", "agency_name", "issued_at", "sha256"]


@allow(PUBLIC)
class IssuedDocumentView(APIView):
    @extend_schema(
        responses=IssuedDocumentSerializer, summary="Check a document by its code", tags=["documents"]
    )
    def get(self, request: Request, code: str) -> Response:
        document = find(code)
        if document is None:
            raise Http404
        return Response(IssuedDocumentSerializer(document).data)


@allow(PUBLIC)  # who may read is asked of the room that has the file; to everybody else it does not exist
class FileView(APIView):
    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        summary="Read a file",
        tags=["documents"],
    )
    def get(self, request: Request, file_id: uuid.UUID) -> FileResponse:
        stored = StoredFile.objects.filter(pk=file_id).first()
        if stored is None or not readable(request, stored):
            raise Http404
        return file_response(stored)
