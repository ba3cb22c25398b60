"""Loads the whole demo in its order, one transaction a part; a second run changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from effects.worker import drain, due
from portal.demo.accounts import CENTRE, create_accounts
from portal.demo.agencies import create_agencies
from portal.demo.cases import GOALS, WHERE, Case, cases
from portal.demo.catalogue import ENTRIES
from portal.demo.catalogue.entry import Entry
from portal.demo.company import owe
from portal.demo.desk import lay_out_desk
from portal.demo.events import create_events
from portal.demo.filing import Office, filed_before, happen
from portal.demo.linked import adopt
from portal.demo.papers import Papers
from portal.demo.payments import offer_payment
from portal.demo.places import create_places
from portal.demo.plans import Goal, Term
from portal.demo.proven import prove
from portal.demo.publishing import publish_forms, publish_procedures
from portal.demo.signing import give_keys
from portal.demo.site import create_site
from portal.demo.transfers import open_account
from procedures.agencies import calendar_of
from procedures.calendars import calendars_kept
from procedures.models import Agency

Say = Callable[[str], None]


def load(at: datetime, say: Say, goals: tuple[Goal, ...] = GOALS) -> None:
    """Everything the demo shows. `say`: a line of progress. Raises ImproperlyConfigured in production."""
    if not settings.DEMO:
        raise ImproperlyConfigured("The demo is loaded in demo mode only: MODE=production refuses it.")
    began = monotonic()
    for name, part in _parts(at, say, goals):
        with transaction.atomic():
            added = part()
        say(f"{name}: {added} added ({monotonic() - began:.1f} s)" if added else f"{name}: there already")
    if due(at).exists():
        say("Slips, messages, search index …")
    with calendars_kept():
        done = drain(at)
    say(f"Work after commit: {done} pieces done ({monotonic() - began:.1f} s)")
    if keys := give_keys(at):
        say(f"Signing keys: {keys} added ({monotonic() - began:.1f} s)")
    with transaction.atomic():
        signed = prove(at)
    if signed:
        drain(at)
        say(f"Documents to verify: {signed} signed ({monotonic() - began:.1f} s)")


def _parts(at: datetime, say: Say, goals: tuple[Goal, ...]) -> list[tuple[str, Callable[[], int]]]:
    return [
        ("Site", create_site),
        ("Places", create_places),
        ("Agencies", create_agencies),
        ("Accounts", lambda: create_accounts(at)),
        ("Bank account", open_account),
        ("Forms", publish_forms),
        ("Procedures", lambda: publish_procedures(at)),
        ("Events", create_events),
        ("Ways of payment", offer_payment),
        (
            "Dossiers",
            lambda: 0 if filed_before() else happen(planned(at, goals), Office(at, Papers(at)), say),
        ),
        ("Company", lambda: owe(at, say)),
        ("Passed on", lambda: adopt(at)),
        ("Desk", lambda: lay_out_desk(at)),
    ]


def planned(at: datetime, goals: tuple[Goal, ...] = GOALS) -> list[Case]:
    """The cases of the demo as they would be at that moment."""
    usual = {entry.code: _limit(entry) for entry in ENTRIES if entry.code in WHERE}
    return cases(usual, calendar_of(Agency.objects.get(code=CENTRE)), at, goals)


def _limit(entry: Entry) -> Term:
    online = next(channel for channel in entry.channels if channel.channel == "online")
    return online.limits[0].amount, online.limits[0].unit
