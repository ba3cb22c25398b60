"""The catalogue for programs: what is in force, every version of it, its form, agencies and places."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import PUBLIC, allow
from eforms import places
from eforms.headless.schema import json_schema
from eforms.headless.ui import ui_schema
from procedures import agencies, releases
from procedures.choices import Level
from procedures.models import Agency, ReceptionUnit, Release
from procedures.shapes import (
    AgencyShape,
    PlaceShape,
    ProcedureForm,
    ReceptionUnitShape,
    ReleaseShape,
    ReleaseSummary,
)


def _in_force(code: str) -> Release:
    release = releases.in_force(code, timezone.localdate())
    if release is None:
        raise Http404
    return release


@allow(PUBLIC)
class ProcedureDetail(APIView):
    @extend_schema(
        operation_id="procedures_retrieve",
        responses=ReleaseShape,
        summary="A procedure as it is in force today",
    )
    def get(self, request: Request, code: str) -> Response:
        """404 when there is none in force: its releases may still be read."""
        return Response(ReleaseShape(_in_force(code), context={"request": request}).data)


@allow(PUBLIC)
class ProcedureReleases(APIView):
    @extend_schema(responses=ReleaseSummary(many=True), summary="Every published version of a procedure")
    def get(self, request: Request, code: str) -> Response:
        """Newest first; 404 when nothing was ever published under the code."""
        found = list(releases.history(code).defer("content"))
        if not found:
            raise Http404
        return Response(ReleaseSummary(found, many=True).data)


@allow(PUBLIC)
class ProcedureRelease(APIView):
    @extend_schema(responses=ReleaseShape, summary="One published version")
    def get(self, request: Request, code: str, number: int) -> Response:
        """What a dossier filed under it was promised."""
        release = releases.history(code).filter(number=number).first()
        if release is None:
            raise Http404
        return Response(ReleaseShape(release, context={"request": request}).data)


@allow(PUBLIC)
class ProcedureFormDetail(APIView):
    @extend_schema(responses=ProcedureForm, summary="The form of a procedure, as JSON Schema")
    def get(self, request: Request, code: str) -> Response:
        """The version the release in force uses; 404 when it has no form."""
        release = _in_force(code)
        version = release.form_version
        if version is None:
            raise Http404
        return Response(
            {
                "code": code,
                "release": release.number,
                "version": release.content["form"],
                "json_schema": json_schema(version),
                "ui_schema": ui_schema(version.content),
                "content": version.content,
            }
        )


LEVEL = OpenApiParameter("level", str, enum=Level.values)
PROCEDURE = OpenApiParameter(
    "procedure", str, description="Only agencies that settle this procedure (its code)"
)
ABOVE = OpenApiParameter("parent", str, description="Only agencies directly below this one (its code)")


@allow(PUBLIC)
@extend_schema(parameters=[LEVEL, PROCEDURE, ABOVE], summary="Agencies that exist today")
class AgencyList(generics.ListAPIView):
    serializer_class = AgencyShape

    def get_queryset(self) -> QuerySet[Agency]:
        asked = self.request.query_params
        today = timezone.localdate()
        found = agencies.in_force(today)
        if asked.get("procedure"):
            found = agencies.competent(_in_force(asked["procedure"]), today)
        if asked.get("level"):
            found = found.filter(level=asked["level"])
        if asked.get("parent"):
            found = found.filter(parent__code=asked["parent"])
        return found.select_related("parent", "place", "successor").order_by("code", "name")


@allow(PUBLIC)
@extend_schema(
    parameters=[
        OpenApiParameter(
            "agency", str, description="Units where this agency's dossiers are taken in (its code)"
        )
    ],
    summary="Reception units open today",
)
class ReceptionUnitList(generics.ListAPIView):
    serializer_class = ReceptionUnitShape

    def get_queryset(self) -> QuerySet[ReceptionUnit]:
        today, code = timezone.localdate(), self.request.query_params.get("agency")
        if not code:
            return agencies.units_open(today).order_by("name", "pk")
        agency = get_object_or_404(Agency.objects.select_related(agencies.LINE), code=code)
        return agencies.reception_units(agency, today).order_by("name", "pk")


@allow(PUBLIC)
class PlaceList(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter(
                "parent", str, description="Code of a province: its communes. Without: provinces"
            )
        ],
        responses=PlaceShape(many=True),
        summary="Provinces, or the communes of one",
    )
    def get(self, request: Request) -> Response:
        """As they exist today; 404 for a province that does not."""
        today = timezone.localdate()
        parent = request.query_params.get("parent")
        everywhere = places.provinces(today)
        if parent is None:
            return Response(_rows(everywhere))
        if parent not in dict(everywhere):
            raise Http404
        return Response(_rows(places.communes(parent, today)))


def _rows(found: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"code": code, "name": name} for code, name in found]
