"""The cashier's desk as its tests meet it: who is at it, what is owed there, money taken through its page."""

from __future__ import annotations

from typing import Any

from django.test import Client

from payments.models import Invoice
from payments.paying import fresh_key
from tests import people
from tests.payments.world import an_invoice

DESK = "/can-bo/thu-ngan/"


def as_role(role: str, agency: str = people.WARD) -> Client:
    client = Client()
    people.sign_in(client, people.holder(role, agency=agency))
    return client


def owed(key: str = "k", **more: Any) -> Invoice:
    return an_invoice(key, agency_code=people.WARD, **more)


def taken(client: Client, *invoices: Invoice, **more: Any) -> Any:
    given = {"way": "cash", "key": fresh_key(), "invoice": [one.pk for one in invoices], **more}
    return client.post(f"{DESK}thu/", given, follow=True)
