"""What Wagtail's admin says after an action, and how long ago: for our catalogue, see wagtail_words.py."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

MESSAGES = (
    _("%(label)s and Publish"),
    _("%(model_name)s '%(object)s' has been submitted for moderation."),
    _("%(model_name)s '%(object)s' created and submitted for moderation."),
    _("The %(model_name)s could not be saved as it is locked"),
    _("The %(model_name)s could not be created due to errors."),
    _("The %(model_name)s could not be saved due to errors."),
    _("Page '%(page_title)s' created and submitted for moderation."),
    _("The page could not be created due to validation errors."),
    _("Page '%(page_title)s' has been submitted for moderation."),
    _("The page could not be saved due to validation errors."),
    _("The image could not be saved due to errors."),
    _("The image could not be created due to errors."),
    _("The document could not be created due to errors."),
    _("The document could not be saved due to errors."),
    _("The setting could not be saved due to errors."),
    _("%(setting_type)s updated."),
    _("Privacy and access"),
    _("Autosave is paused"),
    _("Autosave is <span>paused</span>"),
    _("There are validation errors, click save to highlight them."),
    _("Add %(model_name)s"),
    _("%(range_start)s - %(range_end)s"),
    _("Saving will overwrite a newer version."),
    _("%(user_name)s saved a new version"),
    _("%(user_name)s has unsaved changes"),
    _("Currently viewing"),
)
# Django's own Vietnamese has these with other spaces than it asks for.
TIMES = (
    ngettext_lazy("%(num)d year", "%(num)d years", "num"),
    ngettext_lazy("%(num)d month", "%(num)d months", "num"),
    ngettext_lazy("%(num)d week", "%(num)d weeks", "num"),
    ngettext_lazy("%(num)d day", "%(num)d days", "num"),
    ngettext_lazy("%(num)d hour", "%(num)d hours", "num"),
    ngettext_lazy("%(num)d minute", "%(num)d minutes", "num"),
)
