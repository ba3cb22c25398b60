"""What the room adds to Wagtail's admin."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from procedures.agency_admin import Agencies

register_snippet(Agencies)
