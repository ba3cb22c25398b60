"""The body of an API request as JSON: of a bounded size and depth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

HALF_A_LETTER = rb"\ud"  # how an escape begins that no database and no answer can hold alone


class BoundedJSONParser(JSONParser):
    """As DRF's, which reads a body of any length and stumbles over a hundred thousand brackets.

    Raises RequestDataTooBig (413) and ParseError (400).
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        request = (parser_context or {})["request"]
        length = request.META.get("CONTENT_LENGTH") or "0"
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        body = stream.read()
        try:
            data = super().parse(BytesIO(body), media_type, parser_context)
            if HALF_A_LETTER in body.lower():
                json.dumps(data, ensure_ascii=False).encode()
        except RecursionError:
            raise ParseError(_("The JSON is nested too deeply.")) from None
        except UnicodeEncodeError:
            raise ParseError(_("The JSON holds half a letter (an unpaired surrogate).")) from None
        return data
