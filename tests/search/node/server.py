"""One OpenSearch node as a process of its own: its folder, its port, stopped by its process id."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.search.node.jars import HERE, jars

MAIN = "org.codelibs.opensearch.runner.OpenSearchRunner"
# Half the processor time of a start. Measure without: then Java compiles as it does in production.
QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
PATIENCE = 180  # seconds: a busy machine is slow, not wrong


class Node:
    """One running node; `url` is what SEARCH_URL takes, `http` what a browser takes."""

    def __init__(self, folder: Path, heap: str, quick: bool) -> None:
        self.folder = folder
        self.log = folder / "node.log"
        command = ["java", f"-Xmx{heap}", *(QUICK if quick else []), "-cp", f"{jars()}/*", MAIN]
        command += ["-basePath", str(folder), "-confPath", str(HERE / "config"), "-numOfNode", "1"]
        command += ["-baseHttpPort", "-1"]  # the runner adds the node's number, 1; port 0: the system chooses
        began = time.monotonic()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            self.http = f"http://{self._until(self._address)}"
            self._until(self._ready)
        except BaseException:
            self.stop()
            raise
        self.seconds = time.monotonic() - began

    @property
    def url(self) -> str:
        return f"opensearch+{self.http}"

    @property
    def memory(self) -> int:
        """Megabytes the process has in memory; 0 where the system does not say (it does on Linux)."""
        status = Path(f"/proc/{self.process.pid}/status")
        return int(status.read_text().partition("VmRSS:")[2].split()[0]) // 1024 if status.exists() else 0

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=20)

    def _until(self, ask: Callable[[], str]) -> str:
        """What `ask` says once it says something."""
        for _ in range(PATIENCE * 10):
            if said := ask():
                return said
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError("OpenSearch did not start:\n" + self.log.read_text(errors="replace")[-4000:])

    def _address(self) -> str:
        ports = self.folder / "node_1" / "logs" / "http.ports"
        return ports.read_text().split()[0] if ports.exists() else ""

    def _ready(self) -> str:
        """Its colour; nothing while it does not know yet which indexes it has."""
        try:
            with urllib.request.urlopen(f"{self.http}/_cluster/health", timeout=10) as answer:
                colour = str(json.load(answer)["status"])
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""
        return "" if colour == "red" else colour


@contextmanager
def started(heap: str = "512m", quick: bool = True) -> Iterator[Node]:
    """A node that stops at the end and leaves nothing. Raises LookupError when no OpenSearch is to be had."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-opensearch-"))
    try:
        node = Node(folder, heap, quick)
        try:
            yield node
        finally:
            node.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
