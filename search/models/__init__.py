"""What search keeps."""

from search.models.asked import AskedOnDay, AskedWords
from search.models.entries import Audience, SearchEntry, SearchEntryQuerySet
from search.models.events import EventProcedure, LifeEvent
from search.models.judged import JudgedQuery
from search.models.words import Pin, StopPhrase, Synonym, Words

__all__ = [
    "AskedOnDay",
    "AskedWords",
    "Audience",
    "EventProcedure",
    "JudgedQuery",
    "LifeEvent",
    "Pin",
    "SearchEntry",
    "SearchEntryQuerySet",
    "StopPhrase",
    "Synonym",
    "Words",
]
