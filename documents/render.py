"""From a typst template and plain data to a PDF/A-2b that will still open in thirty years."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.apps import apps

from documents.errors import TemplateBroken
from documents.glyphs import printable


def pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    images: Mapping[str, bytes] | None = None,
    at: datetime | None = None,
) -> bytes:
    """Compile `<room>/typst/<name>.typ`, named "<room>/<name>.typ", to PDF/A-2b. Same input, same bytes.

    The template reads its data with `json("/data.json")` and an image with `image("/images/<key>")`, the key
    having its ending ("qr.svg"); it may import "/documents/house.typ". `at`: the date written in the PDF.
    Only the fonts inside typst are used, so every machine gives the same page. Raises TemplateBroken.
    """
    options: dict[str, Any] = {"format": "pdf", "pdf_standards": "a-2b"}
    if at:
        options["timestamp"] = at.replace(microsecond=0)
    return _compile(template, data, images or {}, options)


def png(
    template: str, data: Mapping[str, Any], *, images: Mapping[str, bytes] | None = None, ppi: int = 110
) -> bytes:
    """First page as a picture, for previews. Raises TemplateBroken."""
    return _compile(template, data, images or {}, {"format": "png", "ppi": ppi})


def marks(
    template: str, data: Mapping[str, Any], label: str, *, images: Mapping[str, bytes] | None = None
) -> list[Any]:
    """What the template says in `#metadata(…) <label>`, in the order of the pages. Raises TemplateBroken."""

    def ask(page: str, options: dict[str, Any]) -> Any:
        return typst.query(page, f"<{label}>", field="value", format="json", **options)

    found: list[Any] = json.loads(_laid_out(template, data, images or {}, ask))
    return found


def _compile(
    template: str, data: Mapping[str, Any], images: Mapping[str, bytes], options: dict[str, Any]
) -> bytes:
    made = _laid_out(template, data, images, lambda page, common: typst.compile(page, **common, **options))
    return bytes(made[0] if isinstance(made, list) else made)


def _laid_out(
    template: str,
    data: Mapping[str, Any],
    images: Mapping[str, bytes],
    do: Callable[[str, dict[str, Any]], Any],
) -> Any:
    """`do` with the page and typst's options, in a folder that holds what the template reads."""
    room, _slash, name = template.partition("/")
    with tempfile.TemporaryDirectory(prefix="typst-") as folder:
        root = Path(folder)
        _lay_out(root, room)
        (root / "data.json").write_text(json.dumps(printable(data), ensure_ascii=False), "utf-8")
        for key, content in images.items():
            (root / "images" / key).write_bytes(content)
        if not (root / room / name).is_file():
            raise TemplateBroken(f"There is no document template {template!r}.")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", typst.TypstWarning)
                return do(str(root / room / name), {"root": folder, "ignore_system_fonts": True})
        except typst.TypstError as error:
            raise TemplateBroken(f"{template}: {error.message}") from error


def _lay_out(root: Path, room: str) -> None:
    """The template's own folder and the shared one, alone in a folder of their own."""
    (root / "images").mkdir()
    for label in {room, "documents"}:
        source = Path(apps.get_app_config(label).path) / "typst"
        if source.is_dir():
            shutil.copytree(source, root / label)
