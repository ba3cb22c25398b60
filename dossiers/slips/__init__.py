"""Printed papers of a dossier, forms 01 to 07: one module a form has its facts, its words are in typst/.

The papers are Vietnamese in every language. `table.py` says which event issues which form.
"""

from dossiers.slips.facts import tracking_address
from dossiers.slips.issuing import issue_slip

__all__ = ["issue_slip", "tracking_address"]
