"""What the room adds to Wagtail's admin."""

from __future__ import annotations

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from procedures.admin_limits import keep_released, keep_released_in_bulk, no_ready_copy
from procedures.agency_admin import Agencies
from procedures.fee_trial import trial
from procedures.process_choosing import templates
from procedures.process_templates import ProcessTemplateViewSet
from procedures.systems.admin import OutsideSystemViewSet

register_snippet(Agencies)
register_snippet(OutsideSystemViewSet)
register_snippet(ProcessTemplateViewSet)
hooks.register(
    "register_admin_urls",
    lambda: [
        path("thu-tuc/<int:pk>/quy-trinh-mau/", templates, name="process_templates"),
        path("thu-tuc/<int:pk>/thu-phi/", trial, name="fee_trial"),
    ],
)
hooks.register("before_copy_page", no_ready_copy)
hooks.register("before_delete_page", keep_released)
hooks.register("before_bulk_action", keep_released_in_bulk)
