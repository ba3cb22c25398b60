"""Time stamps of the demo's authority over HTTP, as RFC 3161 has them: for the demo and for tests."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import tsp
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from documents.signing.demo import time_stamper

LARGEST = 64 * 1024  # bytes of a question


def server(port: int) -> ThreadingHTTPServer:
    """Bound to 127.0.0.1, not serving yet; 0: any free port. Raises SigningRefused (no_demo)."""
    stamper = time_stamper()

    class Handler(_Handler):
        stamps = stamper

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


class _Handler(BaseHTTPRequestHandler):
    stamps: DummyTimeStamper

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if self.headers.get("Content-Type") != "application/timestamp-query" or not 0 < size <= LARGEST:
            self.send_error(400)
            return
        try:
            asked = tsp.TimeStampReq.load(self.rfile.read(size), strict=True)
            told = self.stamps.request_tsa_response(asked).dump()
        except ValueError:
            self.send_error(400)
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
