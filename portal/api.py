"""The API's root: where a program starts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts.access import PUBLIC, allow
from portal.problems import problem


def only_ours(endpoints: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """For the OpenAPI document: the editors' admin has an API of its own, for its own pages only."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


PROBLEM = {
    "type": "object",
    "description": "Why a request was refused (RFC 9457). `errors` says it of each part of the request.",
    "properties": {
        "type": {"type": "string", "example": "error:not_in_this_status"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "loc": {"type": "array", "items": {"oneOf": [{"type": "string"}, {"type": "integer"}]}},
                    "code": {"type": "string"},
                    "msg": {"type": "string"},
                },
                "required": ["loc", "code", "msg"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "errors"],
}


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """For the OpenAPI document: every operation may answer with a problem."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for methods in result["paths"].values():
        for operation in methods.values():
            operation["responses"]["4XX"] = {"description": "Refused, and why", "content": content}
    return result


@allow(PUBLIC)
@csrf_exempt
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address the API does not have, in the API's own words instead of a page."""
    answer = problem(NotFound(), {})
    assert answer is not None
    return JsonResponse(answer.data, status=answer.status_code, content_type=answer.content_type)


@extend_schema(responses=OpenApiTypes.OBJECT, summary="Where to start")
@allow(PUBLIC)
@api_view(["GET"])
def root(request: Request) -> Response:
    """Addresses of the API's entry points."""
    return Response(
        {
            "procedures": request.build_absolute_uri("procedures"),
            "openapi": reverse("api:openapi", request=request),
            "tokens": request.build_absolute_uri("tokens"),
        }
    )
