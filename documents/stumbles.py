"""How parsers fail over a hostile or broken file: in many ways, and each means that the file is no good."""

from __future__ import annotations

import struct
import zlib
from zipfile import BadZipFile

STUMBLES = (
    OSError, ValueError, LookupError, TypeError, AttributeError, SyntaxError, NotImplementedError,
    RecursionError, EOFError, ArithmeticError, AssertionError, struct.error,
    zlib.error, BadZipFile,
)  # fmt: skip
