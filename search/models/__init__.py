"""What search keeps."""

from search.models.entries import Audience, SearchEntry, SearchEntryQuerySet
from search.models.events import EventProcedure, LifeEvent
from search.models.words import Pin, StopPhrase, Synonym, Words

__all__ = [
    "Audience",
    "EventProcedure",
    "LifeEvent",
    "Pin",
    "SearchEntry",
    "SearchEntryQuerySet",
    "StopPhrase",
    "Synonym",
    "Words",
]
