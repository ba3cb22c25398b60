"""Any provider of SMS or Zalo messages that takes JSON over HTTP: how, its options say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import jmespath
from django.conf import settings
from jsonschema import Draft202012Validator

from effects.channels.contract import Letter
from effects.errors import GiveUp
from effects.outside import secrets
from effects.outside.allowed import target
from effects.outside.asking import Answer, ask
from effects.outside.errors import NoAnswer
from effects.outside.options import HEADERS, PATH, is_path

SECONDS = 10
BODY = {"to": "{to}", "text": "{text}", "ref": "{ref}"}
TRIED_AGAIN = [408, 425, 429, 500, 502, 503, 504]
FINE = ["", "0"]
PLACE = re.compile(r"\{(to|to84|text|subject|ref)\}")
SHORT_CODE = re.compile(r"[A-Za-z0-9_.-]{1,8}")  # too short to hold a phone number
LARGEST_REFERENCE = 100
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "method": {"enum": ["POST", "PUT"]},
        "headers": HEADERS,
        "body": {"type": "object", "minProperties": 1},
        "id": PATH,
        "error": PATH,
        "fine": {"type": "array", "items": {"type": ["string", "integer"]}},
        "try_again": {"type": "array", "items": {"type": ["string", "integer"]}},
        "try_again_status": {"type": "array", "items": {"type": "integer", "minimum": 400, "maximum": 599}},
        "seconds": {"type": "number", "minimum": 0.2, "maximum": 60},
    },
    "additionalProperties": False,
}


@dataclass(frozen=True)
class HttpProvider:
    """One address and its options, both from the environment: nobody but the operator names a server."""

    url: str
    options: Mapping[str, Any] = field(default_factory=dict)
    SCHEMA = SCHEMA

    def check_config(self) -> list[str]:
        """Options, address, secrets; without the values, which may be secret themselves."""
        errors = Draft202012Validator(SCHEMA).iter_errors(self.options)
        wrong = [
            f"option {'/'.join(map(str, one.absolute_path)) or '(all)'}: {one.validator}" for one in errors
        ]
        if wrong:
            return wrong
        try:
            target(self.url, self._hosts())
        except NoAnswer as reason:
            wrong.append(f"address: {reason.code}")
        names = secrets.missing(self.options.get("headers", {}), settings.MESSAGE_SECRETS)
        wrong += [f"the environment has no MESSAGE_SECRET_{name}" for name in names]
        return wrong + [
            f"option {name}: no JMESPath"
            for name in ("id", "error")
            if not is_path(self.options.get(name) or "@")
        ]

    def send(self, letter: Letter) -> str:
        """Raises GiveUp (refused for good) and NoAnswer (to be tried again)."""
        answer = ask(
            self.options.get("method", "POST"),
            self.url,
            hosts=self._hosts(),
            headers=secrets.with_secrets(self.options.get("headers", {}), settings.MESSAGE_SECRETS),
            body=filled(self.options.get("body", BODY), letter),
            seconds=self.options.get("seconds", SECONDS),
        )
        if not answer.well:
            again = answer.status in self.options.get("try_again_status", TRIED_AGAIN)
            raise (NoAnswer if again else GiveUp)(f"http_{answer.status}")
        return self._reference(answer)

    def _reference(self, answer: Answer) -> str:
        if "id" not in self.options and "error" not in self.options:
            return ""
        try:
            said = answer.json()
        except NoAnswer as reason:
            # It may have been sent all the same: nobody gets the same text eight times.
            raise GiveUp(reason.code) from None
        self._refuse(_found(said, self.options.get("error", "")))
        return _found(said, self.options.get("id", ""))[:LARGEST_REFERENCE]

    def _refuse(self, code: str) -> None:
        """Providers say "OK" over HTTP and the error inside."""
        if code in {str(one) for one in self.options.get("fine", FINE)} | {""}:
            return
        name = f"provider_{code}" if SHORT_CODE.fullmatch(code) else "provider_refused"
        again = code in {str(one) for one in self.options.get("try_again", ())}
        raise (NoAnswer if again else GiveUp)(name)

    def _hosts(self) -> list[str]:
        """The address itself is the operator's word; MESSAGE_HOSTS adds private networks it may lead to."""
        parts = urlsplit(self.url)
        return [f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}", *settings.MESSAGE_HOSTS]


def filled(template: Any, letter: Letter) -> Any:
    """The body with {to}, {to84} (84912345678), {text}, {subject} and {ref} in its texts."""
    values = {
        "to": letter.to,
        "to84": re.sub(r"^0", "84", letter.to),
        "text": letter.text,
        "subject": letter.subject,
        "ref": letter.ref,
    }
    if isinstance(template, str):
        return PLACE.sub(lambda found: values[found[1]], template)
    if isinstance(template, Mapping):
        return {name: filled(part, letter) for name, part in template.items()}
    return [filled(part, letter) for part in template] if isinstance(template, list) else template


def _found(said: Any, path: str) -> str:
    """What a JMESPath leads to, as text; "" for nothing."""
    value = jmespath.search(path, said) if path else None
    return "" if value is None else str(value)
