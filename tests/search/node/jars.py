"""The jars a node is started from, fetched once by Maven and kept outside the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from fasteners import InterProcessLock

HERE = Path(__file__).parent
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
PATIENCE = 400  # seconds: 60 MB on a slow line
HOW = (
    "No OpenSearch node: it needs Java and Maven (apt-get install maven), and Maven Central reachable once; "
    "or OPENSEARCH_JARS names a folder with the jars."
)


def jars() -> Path:
    """Their folder; of several processes one fetches them. Raises LookupError when they are not to be had."""
    if not shutil.which("java"):
        raise LookupError(HOW)
    folder = _folder()
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with InterProcessLock(folder.with_name(f"{folder.name}.lock")):
            if not folder.exists():
                _fetch(folder)
    return folder


def _folder() -> Path:
    if named := os.environ.get("OPENSEARCH_JARS"):
        return Path(named).resolve()
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "mot-cua" / f"opensearch-{_version()}"


def _version() -> str:
    found = ElementTree.parse(HERE / "pom.xml").findtext(".//{*}dependency/{*}version")
    assert found
    return found


def _fetch(folder: Path) -> None:
    """Fetched beside its place and moved there whole; `-C` refuses a jar that differs from its checksum."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        command = ["mvn", "-q", "-B", "-C", "-f", str(HERE / "pom.xml"), COPY]
        command += [f"-DoutputDirectory={beside}/jars"]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
        except subprocess.CalledProcessError as error:
            raise LookupError(
                f"{HOW} {error.stdout.partition('[ERROR] ')[2].partition(' -> ')[0][:400]}"
            ) from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LookupError(f"{HOW} {error}") from error
        (Path(beside) / "jars").rename(folder)
