"""The editor's form of a working calendar: a date listed twice is refused where it stands."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from procedures.calendars import tell_changed
from procedures.working_time import WorkingCalendar

REPEATS = {
    "hours": ("weekday", _("This weekday is listed already.")),
    "days": ("date", _("A date may be listed once: it cannot be off and a working day.")),
}


class WorkingCalendarForm(WagtailAdminModelForm):
    """Counts the version up when anything changed."""

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        for name, (key, message) in REPEATS.items():
            formset = self.formsets[name]
            seen: set[Any] = set()
            for form in formset.forms:
                value = getattr(form.instance, key)
                if form in formset.deleted_forms or value is None:
                    continue
                if value in seen and key not in form.errors:
                    form.add_error(key, message)
                    form.errors.pop(NON_FIELD_ERRORS, None)
                    formset.non_form_errors().clear()  # Django's own words name columns, not dates
                    valid = False
                seen.add(value)
        return valid

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk and self.has_changed():
            self.instance.version = (
                WorkingCalendar.objects.values_list("version", flat=True).get(pk=self.instance.pk) + 1
            )
        saved = super().save(commit)
        if commit:
            tell_changed(saved)
        return saved
