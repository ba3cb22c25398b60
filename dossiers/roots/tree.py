"""A day's Merkle tree over the last event of each dossier (the tree of RFC 6962, SHA-256). Pure.

A few dozen hashes prove that a dossier was in it: whoever kept the root needs nothing else of the database.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence

Leaves = dict[uuid.UUID, tuple[int, bytes]]
"""{dossier: (sequence, hash) of its last event of the day}."""
SIZE = 16 + 4 + 32


def hash_bytes(text: str) -> bytes:
    """A hash as its column keeps it; what was altered into no hash at all is like no other."""
    try:
        return bytes.fromhex(text).rjust(32, b"\0")[:32]
    except ValueError:
        return b"\0" * 32


def pack(leaves: Mapping[uuid.UUID, tuple[int, bytes]]) -> bytes:
    """As a root keeps them: 52 bytes each, in the order of the dossiers' ids."""
    return b"".join(record(key, *leaves[key]) for key in sorted(leaves, key=lambda one: one.bytes))


def record(dossier: uuid.UUID, sequence: int, digest: bytes) -> bytes:
    return dossier.bytes + sequence.to_bytes(4, "big") + digest


def unpack(packed: bytes) -> Leaves:
    return {uuid.UUID(bytes=one[:16]): (int.from_bytes(one[16:20], "big"), one[20:]) for one in cut(packed)}


def cut(packed: bytes) -> list[bytes]:
    """The records; a rest that is none is left out."""
    return [packed[at : at + SIZE] for at in range(0, len(packed) - SIZE + 1, SIZE)]


def root_of(packed: bytes) -> str:
    """The root in hexadecimal; of an empty day the hash of nothing, of what is no list of leaves ""."""
    if len(packed) % SIZE:
        return ""
    if not packed:
        return hashlib.sha256(b"").hexdigest()
    *_lower, top = _levels([_leaf(one) for one in cut(packed)])
    return top[0].hex()


def proof_of(packed: bytes, dossier: uuid.UUID) -> list[dict[str, str]]:
    """The way from the dossier's leaf to the root: [{"side": left or right, "hash"}]. Raises KeyError."""
    records = cut(packed)
    place = next((n for n, one in enumerate(records) if one[:16] == dossier.bytes), None)
    if place is None:
        raise KeyError(dossier)
    steps = []
    for level in _levels([_leaf(one) for one in records]):
        other = place ^ 1
        if other < len(level):
            steps.append({"side": "left" if other < place else "right", "hash": level[other].hex()})
        place //= 2
    return steps


def proves(leaf: bytes, steps: Sequence[Mapping[str, str]], root: str) -> bool:
    """Whether the record with these steps leads to the root."""
    here = _leaf(leaf)
    for step in steps:
        other = bytes.fromhex(step["hash"])
        here = _node(other, here) if step["side"] == "left" else _node(here, other)
    return here.hex() == root


def _levels(level: list[bytes]) -> Iterator[list[bytes]]:
    """From the leaves to the root; the last of an odd level goes up as it is."""
    yield level
    while len(level) > 1:
        pairs = [_node(*level[n : n + 2]) for n in range(0, len(level) - 1, 2)]
        level = pairs + level[-1:] if len(level) % 2 else pairs
        yield level


def _leaf(one: bytes) -> bytes:
    return hashlib.sha256(b"\0" + one).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
