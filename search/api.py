"""GET /api/v1/procedures: find procedures, or list them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from accounts.access import PUBLIC, allow
from procedures.choices import Level, OnlineLevel
from search.finding import find, site_of
from search.models import Audience
from search.query import BEST, BY_NAME, FACETS, LAST_PAGE, LONGEST, PAGE_SIZE, Results, query_of


class Asked(serializers.Serializer):
    """Words and filters."""

    q = serializers.CharField(required=False, default="", allow_blank=True, max_length=LONGEST)
    field = serializers.CharField(required=False, default="", allow_blank=True, max_length=255)
    agency = serializers.CharField(required=False, default="", allow_blank=True, max_length=255)
    level = serializers.ChoiceField(required=False, default="", allow_blank=True, choices=Level.choices)
    online = serializers.ChoiceField(
        required=False, default="", allow_blank=True, choices=OnlineLevel.choices
    )
    subject = serializers.ChoiceField(required=False, default="", allow_blank=True, choices=Audience.choices)
    free = serializers.ChoiceField(required=False, default="", allow_blank=True, choices=["yes"])
    sort = serializers.ChoiceField(required=False, default=BEST, allow_blank=True, choices=[BY_NAME])
    page = serializers.IntegerField(required=False, default=1, min_value=1, max_value=LAST_PAGE)
    page_size = serializers.IntegerField(required=False, default=PAGE_SIZE, min_value=1, max_value=100)


class Found(serializers.Serializer):
    """A procedure in a list."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    field = serializers.CharField()
    levels = serializers.ListField(child=serializers.ChoiceField(choices=Level.choices))
    online_level = serializers.ChoiceField(choices=OnlineLevel.choices)
    agency = serializers.CharField()
    time_limit = serializers.CharField(source="time_text", help_text="In words, in the reader's language")
    fee = serializers.CharField(source="fee_text", help_text="In words, with its condition, or empty")
    can_file = serializers.BooleanField(help_text="Whether it can be filed here online")
    page = serializers.SerializerMethodField(help_text="Address of the public page")
    detail = serializers.SerializerMethodField(help_text="Address of the procedure in this API")

    def get_page(self, entry: Any) -> str:
        return str(self.context["request"].build_absolute_uri(entry.url))

    def get_detail(self, entry: Any) -> str:
        return str(self.context["request"].build_absolute_uri(f"/api/v1/procedures/{entry.code}"))


class ValueFound(serializers.Serializer):
    """A value by which what was found can be narrowed."""

    key = serializers.CharField(help_text="As it is sent to narrow")
    name = serializers.CharField()
    count = serializers.IntegerField()


class Counts(serializers.Serializer):
    """Each counted under the other filters."""

    field = ValueFound(many=True)
    level = ValueFound(many=True)
    agency = ValueFound(many=True)
    online = ValueFound(many=True)
    subject = ValueFound(many=True)
    free = ValueFound(many=True)


class FoundPage(serializers.Serializer):
    """One page of what was found."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    understood_as = serializers.CharField(help_text="The words as put right; empty when they stand as typed")
    counts = Counts()
    results = Found(many=True)


@allow(PUBLIC)
class ProcedureList(APIView):
    """Procedures in force."""

    @extend_schema(
        operation_id="procedures_list",
        parameters=[Asked],
        responses=FoundPage,
        summary="Find procedures, or list them",
    )
    def get(self, request: Request) -> Response:
        """Everyday words, with or without accents or slips, or a code. Best first; no words list all."""
        asked = Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        query = query_of(
            values["q"],
            filters=values,
            sort=values["sort"],
            page=values["page"],
            size=values["page_size"],
            on=timezone.localdate(),
            begun=False,
        )
        return Response(_page(request, find(query, site=site_of(request))))


def _page(request: Request, results: Results) -> dict[str, Any]:
    query, address = results.query, request.build_absolute_uri()
    return {
        "count": results.total,
        "next": replace_query_param(address, "page", query.page + 1)
        if query.page * query.size < results.total
        else None,
        "previous": replace_query_param(address, "page", query.page - 1) if query.page > 1 else None,
        "understood_as": results.put_right,
        "counts": Counts({facet: results.counts.get(facet, ()) for facet in FACETS}).data,
        "results": Found(results.entries, many=True, context={"request": request}).data,
    }
