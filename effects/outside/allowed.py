"""Which servers the portal may ask: those on a list of the operator's, and no address behind its back.

Entries: `api.example.vn` (https, port 443), `api.example.vn:8443`, `http://10.0.0.7:8080` (plain HTTP),
`10.0.0.0/8` (private addresses that listed names may lead to). Empty: nobody is asked.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from effects.outside.errors import NoAnswer

PORTS = {"https": 443, "http": 80}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Target:
    """A server that may be asked, with the path on it."""

    scheme: str
    host: str
    port: int
    path: str


def target(url: str, hosts: Iterable[str]) -> Target:
    """The server an address names, if it is on the list. Raises NoAnswer (bad_address, not_allowed)."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        raise NoAnswer("bad_address") from None
    if parts.scheme not in PORTS or not host or parts.username is not None or parts.fragment:
        raise NoAnswer("bad_address")
    if any(sign.isspace() or ord(sign) < 33 for sign in url):
        raise NoAnswer("bad_address")
    wanted = (parts.scheme, host, port or PORTS[parts.scheme])
    if wanted not in {known for entry in hosts if (known := _server(entry))}:
        raise NoAnswer("not_allowed")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(*wanted, path)


def address_of(server: Target, hosts: Iterable[str]) -> str:
    """The IP address to connect to, looked up once, so that it cannot change behind the check.

    Raises NoAnswer: unreachable, private_address (private, local or reserved and not on the list).
    """
    try:
        found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
    except OSError:
        raise NoAnswer("unreachable") from None
    entries = list(hosts)
    for *_, place in found:
        address = _plain(ipaddress.ip_address(str(place[0]).split("%")[0]))
        if _public(address) or any(address in network for network in _networks(entries)):
            return str(address)
    raise NoAnswer("private_address")


def _public(address: Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _plain(address: Address) -> Address:
    """An IPv4 address dressed up as IPv6 is judged as what it is."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        return inner or address
    return address


def _server(entry: str) -> tuple[str, str, int] | None:
    """(scheme, host, port) of an entry; None for a network."""
    if _network(entry) is not None and "/" in entry:
        return None
    parts = urlsplit(entry if "://" in entry else f"https://{entry}")
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname.rstrip(".").lower(), parts.port or PORTS[parts.scheme]


def _networks(entries: list[str]) -> list[Network]:
    """Networks of the list, and each address that is listed as it is."""
    named = [server[1] for entry in entries if (server := _server(entry))]
    found = [_network(one) for one in (*entries, *named)]
    return [network for network in found if network is not None]


def _network(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text.strip("[]"), strict=False)
    except ValueError:
        return None
