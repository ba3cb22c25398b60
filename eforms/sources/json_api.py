"""Any HTTP API that answers JSON about a person."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import jmespath
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jmespath.exceptions import JMESPathError
from jsonschema import Draft202012Validator

from eforms.sources.allowed import target
from eforms.sources.asking_http import ask_json
from eforms.sources.contract import PARTS, Params, Person, SourceDown

LABEL = gettext_lazy("HTTP API that answers JSON")
SECONDS = 3
SECRET = re.compile(r"\{secret:([A-Z0-9_]+)\}")
HEADER_LETTERS = re.compile(r"[\t\x20-\x7e]*")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "url": {"type": "string", "maxLength": 500},
        "method": {"enum": ["POST", "GET"]},
        "send": {"type": "object", "additionalProperties": {"enum": list(PARTS)}, "minProperties": 1},
        "headers": {
            "type": "object",
            "propertyNames": {"pattern": "^[A-Za-z0-9-]{1,60}$"},
            "additionalProperties": {"type": "string", "maxLength": 500},
        },
        "seconds": {"type": "number", "minimum": 0.2, "maximum": 10},
        "result": {"type": "string", "maxLength": 200},
    },
    "required": ["url", "send"],
    "additionalProperties": False,
}


def check_config(params: Params) -> list[str]:
    """The options' form, the server, the secrets they name."""
    wrong = [
        _("Option %(name)s: %(problem)s.")
        % {"name": "/".join(str(part) for part in error.absolute_path) or "—", "problem": error.message}
        for error in Draft202012Validator(SCHEMA).iter_errors(params)
    ]
    return wrong or [*_server_problems(params["url"]), *_secret_problems(params), *_path_problems(params)]


def reads(params: Params) -> set[str]:
    return set(params.get("send", {}).values())


def fetch(person: Person, params: Params) -> dict[str, Any]:
    """Ask once. With POST (the default) what is known of the person goes into the body, never the address."""
    said = {name: person[part] for name, part in params["send"].items()}
    headers = {name: _with_secrets(words) for name, words in params.get("headers", {}).items()}
    url, method = params["url"], params.get("method", "POST")
    if method == "GET":
        url = f"{url}{'&' if '?' in url else '?'}{urlencode(said)}"
    body = said if method == "POST" else None
    answer = ask_json(method, url, headers=headers, body=body, seconds=params.get("seconds", SECONDS))
    return at(answer, params.get("result", ""))


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


def _server_problems(url: str) -> list[str]:
    try:
        target(url, settings.DATA_SOURCE_HOSTS)
    except SourceDown as reason:
        if reason.code == "bad_address":
            return [_("The address must begin with https:// and name a server, without a password in it.")]
        return [_("The operator has not allowed this server: it is not in DATA_SOURCE_HOSTS.")]
    return []


def _secret_problems(params: Params) -> list[str]:
    named = {name for words in params.get("headers", {}).values() for name in SECRET.findall(words)}
    missing = sorted(named - set(settings.DATA_SOURCE_SECRETS))
    return [
        _("The environment has no variable DATA_SOURCE_SECRET_%(name)s, which a header names.")
        % {"name": name}
        for name in missing
    ]


def _path_problems(params: Params) -> list[str]:
    try:
        jmespath.compile(params.get("result") or "@")
    except JMESPathError:
        return [_("Option result: this is no JMESPath.")]
    return []


def _with_secrets(words: str) -> str:
    """`Bearer {secret:DVC}` with the environment's secret. Raises SourceDown (no_secret)."""
    if any(name not in settings.DATA_SOURCE_SECRETS for name in SECRET.findall(words)):
        raise SourceDown("no_secret")
    filled = SECRET.sub(lambda found: settings.DATA_SOURCE_SECRETS[found[1]], words)
    if not HEADER_LETTERS.fullmatch(filled):
        raise SourceDown("no_secret")
    return filled
