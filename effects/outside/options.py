"""What is wrong with the options of something that asks a server, in words for whoever writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import jmespath
from django.core.exceptions import ValidationError as Refused
from django.utils.translation import gettext as _
from jmespath.exceptions import JMESPathError
from jsonschema import Draft202012Validator, ValidationError

from effects.outside import secrets
from effects.outside.allowed import target
from effects.outside.errors import NoAnswer

HEADERS: dict[str, Any] = {
    "type": "object",
    "propertyNames": {"pattern": "^[A-Za-z0-9-]{1,60}$"},
    "additionalProperties": {"type": "string", "maxLength": 500},
}
PATH: dict[str, Any] = {"type": "string", "maxLength": 200}
BY_NAME = ("required", "additionalProperties")  # rules said with the name of the option they miss


def problems(schema: Mapping[str, Any], params: Mapping[str, Any]) -> list[str]:
    """Where the options are not as the schema says."""
    wrong = [
        _("Option %(name)s: %(problem)s.")
        % {"name": "/".join(str(part) for part in error.absolute_path), "problem": _said(error)}
        for error in Draft202012Validator(schema).iter_errors(params)
        if error.validator not in BY_NAME
    ]
    wrong += [
        _("Option %(name)s is missing.") % {"name": name} for name in schema["required"] if name not in params
    ]
    known = schema["properties"]
    wrong += [_("There is no option %(name)s.") % {"name": name} for name in params if name not in known]
    return wrong


def server_problems(url: str, hosts: Iterable[str], variable: str) -> list[str]:
    """`variable`: of the environment, where the operator lists servers."""
    try:
        target(url, hosts)
    except NoAnswer as reason:
        if reason.code == "bad_address":
            return [_("The address must begin with https:// and name a server, without a password in it.")]
        message = _("The operator has not allowed this server: it is not in %(variable)s.")
        return [message % {"variable": variable}]
    return []


def secret_problems(headers: Mapping[str, str], known: Iterable[str], prefix: str) -> list[str]:
    """`prefix`: with which the environment's variables of secrets begin."""
    return [
        _("The environment has no variable %(name)s, which a header names.") % {"name": f"{prefix}{name}"}
        for name in secrets.missing(headers, known)
    ]


def refuse(options: Any, plugin: Any, *, active: bool) -> None:
    """Raises ValidationError beside the field `options`: no object, or problems seen while it is in use."""
    if not isinstance(options, dict):
        raise Refused({"options": _("Write the options as an object: {…}.")})
    problems_seen = plugin.check_config(options) if plugin else []
    if problems_seen and active:
        raise Refused({"options": problems_seen})


def path_problems(params: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Which of these options are no JMESPath."""
    return [
        _("Option %(name)s: this is no JMESPath.") % {"name": name}
        for name in names
        if not is_path(params.get(name) or "@")
    ]


def is_path(text: str) -> bool:
    try:
        jmespath.compile(text)
    except JMESPathError:
        return False
    return True


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
        "enum": _("this must be one of: %(values)s")
        % {"values": ", ".join(map(str, rule.get("enum") or ()))},
        "maxLength": _("at most %(most)s letters fit") % bounds,
        "minProperties": _("name at least one thing to send"),
        "pattern": _("names of headers hold only letters a–z, digits and -, at most 60"),
    }
    return words.get(str(error.validator)) or _("the number must be between %(least)s and %(most)s") % bounds
