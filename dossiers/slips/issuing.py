"""Issue the paper of an event: once, numbered, kept, findable by the code printed on it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from documents.codes import Marks, new_code
from documents.issue import issue
from documents.models import IssuedDocument
from documents.render import pdf
from documents.signing import looks
from documents.signing.by_rule import wanted_for
from dossiers import tracking_secret
from dossiers.document_texts import text_for
from dossiers.models import Dossier, DossierEvent, locked
from dossiers.numbering import allocate_paper
from dossiers.slips.facts import Case, head, marks, tracking_address, words_for_texts
from dossiers.slips.sets import Heading, heading
from dossiers.slips.table import FORMS, Form
from procedures.processing_rules import rules
from themes.marks import code128_svg, qr_svg


def issue_slip(event: DossierEvent) -> IssuedDocument:
    """The paper of the event's action; asked again, the same one with the same number.

    One transaction, under the dossier's lock: a number is given only to a paper that comes to be.
    Raises TemplateBroken.
    """
    form, key = FORMS[event.action], f"slip:{event.pk}"
    with transaction.atomic():
        locked(event.dossier_id)
        if known := IssuedDocument.objects.filter(key=key).select_related("file").first():
            return known
        case = Case.at(subject(event), event)
        title = heading(form.kind, rules().form_set)
        number = allocate_paper(case.dossier.agency_code, form.sign, event.at) if form.sign else case.code
        return issue(
            kind=title.kept_as,
            title=f"{title.title} {case.code}",
            content=lambda printed: drawn(form, case, title, number, printed),
            subject=("dossier", str(event.dossier_id)),
            agency_name=case.dossier.agency.name,
            key=key,
            at=event.at,
            number=number,
            agency_code=str(case.dossier.agency_code),
            wanted=wanted_for(
                form.kind, str(case.dossier.agency_code), lambda: sign_places(form, case, title, number)
            ),
        )


def sign_places(form: Form, case: Case, title: Heading, number: str) -> list[dict[str, dict[str, Any]]]:
    """Where on the page the signatures are seen. Raises TemplateBroken."""
    printed = Marks(new_code(), "")
    facts = facts_of(form, case, title, number) | marks(printed.code)
    return looks.places(form.template, facts, images(case, printed))


def subject(event: DossierEvent) -> Dossier:
    """The event's dossier with what its papers name."""
    return Dossier.objects.select_related(
        "release", "agency__parent", "agency__place", "reception_unit", "submission__version"
    ).get(pk=event.dossier_id)


def drawn(form: Form, case: Case, title: Heading, number: str, printed: Marks) -> bytes:
    """The PDF. Raises TemplateBroken."""
    facts = facts_of(form, case, title, number) | marks(printed.code)
    return pdf(form.template, facts, images=images(case, printed), at=case.event.at)


def images(case: Case, printed: Marks) -> dict[str, bytes]:
    return {
        "qr.svg": qr_svg(tracking_address(case.code)),
        "code.svg": code128_svg(case.code),
        "verify.svg": printed.qr,
    }


def secret_of(case: Case) -> str:
    """For whom an officer filed: they read the secret on the paper; others were shown it when they filed."""
    dossier = case.dossier
    at_counter = "taken_in" in case.events[0].payload
    return tracking_secret.still_shown(dossier.pk, dossier.secret_hash) if at_counter else ""


def facts_of(form: Form, case: Case, title: Heading, number: str) -> dict[str, Any]:
    """Everything the template of the form reads, but the marks of verification."""
    facts = {**head(case), **form.facts(case), "form": title.printed(), "paper_number": number}
    facts["secret"] = secret_of(case)
    return {**facts, "note": text_for(form.kind, title.form_set, words_for_texts(facts))}
