"""What poppler's pdfsig says of a signed PDF, trusting the demo's root by a store of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def said_of(pdf: bytes, folder: Path, root: str = "") -> str:
    """`root`: PEM of the authority to trust; without one, certificates are not looked at."""
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    options = ["-nssdir", str(_store(folder, root))] if root else ["-nocert"]
    done = subprocess.run(["pdfsig", *options, str(file)], capture_output=True, text=True, check=False)
    return done.stdout


def _store(folder: Path, root: str) -> Path:
    if not shutil.which("certutil"):
        pytest.skip("certutil is not installed (apt-get install libnss3-tools)")
    store, pem = folder / "nss", folder / "root.pem"
    store.mkdir(exist_ok=True)
    pem.write_text(root)
    place = ["-d", f"sql:{store}"]
    subprocess.run(["certutil", "-N", *place, "--empty-password"], check=True, capture_output=True)
    trust = ["certutil", "-A", *place, "-n", "demo", "-t", "CT,CT,CT", "-a", "-i", str(pem)]
    subprocess.run(trust, check=True, capture_output=True)
    return store
