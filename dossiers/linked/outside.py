"""What an outside system gets of a dossier, and which plugin asks it."""

from __future__ import annotations

from dossiers.models import OutsideCase
from dossiers.moments import told
from dossiers.steps import said
from effects.errors import GiveUp
from procedures.models import OutsideSystem
from procedures.systems import PLUGINS
from procedures.systems.contract import Case, Plugin


def system_of(case: OutsideCase) -> tuple[OutsideSystem, Plugin]:
    """Raises GiveUp (no_system) when it was taken out of use."""
    system = OutsideSystem.objects.filter(code=case.system, active=True).first()
    plugin = PLUGINS.get(system.plugin) if system else None
    if system is None or plugin is None:
        raise GiveUp("no_system")
    return system, plugin


def case_of(case: OutsideCase) -> Case:
    """The applicant, what was filed and what officers filled in, the papers by name and hash."""
    dossier = case.dossier
    filed = dossier.submission.answers if dossier.submission else {}
    papers = dossier.papers.exclude(file=None).select_related("file")
    return Case(
        ref=f"{dossier.pk}:{case.event_id}",
        code=dossier.shown_code,
        procedure=dossier.procedure_code,
        procedure_name=dossier.procedure_name,
        agency=dossier.agency_code,
        step=str(case.event.payload["step_name"]),
        applicant={
            "name": dossier.applicant_name,
            "phone": dossier.applicant_phone,
            "email": dossier.applicant_email,
            "number": dossier.applicant_number,
        },
        answers={**filed, **said(told(dossier, list(dossier.events.all())))},
        papers=tuple({"name": str(one), "sha256": one.file.sha256} for one in papers if one.file),
    )
