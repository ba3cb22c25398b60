"""A form of a test's own in the running portal, and a link to a draft of it."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.portal import Portal

BEGIN = """
import json, sys
from django.utils import timezone
from eforms import drafts
from eforms.building import build, current_version
from procedures.models import Agency, Release
code, content = "{code}", json.loads('''{content}''')
build(code, content)
context = {{"release": str(Release.objects.first().pk), "agency": Agency.objects.first().pk}}
now, title = timezone.now(), content["title"]
draft, secret = drafts.start(
    current_version(code), kind="dossier", context=context, title=title, owner=None, at=now
)
print(f"/to-khai/tiep-tuc/{{draft.pk}}/{{secret}}/")
"""


def begin_form(portal: Portal, code: str, content: dict[str, Any]) -> str:
    """Build and publish the form, open a draft; the path of its link."""
    written = json.dumps(content, ensure_ascii=True).replace("\\", "\\\\")
    return portal.manage("shell", "-v", "0", "-c", BEGIN.format(code=code, content=written)).split()[-1]


def ask(kind: str, key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "label": label, "required": True, **more}
