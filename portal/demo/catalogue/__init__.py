"""The procedures of the demo, written by us from facts: codes, papers, limits, fees, legal bases."""

from __future__ import annotations

from portal.demo.catalogue import business, civil_status, justice, land, police, social
from portal.demo.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = (
    *civil_status.ENTRIES,
    *police.ENTRIES,
    *justice.ENTRIES,
    *business.ENTRIES,
    *land.ENTRIES,
    *social.ENTRIES,
)
