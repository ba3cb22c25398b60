"""Java programs that tests run: their jars, fetched once by Maven and kept outside the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from fasteners import InterProcessLock

COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
PATIENCE = 400  # seconds: 60 MB on a slow line


def jars_of(pom: Path, name: str, variable: str) -> Path:
    """Folder of the jars; of several processes one fetches them. `variable`: names a folder that has them.

    Raises LookupError, with what is to be done, when they are not to be had.
    """
    how = (
        f"No {name}: it needs Java and Maven (apt-get install maven), and Maven Central reachable once; "
        f"or {variable} names a folder with the jars."
    )
    if not shutil.which("java"):
        raise LookupError(how)
    folder = _folder(pom, name, variable)
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with InterProcessLock(folder.with_name(f"{folder.name}.lock")):
            if not folder.exists():
                _fetch(pom, folder, how)
    return folder


def _folder(pom: Path, name: str, variable: str) -> Path:
    if named := os.environ.get(variable):
        return Path(named).resolve()
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "mot-cua" / f"{name.lower()}-{_version(pom)}"


def _version(pom: Path) -> str:
    found = ElementTree.parse(pom).findtext(".//{*}dependency/{*}version")
    assert found
    return found


def _fetch(pom: Path, folder: Path, how: str) -> None:
    """Fetched beside its place and moved there whole; `-C` refuses a jar that differs from its checksum."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        command = ["mvn", "-q", "-B", "-C", "-f", str(pom), COPY, f"-DoutputDirectory={beside}/jars"]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
        except subprocess.CalledProcessError as error:
            wrong = error.stdout.partition("[ERROR] ")[2].partition(" -> ")[0][:400]
            raise LookupError(f"{how} {wrong}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LookupError(f"{how} {error}") from error
        (Path(beside) / "jars").rename(folder)
