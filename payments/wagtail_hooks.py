"""Ways of payment in the admin's menu."""

from __future__ import annotations

from wagtail import hooks

from payments.ways_admin import WaysOfPayment


@hooks.register("register_admin_viewset")
def ways_of_payment() -> WaysOfPayment:
    return WaysOfPayment()
