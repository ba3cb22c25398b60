"""Any HTTP API that answers JSON about a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import jmespath
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jmespath.exceptions import JMESPathError
from jsonschema import Draft202012Validator, ValidationError

from effects.outside import secrets
from effects.outside.allowed import target
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
BY_NAME = ("required", "additionalProperties")  # rules said with the name of the option they miss


def check_config(params: Params) -> list[str]:
    """The options' form, the server, the secrets they name."""
    wrong = [
        _("Option %(name)s: %(problem)s.")
        % {"name": "/".join(str(part) for part in error.absolute_path), "problem": _said(error)}
        for error in Draft202012Validator(SCHEMA).iter_errors(params)
        if error.validator not in BY_NAME
    ]
    wrong += [
        _("Option %(name)s is missing.") % {"name": name} for name in SCHEMA["required"] if name not in params
    ]
    wrong += [
        _("There is no option %(name)s.") % {"name": name}
        for name in params
        if name not in SCHEMA["properties"]
    ]
    return wrong or [*_server_problems(params["url"]), *_secret_problems(params), *_path_problems(params)]


def _said(error: ValidationError) -> str:
    """What is wrong with one option, in words."""
    rule: Any = error.schema
    bounds = {"least": rule.get("minimum"), "most": rule.get("maximum") or rule.get("maxLength")}
    words = {
        "type": {
            "string": _("this must be a text"),
            "number": _("this must be a number"),
            "object": _("this must be an object: {…}"),
        }.get(str(rule.get("type")), ""),
        "enum": _("this must be one of: %(values)s") % {"values": ", ".join(rule.get("enum") or ())},
        "maxLength": _("at most %(most)s letters fit") % bounds,
        "minProperties": _("name at least one thing to send"),
        "pattern": _("names of headers hold only letters a–z, digits and -, at most 60"),
    }
    return words.get(str(error.validator)) or _("the number must be between %(least)s and %(most)s") % bounds


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


def _server_problems(url: str) -> list[str]:
    try:
        target(url, settings.DATA_SOURCE_HOSTS)
    except SourceDown as reason:
        if reason.code == "bad_address":
            return [_("The address must begin with https:// and name a server, without a password in it.")]
        return [_("The operator has not allowed this server: it is not in DATA_SOURCE_HOSTS.")]
    return []


def _secret_problems(params: Params) -> list[str]:
    return [
        _("The environment has no variable DATA_SOURCE_SECRET_%(name)s, which a header names.")
        % {"name": name}
        for name in secrets.missing(params.get("headers", {}), settings.DATA_SOURCE_SECRETS)
    ]


def _path_problems(params: Params) -> list[str]:
    try:
        jmespath.compile(params.get("result") or "@")
    except JMESPathError:
        return [_("Option result: this is no JMESPath.")]
    return []
