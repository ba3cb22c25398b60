"""Where no node can be had, it is said how to get one, and nothing half fetched stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.search.node.jars import jars


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only programs there are, and an empty cache."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("OPENSEARCH_JARS", str(tmp_path / "cache" / "jars"))
    return folder


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.mark.usefixtures("programs")
def test_without_java_it_is_said_what_is_missing() -> None:
    with pytest.raises(LookupError, match="apt-get install maven"):
        jars()


def test_without_maven_too(programs: Path) -> None:
    program(programs, "java", "exit 0")
    with pytest.raises(LookupError, match="apt-get install maven"):
        jars()


def test_what_maven_could_not_fetch_whole_is_not_kept(programs: Path, tmp_path: Path) -> None:
    program(programs, "java", "exit 0")
    program(
        programs, "mvn", 'for last; do :; done; /bin/mkdir "${last#*=}"; echo "[ERROR] Unknown host"; exit 1'
    )
    with pytest.raises(LookupError, match="Maven Central reachable once.*Unknown host"):
        jars()
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["jars.lock"]


def test_jars_are_fetched_once(programs: Path, tmp_path: Path) -> None:
    program(programs, "java", "exit 0")
    program(
        programs, "mvn", f'for last; do :; done; /bin/mkdir "${{last#*=}}"; echo once >> {tmp_path}/calls'
    )
    assert jars() == jars() == tmp_path / "cache" / "jars"
    assert (tmp_path / "calls").read_text() == "once\n"
