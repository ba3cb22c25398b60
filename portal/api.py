"""The API's root: where a program starts."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts.access import PUBLIC, allow


def only_ours(endpoints: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """For the OpenAPI document: the editors' admin has an API of its own, for its own pages only."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


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
