"""The official clients of Elasticsearch and OpenSearch; each refuses or misreads the other's server.

They are called alike and differ in the names of options and errors, which stand here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Address:
    """Of a cluster. prefix: with which the names of our indexes begin; authorities: a file, or ""."""

    product: str
    server: str
    prefix: str
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: str = ""

    @classmethod
    def of(cls, url: str, authorities: str = "") -> Address:
        """`opensearch+https://user:password@host:9200/prefix`. Raises ValueError, without the password."""
        parts = urlsplit(url)
        product, _plus, scheme = parts.scheme.partition("+")
        prefix = parts.path.strip("/") or "mot-cua"
        if not parts.hostname or not PREFIX.fullmatch(prefix):
            raise ValueError("a host and a prefix of small letters, digits and hyphens are needed")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        server = f"{scheme}://{host}:{parts.port or 9200}"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(product, server, prefix, user, password, authorities)

    @property
    def tls(self) -> dict[str, Any]:
        return {"ca_certs": self.authorities} if self.authorities else {}


@dataclass(frozen=True, slots=True)
class Client:
    """api: the client itself; bulk: its helper; and the errors it raises."""

    api: Any
    bulk: Callable[..., Iterable[Any]]
    not_there: type[Exception]
    unreachable: tuple[type[Exception], ...]
    failed: tuple[type[Exception], ...]


def client_of(address: Address, *, seconds: float) -> Client:
    """It gives up after so long, and does not try again."""
    return (
        _opensearch(address, seconds) if address.product == "opensearch" else _elasticsearch(address, seconds)
    )


def _opensearch(address: Address, seconds: float) -> Client:
    import opensearchpy
    from opensearchpy.helpers import streaming_bulk

    api = opensearchpy.OpenSearch(
        [address.server],
        http_auth=(address.user, address.password) if address.user else None,
        timeout=seconds,
        max_retries=0,
        **address.tls,
    )
    unreachable = (opensearchpy.ConnectionError,)
    failed = (opensearchpy.OpenSearchException,)
    return Client(api, streaming_bulk, opensearchpy.NotFoundError, unreachable, failed)


def _elasticsearch(address: Address, seconds: float) -> Client:
    import elasticsearch
    from elasticsearch.helpers import BulkIndexError, streaming_bulk

    api = elasticsearch.Elasticsearch(
        [address.server],
        basic_auth=(address.user, address.password) if address.user else None,
        request_timeout=seconds,
        max_retries=0,
        retry_on_timeout=False,
        **address.tls,
    )
    unreachable = (elasticsearch.ConnectionError, elasticsearch.ConnectionTimeout)
    failed = (elasticsearch.ApiError, elasticsearch.TransportError, BulkIndexError)
    return Client(api, streaming_bulk, elasticsearch.NotFoundError, unreachable, failed)
