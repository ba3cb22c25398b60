"""Any system that takes a case as JSON over HTTP and says how it stands when asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import jmespath
from django.conf import settings
from django.utils.translation import gettext_lazy

from effects.errors import GiveUp
from effects.outside import options, secrets
from effects.outside.asking import Answer
from effects.outside.asking import ask as ask_server
from effects.outside.errors import NoAnswer
from procedures.systems.contract import Case, News, Params, State

LABEL = gettext_lazy("HTTP system that takes JSON")
SECONDS = 20
MOST_MESSAGE = 500
TRIED_AGAIN = {408, 425, 429}
GONE = {404, 410}
"""What ends asking how a case stands; a secret that has run out, say, does not."""
REFERENCE = re.compile(r"\{reference\}")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "url": {"type": "string", "maxLength": 500},
        "reference": options.PATH,
        "ask_url": {"type": "string", "maxLength": 500, "pattern": r"\{reference\}"},
        "state": options.PATH,
        "done": {"type": "array", "items": {"type": ["string", "integer"]}, "minItems": 1},
        "failed": {"type": "array", "items": {"type": ["string", "integer"]}},
        "message": options.PATH,
        "take_back_url": {"type": "string", "maxLength": 500, "pattern": r"\{reference\}"},
        "headers": options.HEADERS,
        "seconds": {"type": "number", "minimum": 0.2, "maximum": 60},
    },
    "required": ["url", "reference", "ask_url", "state", "done"],
    "additionalProperties": False,
}
ADDRESSES = ("url", "ask_url", "take_back_url")


def check_config(params: Params) -> list[str]:
    """The options' form, the servers, the secrets they name."""
    wrong = options.problems(SCHEMA, params)
    if wrong:
        return wrong
    for name in ADDRESSES:
        if name in params:
            address = REFERENCE.sub("1", params[name])
            wrong += options.server_problems(address, settings.OUTSIDE_SYSTEM_HOSTS, "OUTSIDE_SYSTEM_HOSTS")
    known, prefix = settings.OUTSIDE_SYSTEM_SECRETS, "OUTSIDE_SYSTEM_SECRET_"
    wrong += options.secret_problems(params.get("headers", {}), known, prefix)
    return [*dict.fromkeys(wrong), *options.path_problems(params, ["reference", "state", "message"])]


def send(case: Case, params: Params) -> str:
    """POST the case; `Idempotency-Key` is its ref. The reference must be in the answer."""
    body = {
        "ref": case.ref,
        "code": case.code,
        "procedure": case.procedure,
        "procedure_name": case.procedure_name,
        "agency": case.agency,
        "step": case.step,
        "applicant": dict(case.applicant),
        "answers": dict(case.answers),
        "papers": [dict(paper) for paper in case.papers],
    }
    answer = _asked("POST", params["url"], body, params, {"Idempotency-Key": case.ref})
    reference = _found(answer, params["reference"])
    if not reference:
        raise GiveUp("no_reference")
    return reference[:200]


def ask(reference: str, params: Params) -> News:
    """GET `ask_url`; a state that is neither in `done` nor in `failed` is still worked on."""
    answer = _asked("GET", _address(params["ask_url"], reference), None, params)
    said = _found(answer, params["state"])
    state: State = "working"
    if said in map(str, params["done"]):
        state = "done"
    elif said in map(str, params.get("failed", ())):
        state = "failed"
    return News(state, _found(answer, params.get("message", ""))[:MOST_MESSAGE])


def take_back(reference: str, reason: str, params: Params) -> None:
    """POST the reason to `take_back_url`; nothing where the other side has no such address."""
    if "take_back_url" in params:
        _asked("POST", _address(params["take_back_url"], reference), {"reason": reason}, params)


def _asked(method: str, url: str, body: Any, params: Params, more: Mapping[str, str] | None = None) -> Answer:
    headers = secrets.with_secrets(params.get("headers", {}), settings.OUTSIDE_SYSTEM_SECRETS)
    answer = ask_server(
        method,
        url,
        hosts=settings.OUTSIDE_SYSTEM_HOSTS,
        headers={**headers, **(more or {})},
        body=body,
        seconds=params.get("seconds", SECONDS),
    )
    if answer.well:
        return answer
    again = answer.status >= 500 or answer.status in TRIED_AGAIN
    again = again or (method == "GET" and answer.status not in GONE)
    raise (NoAnswer if again else GiveUp)(f"http_{answer.status}")


def _address(template: str, reference: str) -> str:
    return REFERENCE.sub(lambda _found: quote(reference, safe=""), template)


def _found(answer: Answer, path: str) -> str:
    value = jmespath.search(path, answer.json()) if path else None
    return "" if value is None else str(value)
