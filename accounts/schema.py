"""How the API's own document describes our tokens, and who needs none."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from accounts.access import handler_rule


class DescribedByRule(AutoSchema):
    """An operation whose rule lets in somebody without an account says so: {} is a way to call it."""

    def get_auth(self) -> list[dict[str, Any]]:
        ways = super().get_auth()
        nobody = HttpRequest()
        nobody.user = AnonymousUser()
        rule = handler_rule(self.view, self.method.lower())
        return [*ways, {}] if rule and rule.check(nobody) else ways


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
