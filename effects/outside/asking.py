"""One question to a server on the operator's list: bounded in time and size, without redirects."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from typing import Any

import certifi
import urllib3

from effects.outside.allowed import Target, address_of, target
from effects.outside.errors import NoAnswer

LARGEST = 256 * 1024  # bytes of an answer
PIECE = 16 * 1024
# A server that answers drop by drop holds a thread of this pool, never a page.
_askers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="outside")


@dataclass(frozen=True)
class Answer:
    """What a server said. body: empty unless the status is one of 200 to 299."""

    status: int
    body: bytes

    @property
    def well(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Raises NoAnswer (not_json)."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise NoAnswer("not_json") from None


def ask(
    method: str, url: str, *, hosts: Iterable[str], headers: Mapping[str, str], body: Any, seconds: float
) -> Answer:
    """What a server on the list answers; `body` goes out as JSON.

    Raises NoAnswer within `seconds`, whatever the server does.
    """
    listed = list(hosts)
    server = target(url, listed)
    asked = _askers.submit(_ask, server, listed, method, dict(headers), body, seconds)
    try:
        return asked.result(timeout=seconds)
    except TooLate:
        asked.cancel()
        raise NoAnswer("timeout") from None


def _ask(
    server: Target, hosts: list[str], method: str, headers: dict[str, str], body: Any, seconds: float
) -> Answer:
    end = time.monotonic() + seconds
    pool = _pool(server, address_of(server, hosts), seconds)
    sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    port = "" if server.port in (443, 80) else f":{server.port}"
    said = {
        "Host": f"{server.host}{port}",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        **headers,
    }
    if sent is not None:
        said["Content-Type"] = "application/json"
    try:
        answer = pool.urlopen(
            method, server.path, body=sent, headers=said, redirect=False, retries=False, preload_content=False
        )
        try:
            return _read(answer, end)
        finally:
            answer.close()
    except (urllib3.exceptions.TimeoutError, TimeoutError):
        raise NoAnswer("timeout") from None
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        raise NoAnswer("unreachable") from None
    finally:
        pool.close()


def _pool(server: Target, address: str, seconds: float) -> urllib3.HTTPConnectionPool:
    """A connection to the address that was checked; TLS is for the name."""
    limit = urllib3.Timeout(total=seconds)
    if server.scheme == "http":
        return urllib3.HTTPConnectionPool(address, server.port, timeout=limit, maxsize=1)
    return urllib3.HTTPSConnectionPool(
        address, server.port, timeout=limit, maxsize=1, ca_certs=certifi.where(), cert_reqs="CERT_REQUIRED",
        server_hostname=server.host, assert_hostname=server.host,
    )  # fmt: skip


def _read(answer: urllib3.BaseHTTPResponse, end: float) -> Answer:
    if not 200 <= answer.status < 300:
        return Answer(answer.status, b"")
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise NoAnswer("not_json")
    read = b""
    for piece in answer.stream(PIECE, decode_content=False):
        read += piece
        if len(read) > LARGEST:
            raise NoAnswer("too_large")
        if time.monotonic() > end:
            raise NoAnswer("timeout")
    return Answer(answer.status, read)
