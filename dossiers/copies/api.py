"""The register of certified copies for programs."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import OFFICER, allow, holds, user_of
from dossiers.copies import book
from dossiers.copies.rules import copy_rules

PER_PAGE = 100
PERIOD = [
    OpenApiParameter("since", OpenApiTypes.DATE, required=True, description="First day."),
    OpenApiParameter("until", OpenApiTypes.DATE, required=True, description="Last day, with it."),
    OpenApiParameter("agency", str, description="The agency's code; left out, all one may see."),
]


class AskedShape(serializers.Serializer[Any]):
    since = serializers.DateField()
    until = serializers.DateField()
    agency = serializers.CharField(default="", allow_blank=True, max_length=32)
    text = serializers.CharField(default="", allow_blank=True, max_length=100)
    page = serializers.IntegerField(default=1, min_value=1)


class CopyLineShape(serializers.Serializer[Any]):
    """A number of the register; note: why it was not issued."""

    dossier = serializers.CharField(source="dossier_id")
    number = serializers.CharField()
    book = serializers.CharField()
    entered = serializers.DateTimeField()
    asked_by = serializers.CharField()
    title = serializers.CharField()
    signer = serializers.CharField()
    copies = serializers.IntegerField()
    pages = serializers.IntegerField()
    fee = serializers.IntegerField()
    agency = serializers.CharField()
    state = serializers.CharField()
    note = serializers.CharField()


class CopyLinesShape(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    pages = serializers.IntegerField()
    lines = CopyLineShape(many=True)


class CopyFiguresShape(serializers.Serializer[Any]):
    """An agency in a month of requests; pages, fees (đồng): of those done."""

    agency = serializers.CharField()
    month = serializers.DateField()
    asked = serializers.IntegerField()
    done = serializers.IntegerField()
    refused = serializers.IntegerField()
    pages = serializers.IntegerField()
    fees = serializers.IntegerField()


def _asked(request: Request) -> tuple[book.Asked, int]:
    shape = AskedShape(data=request.query_params)
    shape.is_valid(raise_exception=True)
    said = dict(shape.validated_data)
    page = said.pop("page")
    return book.Asked(**said), page


class ReasonsShape(serializers.Serializer[Any]):
    reasons = serializers.ListField(child=serializers.CharField())


@allow(OFFICER)
class CopyReasons(APIView):
    @extend_schema(
        responses=ReasonsShape,
        summary="Reasons for which a certified copy is refused: what `refusal` of the action compare may be",
    )
    def get(self, request: Request) -> Response:
        return Response(ReasonsShape({"reasons": copy_rules().choices()}).data)


@allow(holds("copies.register"))
class Copies(APIView):
    @extend_schema(
        parameters=[*PERIOD, OpenApiParameter("text", str), OpenApiParameter("page", int)],
        responses=CopyLinesShape,
        summary="The register of certified copies, a hundred numbers a page",
    )
    def get(self, request: Request) -> Response:
        asked, number = _asked(request)
        pages = Paginator(book.found(user_of(request), asked, timezone.now()), PER_PAGE)
        lines = book.lines(pages.get_page(number).object_list)
        return Response(CopyLinesShape({"count": pages.count, "pages": pages.num_pages, "lines": lines}).data)


@allow(holds("copies.register"))
class CopyFigures(APIView):
    @extend_schema(
        parameters=PERIOD,
        responses=CopyFiguresShape(many=True),
        summary="Certified copies by agency and month: requests, done, refused, pages, fees",
    )
    def get(self, request: Request) -> Response:
        asked, _page = _asked(request)
        return Response(
            CopyFiguresShape(book.figures(user_of(request), asked, timezone.now()), many=True).data
        )
