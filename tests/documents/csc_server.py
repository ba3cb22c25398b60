"""A remote signing service (CSC API 1.0.4) of our own: signs with one credential what it gave leave for."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

TOKEN, CREDENTIAL, PIN = "token-1", "credential-1", "1234"


class Service:
    """`chain`: DER, the signer's first. `asked`: names of what was asked, in order."""

    def __init__(self, key: RSAPrivateKey, chain: list[bytes]) -> None:
        self.key, self.chain = key, chain
        self.leave: dict[str, str] = {}
        self.asked: list[str] = []

    def answer(self, what: str, token: str, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.asked.append(what)
        if token != f"Bearer {TOKEN}":
            return 401, {"error": "invalid_token"}
        if said.get("credentialID") != CREDENTIAL:
            return 400, {"error": "invalid_request"}
        known = {
            "credentials/info": self.info,
            "credentials/authorize": self.authorize,
            "signatures/signHash": self.sign,
        }
        return known[what](said) if what in known else (404, {"error": "not_found"})

    def info(self, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        chain = [base64.b64encode(one).decode() for one in self.chain]
        return 200, {"cert": {"status": "valid", "certificates": chain}, "authMode": "explicit"}

    def authorize(self, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if said.get("PIN") != PIN or said.get("numSignatures") != 1 or len(said.get("hash", [])) != 1:
            return 400, {"error": "invalid_pin"}
        sad = secrets.token_urlsafe(16)
        self.leave[sad] = said["hash"][0]
        return 200, {"SAD": sad, "expiresIn": 60}

    def sign(self, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if said.get("hash") != [self.leave.pop(said.get("SAD", ""), None)]:
            return 400, {"error": "invalid_sad"}
        digest = base64.b64decode(said["hash"][0])
        signature = self.key.sign(digest, PKCS1v15(), Prehashed(hashes.SHA256()))
        return 200, {"signatures": [base64.b64encode(signature).decode()]}


@contextmanager
def running(service: Service) -> Iterator[str]:
    """Its address while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            what = self.path.removeprefix("/csc/v1/")
            status, told = service.answer(what, self.headers.get("Authorization", ""), said)
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
