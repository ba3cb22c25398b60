"""Signing for programs: what waits, a session by a code, choose, refuse; through the verbs of the pages."""

from __future__ import annotations

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import allow, user_of
from documents.desk import shapes
from documents.desk.signing import MOST, SIGNS, chosen_of, mine
from documents.errors import SigningRefused
from documents.serving import file_response
from documents.signing.giving import choose, refuse
from documents.signing.sessions import close_session, open_session, session_of
from documents.signing.waiting import open_for


@allow(SIGNS)
class ToSign(APIView):
    @extend_schema(
        responses=shapes.ToSignShape(many=True),
        summary="Documents that wait for one's signature or the agency's seal; the oldest 1,000",
        tags=["documents"],
    )
    def get(self, request: Request) -> Response:
        rows = open_for(user_of(request), timezone.now())[:MOST]
        return Response(shapes.ToSignShape(rows, many=True).data)

    @extend_schema(
        request=shapes.SignTheseShape,
        responses={202: shapes.SignedShape},
        summary="Have documents signed in the session that is open; the worker signs them one by one",
        tags=["documents"],
    )
    def post(self, request: Request) -> Response:
        officer, at = user_of(request), timezone.now()
        asked = shapes.SignTheseShape(data=request.data)
        asked.is_valid(raise_exception=True)
        session = session_of(officer, at)
        if session is None:
            raise SigningRefused("session_over")
        wanted = chosen_of(officer, asked.validated_data["signatures"], everything=False, at=at)
        told = {"chosen": choose(wanted, session, at)}
        return Response(shapes.SignedShape(told).data, status=status.HTTP_202_ACCEPTED)


@allow(SIGNS)
class SigningSessions(APIView):
    @extend_schema(
        request=shapes.OpenSigningShape,
        responses={201: shapes.SigningSessionShape},
        summary="Open 15 minutes of signing with a one-time code",
        tags=["documents"],
    )
    def post(self, request: Request) -> Response:
        asked = shapes.OpenSigningShape(data=request.data)
        asked.is_valid(raise_exception=True)
        session = open_session(user_of(request), asked.validated_data["code"], timezone.now())
        return Response(shapes.SigningSessionShape(session).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        request=None, responses={204: None}, summary="End one's time for signing", tags=["documents"]
    )
    def delete(self, request: Request) -> Response:
        close_session(user_of(request), timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@allow(SIGNS)
class PaperToSign(APIView):
    @extend_schema(
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
        summary="The document as it stands, for whoever is asked to sign it",
        tags=["documents"],
    )
    def get(self, request: Request, signature_id: int) -> FileResponse:
        return file_response(mine(request, signature_id).document.file)


@allow(SIGNS)
class RefuseToSign(APIView):
    @extend_schema(
        request=shapes.RefuseSignatureShape,
        responses={204: None},
        summary="Do not sign a document, and say why",
        tags=["documents"],
    )
    def post(self, request: Request, signature_id: int) -> Response:
        asked = shapes.RefuseSignatureShape(data=request.data)
        asked.is_valid(raise_exception=True)
        found = mine(request, signature_id)
        refuse(found, user_of(request), asked.validated_data["reason"], timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
