"""Opening the dossier a step was passed on to: same applicant, same papers, at the other agency."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from dossiers.linked.links import Link, links_of
from dossiers.linked.passing import where
from dossiers.models import Dossier, DossierEvent, locked
from dossiers.moments import process_of_dossier
from dossiers.start import variant_id
from dossiers.submit import Filing, Origin, Paper, Person, open_dossier
from eforms.drafts import day_of


def open_linked(dossier_id: str, event: DossierEvent, *, at: datetime) -> Dossier | None:
    """None where it is open already, or was called back before it was.

    Raises ActionRefused (cannot_pass_on) when the procedure or the agency has gone meanwhile.
    """
    with transaction.atomic():
        dossier = locked(dossier_id)
        links = links_of(dossier.events.all())
        link = next(one for one in links if one.dossier == event.payload["passed"]["dossier"])
        if not link.open or Dossier.objects.filter(pk=link.dossier).exists():
            return None
        return _opened(dossier, link, at)


def _opened(dossier: Dossier, link: Link, at: datetime) -> Dossier:
    step = process_of_dossier(dossier).step(link.step)
    assert step is not None
    assert step.opens is not None
    release, agency = where(dossier, step.opens, day_of(at))
    first = dossier.events.order_by("sequence").first()
    who = Person(dossier.applicant_name, phone=dossier.applicant_phone, number=dossier.applicant_number)
    filing = Filing(
        release=release,
        agency=agency,
        channel="online",
        variant=variant_id(release, ""),
        applicant=who,
        papers=tuple(
            Paper(str(one.file_id), one.field, one.label) for one in dossier.papers.exclude(file=None)
        ),
        language=str(first.payload.get("language", "")) if first else "",
        origin=Origin(uuid.UUID(link.dossier), dossier, link.run, link.step_name),
    )
    return open_dossier(filing, key=f"passed:{link.dossier}", at=at)
