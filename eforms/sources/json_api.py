"""Any HTTP API that answers JSON about a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import jmespath
from django.conf import settings
from django.utils.translation import gettext_lazy
from jmespath.exceptions import JMESPathError

from effects.outside import options, secrets
from effects.outside.asking import ask
from eforms.sources.contract import PARTS, Params, Person, SourceDown

LABEL = gettext_lazy("HTTP API that answers JSON")
SECONDS = 3
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "url": {"type": "string", "maxLength": 500},
        "method": {"enum": ["POST", "GET"]},
        "send": {"type": "object", "additionalProperties": {"enum": list(PARTS)}, "minProperties": 1},
        "headers": options.HEADERS,
        "seconds": {"type": "number", "minimum": 0.2, "maximum": 10},
        "result": options.PATH,
    },
    "required": ["url", "send"],
    "additionalProperties": False,
}


def check_config(params: Params) -> list[str]:
    """The options' form, the server, the secrets they name."""
    wrong = options.problems(SCHEMA, params)
    if wrong:
        return wrong
    headers, known = params.get("headers", {}), settings.DATA_SOURCE_SECRETS
    return [
        *options.server_problems(params["url"], settings.DATA_SOURCE_HOSTS, "DATA_SOURCE_HOSTS"),
        *options.secret_problems(headers, known, "DATA_SOURCE_SECRET_"),
        *options.path_problems(params, ["result"]),
    ]


def reads(params: Params) -> set[str]:
    return set(params.get("send", {}).values())


def fetch(person: Person, params: Params) -> dict[str, Any]:
    """Ask once. With POST (the default) what is known of the person goes into the body, never the address."""
    said = {name: person[part] for name, part in params["send"].items()}
    headers = secrets.with_secrets(params.get("headers", {}), settings.DATA_SOURCE_SECRETS)
    url, method = params["url"], params.get("method", "POST")
    if method == "GET":
        url = f"{url}{'&' if '?' in url else '?'}{urlencode(said)}"
    body = said if method == "POST" else None
    answer = _ask_json(method, url, headers, body, params.get("seconds", SECONDS))
    return at(answer, params.get("result", ""))


def _ask_json(method: str, url: str, headers: Mapping[str, str], body: Any, seconds: float) -> Any:
    """The JSON of the answer; None for somebody not known (404). Raises SourceDown."""
    hosts = settings.DATA_SOURCE_HOSTS
    asked = ask(method, url, hosts=hosts, headers=headers, body=body, seconds=seconds)
    if asked.status == 404:
        return None
    if asked.status != 200:
        raise SourceDown("redirect" if 300 <= asked.status < 400 else "refused")
    return asked.json()


def at(answer: Any, path: str) -> dict[str, Any]:
    """The object a JMESPath leads to; {} when there is nothing. Raises SourceDown (not_json)."""
    try:
        found = jmespath.search(path, answer) if path else answer
    except JMESPathError:
        raise SourceDown("not_json") from None
    if found is None or found == []:
        return {}
    if not isinstance(found, dict):
        raise SourceDown("not_json")
    return found
