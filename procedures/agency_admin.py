"""Agencies, reception units and calendars in the editors' admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.template.defaultfilters import yesno
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.access import WAGTAIL_ADMIN, allow
from procedures.agencies import LINE
from procedures.calendar_form import WorkingCalendarForm
from procedures.calendars import tell_moved
from procedures.models import Agency, ReceptionUnit, WorkingCalendar


class FindAgency(BaseFilterForm):
    """The box above the list of a chooser: part of a name, or the beginning of a code."""

    q = forms.CharField(label=_("Name or code"), required=False)

    def filter(self, objects: QuerySet[Agency]) -> QuerySet[Agency]:
        objects = super().filter(objects)
        words = self.cleaned_data.get("q", "").split()
        self.is_searching = bool(words)
        self.search_query = " ".join(words)
        return objects.filter(*(matching(word) for word in words))


def matching(word: str) -> Q:
    """SQLite compares only A-Z without case: the usual ways of writing a Vietnamese word are tried."""
    found = Q(code__istartswith=word)
    for written in {word, word.lower(), word.upper(), word.capitalize()}:
        found |= Q(name__icontains=written)
    return found


@allow(WAGTAIL_ADMIN)
class ChooseAgency(ChooseView):
    filter_form_class = FindAgency


@allow(WAGTAIL_ADMIN)
class ChooseAgencyResults(ChooseResultsView):
    filter_form_class = FindAgency


class AgencyChooser(SnippetChooserViewSet):
    choose_view_class = ChooseAgency
    choose_results_view_class = ChooseAgencyResults


class AgencyForm(WagtailAdminModelForm):
    """An agency that changes its calendar, or the agency above it, has its open dossiers counted anew."""

    def save(self, commit: bool = True) -> Any:
        moved = self.instance.pk and {"calendar", "parent"} & set(self.changed_data)
        saved = super().save(commit)
        if commit and moved:
            tell_moved(saved)
        return saved


class AgencyViewSet(SnippetViewSet):
    model = Agency
    icon = "group"
    menu_label = _("Agencies")
    list_display: ClassVar = ["name", "code", "level", "parent", "valid_from", "valid_to"]
    list_filter: ClassVar = ["level", "valid_to"]
    search_fields: ClassVar = ["name", "code"]
    list_per_page = 50
    copy_view_enabled = False
    chooser_viewset_class = AgencyChooser
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("name_en"),
            FieldRowPanel([FieldPanel("code"), FieldPanel("level")]),
            FieldPanel("parent"),
            FieldPanel("place"),
            FieldPanel("calendar"),
            MultiFieldPanel(
                [FieldPanel("tax_code"), FieldPanel("address")],
                heading=_("On its receipts"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                    FieldPanel(
                        "successor", help_text=_("Which agency took its work over, once it is closed.")
                    ),
                ],
                heading=_("Validity"),
            ),
        ],
        base_form_class=AgencyForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Agency]:
        return Agency.objects.select_related(LINE, "successor")


class ReceptionUnitViewSet(SnippetViewSet):
    model = ReceptionUnit
    icon = "home"
    menu_label = _("Reception units")
    list_display: ClassVar = ["name", "agency", "hotline", "active_from", "active_to"]
    list_filter: ClassVar = ["is_centre"]
    search_fields: ClassVar = ["name", "address"]
    list_per_page = 50
    panels: ClassVar = [
        FieldPanel("agency"),
        FieldPanel("name"),
        FieldPanel("name_en"),
        FieldPanel("is_centre"),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("place"), FieldPanel("opening_hours")]),
        FieldRowPanel([FieldPanel("hotline"), FieldPanel("email")]),
        FieldRowPanel([FieldPanel("active_from"), FieldPanel("active_to")]),
    ]

    def get_queryset(self, request: Any) -> QuerySet[ReceptionUnit]:
        return ReceptionUnit.objects.select_related("agency")


IS_DEFAULT = Column(
    "is_default",
    label=capfirst(WorkingCalendar._meta.get_field("is_default").verbose_name),
    accessor=lambda calendar: yesno(calendar.is_default),
)
# Four fields in one row of an inline panel are wider than the page.
HOURS = (
    FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
    FieldRowPanel([FieldPanel("reopens"), FieldPanel("closes_again")]),
)


class WorkingCalendarViewSet(SnippetViewSet):
    model = WorkingCalendar
    icon = "calendar-alt"
    menu_label = _("Working calendars")
    list_display: ClassVar = ["name", "version", IS_DEFAULT, "valid_from"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("is_default")]),
            InlinePanel(
                "hours",
                heading=_("Usual hours"),
                label=_("weekday"),
                help_text=_("One row a weekday; a weekday without a row is off."),
                min_num=1,
                panels=[FieldPanel("weekday"), *HOURS],
            ),
            InlinePanel(
                "days",
                heading=_("Days off, make-up days, half days"),
                label=_("day"),
                help_text=_("A make-up or half day without hours has those of the first working weekday."),
                panels=[
                    FieldRowPanel([FieldPanel("date"), FieldPanel("kind")]),
                    FieldPanel("name"),
                    *HOURS,
                ],
            ),
        ],
        base_form_class=WorkingCalendarForm,
    )


class Agencies(SnippetViewSetGroup):
    items = (AgencyViewSet, ReceptionUnitViewSet, WorkingCalendarViewSet)
    menu_label = _("Agencies")
    menu_icon = "group"
    menu_order = 210
