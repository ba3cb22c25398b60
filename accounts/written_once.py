"""Rows that are written and then only read: what happened, what was filed, what was booked."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from accounts.errors import Unchangeable


class FinalQuerySet(models.QuerySet[Any]):
    """In bulk they are as final as one by one."""

    def update(self, **changes: Any) -> NoReturn:
        raise Unchangeable

    def delete(self) -> NoReturn:
        raise Unchangeable


class WrittenOnce(models.Model):
    """What is stored is never changed or deleted; trying to raises Unchangeable."""

    objects = FinalQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not (self._state.adding or self.may_be_completed(kwargs)):
            raise Unchangeable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable

    def may_be_completed(self, how: dict[str, Any]) -> bool:
        """Whether this one saving of a stored row adds what was still open. how: as `save` is called."""
        return False
