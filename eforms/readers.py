"""Who may read the files of a draft: who fills it, and who signs it and gave the code."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from eforms.drafts import may_fill
from eforms.models import Draft
from eforms.signing.deciding import may_look


def may_read(user: Any, request: HttpRequest, draft_id: str) -> bool:
    """Registered with documents.files for the subject "draft"."""
    draft = Draft.objects.filter(pk=draft_id).first()
    return draft is not None and (may_fill(request, draft) or may_look(request, draft))
