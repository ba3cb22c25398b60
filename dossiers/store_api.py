"""The applicant's store for officers' programs: the purpose first, then the papers; each look is logged."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import FileResponse, Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import allow, holds, user_of
from documents.keeping.api import KeptPaperShape
from documents.serving import file_response
from dossiers import people_store
from dossiers.desk.case import seen_by


class PurposeShape(serializers.Serializer[Any]):
    """What is looked for, and why; the owner reads it."""

    purpose = serializers.CharField(max_length=140)


class StoreShape(serializers.Serializer[Any]):
    """purpose: empty before one was given; then there are no papers either."""

    purpose = serializers.CharField()
    papers = KeptPaperShape(many=True)


@allow(holds(people_store.ACTION))
class PersonStore(APIView):
    @extend_schema(responses=StoreShape, summary="Papers in the applicant's store, once a purpose was given")
    def get(self, request: Request, dossier_id: uuid.UUID) -> Response:
        dossier = seen_by(request, dossier_id)
        purpose, found = people_store.seen(user_of(request), dossier, timezone.now())
        return Response(StoreShape({"purpose": purpose, "papers": found}).data)

    @extend_schema(
        request=PurposeShape,
        responses={201: StoreShape},
        summary="Say what is looked for in the applicant's store; it is logged and shown to its owner",
    )
    def post(self, request: Request, dossier_id: uuid.UUID) -> Response:
        dossier, at = seen_by(request, dossier_id), timezone.now()
        asked = PurposeShape(data=request.data)
        asked.is_valid(raise_exception=True)
        people_store.look(user_of(request), dossier, asked.validated_data["purpose"], at)
        purpose, found = people_store.seen(user_of(request), dossier, at)
        return Response(
            StoreShape({"purpose": purpose, "papers": found}).data, status=status.HTTP_201_CREATED
        )


@allow(holds(people_store.ACTION))
class PersonPaper(APIView):
    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        summary="A paper of the applicant's store; the look is logged",
    )
    def get(self, request: Request, dossier_id: uuid.UUID, paper_id: uuid.UUID) -> FileResponse:
        dossier = seen_by(request, dossier_id)
        found = people_store.read(user_of(request), dossier, paper_id, timezone.now())
        if found is None or found.current_file is None:
            raise Http404
        return file_response(found.current_file)
