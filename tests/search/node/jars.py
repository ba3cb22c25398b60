"""The jars a node is started from."""

from __future__ import annotations

from pathlib import Path

from tests.jars import jars_of

HERE = Path(__file__).parent


def jars() -> Path:
    """Their folder. Raises LookupError when they are not to be had."""
    return jars_of(HERE / "pom.xml", "OpenSearch", "OPENSEARCH_JARS")
