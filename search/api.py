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
from search.query import LONGEST, PAGE_SIZE, Results, find


class Asked(serializers.Serializer):
    """Words and filters."""

    q = serializers.CharField(required=False, default="", allow_blank=True, max_length=LONGEST)
    field = serializers.CharField(required=False, default="", allow_blank=True, max_length=255)
    level = serializers.ChoiceField(required=False, default="", allow_blank=True, choices=Level.choices)
    page = serializers.IntegerField(required=False, default=1, min_value=1, max_value=100_000)
    page_size = serializers.IntegerField(required=False, default=PAGE_SIZE, min_value=1, max_value=100)


class Found(serializers.Serializer):
    """A procedure in a list."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    field = serializers.CharField()
    levels = serializers.ListField(child=serializers.ChoiceField(choices=Level.choices))
    online_level = serializers.ChoiceField(choices=OnlineLevel.choices)
    page = serializers.SerializerMethodField(help_text="Address of the public page")
    detail = serializers.SerializerMethodField(help_text="Address of the procedure in this API")

    def get_page(self, entry: Any) -> str:
        return str(self.context["request"].build_absolute_uri(entry.url))

    def get_detail(self, entry: Any) -> str:
        return str(self.context["request"].build_absolute_uri(f"/api/v1/procedures/{entry.code}"))


class FieldFound(serializers.Serializer):
    """A field in which the words are found."""

    key = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField()


class FoundPage(serializers.Serializer):
    """One page of what was found."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    fields_found = FieldFound(many=True)
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
        """Words with or without Vietnamese accents, or a code; no words list everything. Best first."""
        asked = Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        results = find(
            values["q"],
            field=values["field"],
            level=values["level"],
            page=values["page"],
            size=values["page_size"],
            at=timezone.now(),
        )
        return Response(_page(request, results))


def _page(request: Request, results: Results) -> dict[str, Any]:
    query, address = results.query, request.build_absolute_uri()
    return {
        "count": results.total,
        "next": replace_query_param(address, "page", query.page + 1)
        if query.page * query.size < results.total
        else None,
        "previous": replace_query_param(address, "page", query.page - 1) if query.page > 1 else None,
        "fields_found": FieldFound(results.fields, many=True).data,
        "results": Found(results.entries, many=True, context={"request": request}).data,
    }
