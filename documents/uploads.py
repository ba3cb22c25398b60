"""Taking in uploads: a file beyond the limit is read to its end and counted, but not kept.

The rest of the form arrives whole, and the person is told the true size, not shown a broken connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from documents.errors import FileRefused


class OversizedFile(UploadedFile):
    """Stands for a file that was too large: name and true size; reading it raises FileRefused."""

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        limit = settings.MAX_UPLOAD_MB * 1024 * 1024
        raise FileRefused("too_large", name=self.name, size=self.size, limit=limit)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        self._refuse()

    def __iter__(self) -> Iterator[bytes]:
        self._refuse()

    open = read = readline = readlines = seek = _refuse


class CappedUploadHandler(FileUploadHandler):
    """Streams an upload to a temporary file, up to MAX_UPLOAD_MB."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.limit = settings.MAX_UPLOAD_MB * 1024 * 1024
        self.file: TemporaryUploadedFile | None = TemporaryUploadedFile(
            self.file_name or "", self.content_type, 0, self.charset, self.content_type_extra
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file is None:
            return
        if start + len(raw_data) > self.limit:
            self._drop()
        else:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        if self.file is None:
            return OversizedFile(None, self.file_name, self.content_type, file_size, self.charset)
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if getattr(self, "file", None) is not None:
            self._drop()

    def _drop(self) -> None:
        if self.file is not None:
            self.file.close()  # and with it the temporary file is gone
            self.file = None
