"""A Stripe of our own over HTTP: localstripe in a process of its own, and a box its webhooks fall into.

Stripe's page is played through localstripe's API: a payment method from a card number, confirmed. localstripe
knows neither idempotency keys nor the days of balance transactions; `serve` teaches it both, as Stripe does.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests

from tests.browser.portal import free_port
from tests.house.rooms import ROOT

API_SECRET, PUBLIC_KEY = "sk_test_only_here", "pk_test_only_here"
SECRET, OTHER_SECRET = "whsec_of_this_merchant", "whsec_of_another"
GOOD, DECLINED = "4242424242424242", "4000000000000341"
ASKS, ASKS_AND_DECLINED = "4000002500003155", "4000008260003178"


@dataclass(frozen=True)
class Told:
    """A webhook as it was sent."""

    body: bytes
    signature: str


@dataclass
class StripeServer:
    """One running localstripe. told: the webhooks it has sent to us, signed with SECRET, in order."""

    address: str
    box: str = ""
    told: list[Told] = field(default_factory=list)

    @property
    def options(self) -> dict[str, str]:
        """Of a ProviderAccount; the secrets' names are in SECRETS."""
        return {
            "public_key": PUBLIC_KEY,
            "secret": "STRIPE",
            "webhook_secret": "STRIPE_WEBHOOK",
            "api_url": self.address,
            "script_url": f"{self.address}/js.stripe.com/v3/",
        }

    def post(self, path: str, **data: Any) -> dict[str, Any]:
        answer = requests.post(f"{self.address}{path}", json=data, auth=(API_SECRET, ""), timeout=20)
        return dict(answer.json())

    def get(self, path: str) -> dict[str, Any]:
        return dict(requests.get(f"{self.address}{path}", auth=(API_SECRET, ""), timeout=20).json())

    def confirm(self, intent: str, number: str = GOOD) -> dict[str, Any]:
        """What Stripe's page does when the payer presses "Pay"; {"error"} when the card is refused."""
        card = {"number": number, "exp_month": 12, "exp_year": 2030, "cvc": "123"}
        method = self.post("/v1/payment_methods", type="card", card=card)
        self.post(f"/v1/payment_intents/{intent}", payment_method=method["id"])
        return self.post(f"/v1/payment_intents/{intent}/confirm")

    def authenticate(self, intent: str, success: bool) -> dict[str, Any]:
        """What the payer's bank says on its 3DS page."""
        secret = self.get(f"/v1/payment_intents/{intent}")["client_secret"]
        path = f"/v1/payment_intents/{intent}/_authenticate?success={str(success).lower()}"
        return self.post(path, client_secret=secret)

    def sends_to(self, url: str, secret: str = SECRET) -> None:
        """From now on webhooks go there; to the box otherwise."""
        where = f"{self.address}/_config/webhooks/ours"
        requests.post(where, json={"url": url, "secret": secret}, timeout=20).raise_for_status()

    def webhook(self, intent: str) -> Told:
        """The last one about the intent; localstripe sends them a second later."""
        for _ in range(200):
            if mine := [one for one in self.told if intent.encode() in one.body]:
                return mine[-1]
            time.sleep(0.05)
        raise AssertionError("No webhook came.")


SECRETS = {"STRIPE": API_SECRET, "STRIPE_WEBHOOK": SECRET, "OTHER_WEBHOOK": OTHER_SECRET}


@pytest.fixture(scope="session")
def running_stripe() -> Iterator[StripeServer]:
    port = free_port()
    command = [sys.executable, "-m", "tests.payments.stripe_server", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = StripeServer(f"http://127.0.0.1:{port}")
    box = _box(server.told)
    server.box = f"http://127.0.0.1:{box.server_port}/"
    try:
        _wait_for(server, process)
        yield server
    finally:
        box.shutdown()
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def stripe_server(running_stripe: StripeServer, settings: Any) -> StripeServer:
    """Running, with an empty box; our settings know its secrets."""
    settings.PAYMENT_SECRETS = {**settings.PAYMENT_SECRETS, **SECRETS}
    running_stripe.sends_to(running_stripe.box)
    running_stripe.told.clear()
    return running_stripe


def _wait_for(server: StripeServer, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "localstripe did not start: is it installed?"
        try:
            server.get("/v1/charges")
            return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError("localstripe did not answer.")


def _box(told: list[Told]) -> ThreadingHTTPServer:
    """A server that keeps what is posted to it."""

    class Box(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append(Told(body, self.headers["Stripe-Signature"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            return

    box = ThreadingHTTPServer(("127.0.0.1", 0), Box)
    threading.Thread(target=box.serve_forever, daemon=True).start()
    return box


def serve(port: int) -> None:
    """localstripe on this port, for this computer alone, with what it lacks; it leaves nothing on disk."""
    from aiohttp import web
    from localstripe import resources, server

    answers: dict[tuple[str, str], tuple[int, bytes]] = {}

    @web.middleware
    async def once(request: Any, handler: Any) -> Any:
        known = (request.path, request.headers.get("Idempotency-Key", ""))
        if known in answers:
            status, body = answers[known]
            return web.Response(status=status, body=body, content_type="application/json")
        answer = await handler(request)
        if known[1]:
            answers[known] = (answer.status, answer.body)
        return answer

    Moves: Any = resources.BalanceTransaction
    listed = Moves._api_list_all

    def of_a_day(cls: Any, url: str, created: Any = None, **more: Any) -> Any:
        found = listed(url, **more)
        if created:
            first, end = int(created["gte"]), int(created["lt"])
            found._list = [one for one in found._list if first <= one.created < end]
        return found

    Moves._api_list_all = classmethod(of_a_day)
    resources.Store.dump_to_disk = lambda self: None
    server.app.middlewares.append(once)
    web.run_app(server.app, host="127.0.0.1", port=port, print=None, shutdown_timeout=1)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
