"""The demo's time stamp server, running for a test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from documents.signing.stamp_server import server


@contextmanager
def running() -> Iterator[str]:
    """Its address."""
    serving = server(0)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{serving.server_port}/"
    finally:
        serving.shutdown()
        serving.server_close()
