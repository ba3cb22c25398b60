"""Rows that are written and then only read: versions of forms and of code lists, what was filed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from eforms.errors import Unchangeable


class WrittenOnce(models.QuerySet[Any]):
    """No row is changed or deleted, in bulk neither."""

    def update(self, **changes: Any) -> NoReturn:
        raise Unchangeable

    def delete(self) -> NoReturn:
        raise Unchangeable
