"""What the publish gate asks of a procedure that certifies copies: a scan, a fee, somebody who signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eforms.fields.contract import is_file
from eforms.fields.file import DEFAULT_ACCEPT, most_files
from eforms.judging.answers import questions_of
from procedures.fee_gate import fees_of
from procedures.finding import ERROR, WARNING, Finding
from procedures.process_gate import process
from procedures.snapshot import form_version

if TYPE_CHECKING:
    from procedures.pages import ProcedurePage

APPROVER = "approver"


def scan_is_asked(page: ProcedurePage) -> Finding | None:
    """The e-form asks for the scan as one PDF, and for the name of the original where the page says so."""
    version = form_version(page) if page.copy_scan else None
    if not page.copy_scan:
        return None
    asked = {one["key"]: one for one in questions_of(version.content)} if version else {}
    scan = asked.get(page.copy_scan)
    one_pdf = (
        scan and is_file(scan) and scan.get("accept", DEFAULT_ACCEPT) == ["pdf"] and most_files(scan) == 1
    )
    if not one_pdf:
        message = _("Copies are certified from “%(name)s”: the e-form must ask there for one file, PDF only.")
        return Finding(ERROR, "copy_scan_unknown", "copy_scan", message % {"name": page.copy_scan})
    if page.copy_title and page.copy_title not in asked:
        message = _("The e-form does not ask “%(name)s”, which names the original.")
        return Finding(ERROR, "copy_title_unknown", "copy_title", message % {"name": page.copy_title})
    return None


def copies_have_a_fee(page: ProcedurePage) -> Finding | None:
    if not page.copy_scan or next(fees_of(page), None):
        return None
    message = _("The procedure certifies copies, and names no fee for it.")
    return Finding(WARNING, "copy_without_fee", "channels", message)


def copies_are_signed(page: ProcedurePage) -> Finding | None:
    """The dossier ends with the leader's signature: where there is a process, its last step is theirs."""
    steps = list(process(page).steps()) if page.copy_scan else []
    if not steps or steps[-1].role == APPROVER:
        return None
    message = _("The procedure certifies copies: its last step has to be the leader's, who signs them.")
    return Finding(ERROR, "copy_without_signer", "process", message)


CHECKS: tuple[Callable[[ProcedurePage], Finding | None], ...] = (
    scan_is_asked,
    copies_have_a_fee,
    copies_are_signed,
)
