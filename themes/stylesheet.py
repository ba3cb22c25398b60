"""One stylesheet for a page: the files of themes.css in one answer, followed by the site's theme.

Without a build step: the @import lines are read at the first request, and the address holds a hash of the
content, so that browsers keep it for a year. `themes.css` alone gives the same pages in the first theme.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from themes.palette import properties
from themes.presets import Look

FOLDER = Path(__file__).resolve().parent / "static" / "themes" / "css"
IMPORT = re.compile(r'^@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>\w+)\);$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def bundle() -> str:
    """themes.css with every @import replaced by what it names, in its layer."""
    return _read() if settings.DEBUG else _read_once()


def _read() -> str:
    def inlined(line: re.Match[str]) -> str:
        text = (FOLDER / line["file"]).read_text(encoding="utf-8")
        return f"@layer {line['layer']} {{\n{text}}}"

    return COMMENT.sub("", IMPORT.sub(inlined, (FOLDER / "themes.css").read_text(encoding="utf-8")))


_read_once = lru_cache(maxsize=1)(_read)


@lru_cache(maxsize=32)
def _themed(look: Look, shared: str) -> tuple[str, str]:
    lines = "".join(f"  {name}: {value};\n" for name, value in properties(look).items())
    css = f"{shared}\n@layer tokens {{\n:root {{\n{lines}}}\n}}\n"
    return css, hashlib.sha256(css.encode()).hexdigest()[:12]


def stylesheet(look: Look) -> tuple[str, str]:
    """The css of a site with this look, and the hash that goes into its address."""
    return _themed(look, bundle())
