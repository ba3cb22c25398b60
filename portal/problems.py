"""The API's one error format: problem+json (RFC 9457, the shape Wagtail's own next API uses)."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

TITLES = {
    HTTPStatus.BAD_REQUEST: gettext_lazy("Bad Request"),
    HTTPStatus.UNAUTHORIZED: gettext_lazy("Unauthorized"),
    HTTPStatus.FORBIDDEN: gettext_lazy("Forbidden"),
    HTTPStatus.NOT_FOUND: gettext_lazy("Not Found"),
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_lazy("Method Not Allowed"),
    HTTPStatus.NOT_ACCEPTABLE: gettext_lazy("Not Acceptable"),
    HTTPStatus.CONFLICT: gettext_lazy("Conflict"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: gettext_lazy("Request Entity Too Large"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: gettext_lazy("Unsupported Media Type"),
    HTTPStatus.UNPROCESSABLE_ENTITY: gettext_lazy("Unprocessable Entity"),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_lazy("Too Many Requests"),
}


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Any room's error as problem+json {type, title, status, detail, errors: [{loc, code, msg}]}.

    Anything unknown is left to Django: a 500 that is seen and mended, not the caller's fault.
    """
    if isinstance(error, ValidationError):
        return _response(
            HTTPStatus.BAD_REQUEST, "invalid", _("Some of this cannot be accepted."), list(_django(error))
        )
    if isinstance(error, RequestDataTooBig):
        return _response(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", _("The body of the request is too large."), []
        )
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied) and not isinstance(error, exceptions.APIException):
        code = getattr(error, "code", "permission_denied")
        return _response(HTTPStatus.FORBIDDEN, code, str(error) or _("You may not do this."), [])
    answer = exception_handler(error, context)
    if answer is None:
        return None
    assert isinstance(error, exceptions.APIException)
    errors = list(_rest(error.get_full_details()))
    code = errors[0]["code"] if len(errors) == 1 else "invalid"
    detail = errors[0]["msg"] if len(errors) == 1 else _("Some of this cannot be accepted.")
    result = _response(answer.status_code, code, detail, errors)
    for header in ("WWW-Authenticate", "Retry-After"):
        if header in answer:
            result[header] = answer[header]
    return result


def _response(code: int, kind: str, detail: str, errors: list[dict[str, Any]]) -> Response:
    title = str(TITLES.get(HTTPStatus(code), HTTPStatus(code).phrase))
    body = {"type": f"error:{kind}", "title": title, "status": int(code), "detail": detail, "errors": errors}
    return Response(body, status=code, content_type="application/problem+json")


def _django(error: ValidationError) -> Iterator[dict[str, Any]]:
    if hasattr(error, "error_dict"):
        for field, problems in error.error_dict.items():
            for one in problems:
                yield _one(one, [field])
    else:
        for one in error.error_list:
            yield _one(one, [])


def _one(error: ValidationError, loc: list[str]) -> dict[str, Any]:
    """`way_out` ({"text", "url"}) is told where the error knows one."""
    said = {"loc": loc, "code": error.code or "invalid", "msg": " ".join(error.messages)}
    way_out = getattr(error, "way_out", None)
    return {**said, "way_out": way_out} if way_out else said


def _rest(details: Any, loc: tuple[str | int, ...] = ()) -> Iterator[dict[str, Any]]:
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"loc": list(loc), "code": details["code"], "msg": str(details["message"])}
    elif isinstance(details, dict):
        for key, inner in details.items():
            yield from _rest(inner, loc if key == "non_field_errors" else (*loc, key))
    elif isinstance(details, list):
        for index, inner in enumerate(details):
            leaf = isinstance(inner, dict) and set(inner) == {"message", "code"}
            yield from _rest(inner, loc if leaf else (*loc, index))
