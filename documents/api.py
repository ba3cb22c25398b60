"""For programs: read a file one may read, check a document anybody may check, revoke one."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import PUBLIC, allow, holds, user_of
from documents import shapes
from documents.desk.revoking import EITHER, SHOWN
from documents.files import readable
from documents.models import StoredFile
from documents.proving.checking import check
from documents.proving.guarded import Busy
from documents.proving.pages import BUSY
from documents.proving.revoking import APPROVE, ASK, approve, ask, deny, document_for, seen_by
from documents.serving import file_response
from documents.verify import find


@allow(PUBLIC)
class IssuedDocumentView(APIView):
    @extend_schema(
        responses=shapes.IssuedDocumentShape,
        summary="Check a document by its code: who signed it, whether it still counts",
        tags=["documents"],
    )
    def get(self, request: Request, code: str) -> Response:
        document = find(code)
        if document is None:
            raise Http404
        return Response(shapes.IssuedDocumentShape(document).data)


@allow(PUBLIC)
class VerifyView(APIView):
    parser_classes = (MultiPartParser,)

    @extend_schema(
        request={"multipart/form-data": shapes.FileShape},
        responses=shapes.CheckedShape,
        summary="Check a PDF: is it one of ours, what do its signatures prove?",
        tags=["documents"],
    )
    def post(self, request: Request) -> Response:
        """The file is examined and forgotten. 429 while many are being examined."""
        asked = shapes.FileShape(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            checked = check(asked.validated_data["file"], timezone.now())
        except Busy:
            raise exceptions.Throttled(detail=str(BUSY)) from None
        return Response(shapes.CheckedShape(checked).data)


@allow(EITHER)
class RevocationsView(APIView):
    @extend_schema(
        responses=shapes.RevocationShape(many=True),
        summary="Revocations asked for at one's agencies, the newest 100",
        tags=["documents"],
    )
    def get(self, request: Request) -> Response:
        rows = seen_by(user_of(request), timezone.now())[:SHOWN]
        return Response(shapes.RevocationShape(rows, many=True).data)

    @allow(holds(ASK))
    @extend_schema(
        request=shapes.AskRevocationShape,
        responses={201: shapes.RevocationShape},
        summary="Ask for a document to be revoked or replaced",
        tags=["documents"],
    )
    def post(self, request: Request) -> Response:
        officer, at = user_of(request), timezone.now()
        asked = shapes.AskRevocationShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(asked.validated_data)
        document = document_for(officer, said.pop("document"), at)
        typed = said.pop("replacement", "")
        replacement = find(typed)
        if typed and replacement is None:
            raise Http404
        found = ask(document, by=officer, at=at, replacement=replacement, **said)
        return Response(shapes.RevocationShape(found).data, status=status.HTTP_201_CREATED)


@allow(holds(APPROVE))
class DecisionView(APIView):
    @extend_schema(
        request=shapes.DecisionShape,
        responses=shapes.RevocationShape,
        summary="Approve a revocation with a one-time code, or deny it with a reason",
        tags=["documents"],
    )
    def post(self, request: Request, revocation_id: uuid.UUID) -> Response:
        officer, at = user_of(request), timezone.now()
        found = get_object_or_404(seen_by(officer, at), pk=revocation_id)
        asked = shapes.DecisionShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        try:
            if said["approve"]:
                found = approve(found, by=officer, code=said["code"], at=at)
            else:
                found = deny(found, by=officer, why=said["why_not"], at=at)
        except ValidationError as refused:
            raise ValidationError({"code" if said["approve"] else "why_not": refused}) from refused
        return Response(shapes.RevocationShape(found).data)


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
