"""The page of a form's editor as a browser sends it."""

from __future__ import annotations

import json

from eforms.models import EForm


def state_of(eform: EForm) -> str:
    """The steps as the browser sends them."""
    state = EForm.steps.field.stream_block.get_form_state(eform.steps)
    return json.dumps(state, default=str, ensure_ascii=False)


def sent(eform: EForm) -> dict[str, str]:
    empty = {f"{name}-count": "0" for name in ("routes", "paper", "signers")}
    about = {
        "title": eform.title,
        "title_en": eform.title_en,
        "code": eform.code,
        "representation": eform.representation,
    }
    return {**about, "steps-folded": state_of(eform), **empty}
