"""What search keeps."""

from search.models.asked import AskedOnDay, AskedWords
from search.models.entries import SearchEntry, SearchEntryQuerySet
from search.models.judged import JudgedQuery
from search.models.words import Pin, StopPhrase, Synonym, Words

__all__ = [
    "AskedOnDay",
    "AskedWords",
    "JudgedQuery",
    "Pin",
    "SearchEntry",
    "SearchEntryQuerySet",
    "StopPhrase",
    "Synonym",
    "Words",
]
