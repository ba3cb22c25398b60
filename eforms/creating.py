"""Rows editors add in the admin under a code of their own choosing."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse
from wagtail.snippets.views.snippets import CreateView

from accounts.access import WAGTAIL_ADMIN, allow


@allow(WAGTAIL_ADMIN)
class NewCoded(CreateView):
    """Of two who save one code at the same moment, the later is told what a second later would be."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except IntegrityError:
            again = self.get_form()
            return super().form_valid(again) if self.is_valid(again) else self.form_invalid(again)
