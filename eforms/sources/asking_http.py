"""One question to a server on the operator's list: bounded in time and size, without redirects."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from typing import Any

import certifi
import urllib3
from django.conf import settings

from eforms.sources.allowed import Target, address_of, target
from eforms.sources.contract import SourceDown

LARGEST = 256 * 1024  # bytes of an answer
PIECE = 16 * 1024
# A server that answers drop by drop holds a thread of this pool, never a page.
_askers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="data-source")


def ask_json(method: str, url: str, *, headers: Mapping[str, str], body: Any, seconds: float) -> Any:
    """The JSON a server answers. Raises SourceDown within `seconds`, whatever the server does.

    404 means "not known" and gives None.
    """
    hosts = list(settings.DATA_SOURCE_HOSTS)
    server = target(url, hosts)
    asked = _askers.submit(_ask, server, hosts, method, dict(headers), body, seconds)
    try:
        return asked.result(timeout=seconds)
    except TooLate:
        asked.cancel()
        raise SourceDown("timeout") from None


def _ask(
    server: Target, hosts: list[str], method: str, headers: dict[str, str], body: Any, seconds: float
) -> Any:
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
        raise SourceDown("timeout") from None
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        raise SourceDown("unreachable") from None
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


def _read(answer: urllib3.BaseHTTPResponse, end: float) -> Any:
    if answer.status == 404:
        return None
    if answer.status != 200:
        raise SourceDown("redirect" if 300 <= answer.status < 400 else "refused")
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise SourceDown("not_json")
    read = b""
    for piece in answer.stream(PIECE, decode_content=False):
        read += piece
        if len(read) > LARGEST:
            raise SourceDown("too_large")
        if time.monotonic() > end:
            raise SourceDown("timeout")
    try:
        return json.loads(read)
    except (ValueError, RecursionError):
        raise SourceDown("not_json") from None
