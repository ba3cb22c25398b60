"""What search keeps."""

from search.models.entries import SearchEntry, SearchEntryQuerySet
from search.models.words import Pin, StopPhrase, Synonym, Words

__all__ = ["Pin", "SearchEntry", "SearchEntryQuerySet", "StopPhrase", "Synonym", "Words"]
