"""Which event issues which form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dossiers.slips import extension, receipt, refusal, stopping, supplement
from dossiers.slips.facts import Case


@dataclass(frozen=True)
class Form:
    """sign: of the paper's own number ("05/HDHS"); "": it goes by the code of the dossier."""

    kind: str
    template: str
    facts: Callable[[Case], dict[str, Any]]
    sign: str = ""


RECEIPT = Form("M01", "dossiers/slip_01.typ", receipt.facts)
SUPPLEMENT = Form("M02", "dossiers/slip_02.typ", supplement.facts, sign="HDHS")
REFUSAL = Form("M03", "dossiers/slip_03.typ", refusal.facts, sign="PTC")
EXTENSION = Form("M04", "dossiers/slip_04.typ", extension.facts, sign="PXL")
STOPPING = Form("M05", "dossiers/slip_05.typ", stopping.facts, sign="TB-DGQ")

FORMS = {
    "accept": RECEIPT,
    "ask_supplement": SUPPLEMENT,
    "refuse": REFUSAL,
    "extend": EXTENSION,
    "apologise": EXTENSION,
    "stop": STOPPING,
    "grant_withdrawal": STOPPING,
}
