"""What every way of paying can do. A provider keeps nothing: payment and options come along."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from effects.outside.allowed import target
from effects.outside.errors import NoAnswer
from payments.models import Payment, Refund
from themes.options import Option

PAID, NOT_PAID, WAITING = "paid", "not_paid", "waiting"


@dataclass(frozen=True)
class NamedSecret(Option):
    """A secret of the environment: only its name is chosen and kept, itself nobody can write."""

    help: Any = _("As the operator entered it: PAYMENT_SECRET_<name>.")

    def field(self, kept: str | None) -> forms.Field:
        names = sorted({*settings.PAYMENT_SECRETS, *([kept] if kept else [])})
        choices = [("", "–"), *((one, one) for one in names)]
        return forms.ChoiceField(choices=choices, initial=kept or "", **self.said)


@dataclass(frozen=True)
class ServiceAddress(Option):
    """Where payers and secrets are sent: at the provider's own hosts or those of PAYMENT_HOSTS, by https.

    hosts: "api.example.vn", or ".example.vn" with all below it. The demo may also ask its own machine.
    """

    hosts: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        words = _(
            "“%(label)s” is not an address of this service. The operator may name other servers"
            " (PAYMENT_HOSTS)."
        )
        return str(words) % {"label": self.label}

    def allowed(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
        except ValueError:
            return False
        below = [host for one in self.hosts if one.startswith(".") and f".{host}".endswith(one)]
        here = [f"{plain}{port}" for plain in settings.PAYMENT_PLAIN_HTTP if port]
        try:
            there = target(url, [*self.hosts, *below, *here, *settings.PAYMENT_HOSTS])
        except NoAnswer:
            return False
        return there.scheme == "https" or f"http://{host}:{port}" in here


def wrong_addresses(options: Iterable[Option], given: Mapping[str, Any]) -> list[ServiceAddress]:
    """Those that lead where nobody may be sent; asked when they are saved and each time they are used."""
    return [
        one
        for one in options
        if isinstance(one, ServiceAddress) and given.get(one.name) and not one.allowed(str(given[one.name]))
    ]


@dataclass(frozen=True)
class Addresses:
    """Where the provider sends the payer back to, and where its notices go."""

    back: str
    notice: str
    payer_ip: str = "127.0.0.1"
    language: str = "vi"


@dataclass(frozen=True)
class Begun:
    """A payment as the provider began it. next: {"url"} to go to, or what our page shows, {"qr", …}.

    next["again"]: when a card is refused, the same payment may be tried with another.
    """

    next: dict[str, Any]
    provider_reference: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Notice:
    """What a provider says about one payment. amount: đồng; currency: as it names it, upper case.

    event_id: the same for the same fact, however often it is told. state: PAID, NOT_PAID, WAITING.
    """

    event_id: str
    reference: str
    state: str
    amount: int
    currency: str = "VND"
    provider_reference: str = ""
    at: datetime | None = None
    why_not: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    verified: bool = True


@dataclass(frozen=True)
class RefundNotice:
    """What became of a refund. state: PAID (it went back), NOT_PAID, WAITING."""

    state: str
    provider_reference: str = ""
    why_not: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ReportLine:
    """One line of the provider's own account of a day. amount below zero: paid back."""

    reference: str
    amount: int
    provider_reference: str = ""
    at: datetime | None = None


class Way(ABC):
    """A way of paying. name: the code kept with payments. says: to the payer, beside the label."""

    name: str
    label: Any
    says: Any
    demo_only = False
    options: tuple[Option, ...] = ()

    def check_config(self, options: Mapping[str, str]) -> list[str]:
        """What is wrong with the options of an account, in the reader's words."""
        return []


class Online(Way):
    """The payer does it alone, at an account of the agency's."""

    waits = timedelta(days=1)
    """How long the news of the money may take; after that the attempt has expired."""

    @abstractmethod
    def create(self, payment: Payment, addresses: Addresses) -> Begun:
        """Begin a payment. Asked again for the same payment it gives the same one.

        Raises ProviderAway, and PaymentRefused for what this way cannot take.
        """


class Provider(Online):
    """A service that tells what became of the money, can be asked, and pays back by itself."""

    @abstractmethod
    def notify(self, request: HttpRequest) -> Notice | None:
        """A notice as it came, its signature checked; None: nothing that concerns a payment."""

    @abstractmethod
    def reply(self, outcome: str) -> HttpResponse:
        """What the provider expects to be answered for this outcome (payments/outcomes.py)."""

    @abstractmethod
    def query(self, payment: Payment) -> Notice | None:
        """Ask what became of a payment; None: the provider does not know it. Raises ProviderAway."""

    @abstractmethod
    def refund(self, refund: Refund) -> RefundNotice:
        """Pay back. Asked again for the same refund it pays once. Raises ProviderAway."""

    def report(self, options: Mapping[str, str], day: date) -> Iterable[ReportLine] | None:
        """All payments and refunds of a day; None: this provider gives no report by itself."""
        return None
