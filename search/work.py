"""What search does after a commit."""

from __future__ import annotations

from django.utils import timezone

from effects.handlers import handler
from search.index import index_release


@handler("release_published")
def release_published(*, key: str, release: int) -> None:
    """A procedure has a new release: find it by its new words."""
    index_release(release, on=timezone.localdate())
