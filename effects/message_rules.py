"""When and how short messages go out, as an administrator keeps it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="mail")
class MessageRules(BaseGenericSetting):
    """One row for the portal. Quiet hours hold SMS and Zalo back; e-mail wakes nobody."""

    quiet_from = models.TimeField(
        _("quiet from"),
        default=time(21),
        help_text=_("SMS and Zalo messages wait from this hour on. The same hour twice: nothing waits."),
    )
    quiet_until = models.TimeField(
        _("quiet until"), default=time(7), help_text=_("What waited is sent from this hour on.")
    )
    sms_unaccented = models.BooleanField(
        _("SMS without accents"),
        default=True,
        help_text=_("One SMS holds 160 letters without accents, with accents only 70."),
    )

    class Meta:
        verbose_name = _("rules of messages")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


def quiet_end(at: datetime, begin: time, end: time) -> datetime | None:
    """When the quiet hours end in which `at` lies (on the portal's clock); None outside of them."""
    here = timezone.localtime(at)
    over_night = begin > end
    within = (here.time() >= begin or here.time() < end) if over_night else begin <= here.time() < end
    if not within:
        return None
    day = here.date() + timedelta(days=1 if over_night and here.time() >= begin else 0)
    return datetime.combine(day, end, tzinfo=here.tzinfo)
