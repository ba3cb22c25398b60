"""Signing keys and trusted authorities in the admin's menu."""

from __future__ import annotations

from wagtail import hooks

from documents.keys_admin import Authorities, SigningKeys


@hooks.register("register_admin_viewset")
def signing_keys() -> list[object]:
    return [SigningKeys(), Authorities()]
