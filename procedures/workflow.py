"""The way to publication: editors submit, publishers approve (Wagtail's moderation)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

if TYPE_CHECKING:
    from accounts.models import User


class PublicationTask(AbstractGroupApprovalTask):
    """Approval by publishers; approving is not offered while the publish gate is closed."""

    class Meta:
        verbose_name = _("approval of publication")
        verbose_name_plural = _("approvals of publication")

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, str, bool]]:
        actions = super().get_actions(obj, user)
        if not actions or _is_complete(obj.get_latest_revision_as_object()):
            return actions
        return [action for action in actions if action[0] != "approve"]

    @classmethod
    def get_description(cls) -> str:
        return gettext("Members of the chosen groups approve what the publish gate lets through")


def _is_complete(written: Any) -> bool:
    """Whether the publish gate lets a procedure through, or an e-form can be compiled; others always."""
    from eforms.checking.gate import reasons_against
    from eforms.compile import compile_content
    from eforms.models import EForm
    from procedures.gate import is_open
    from procedures.pages import ProcedurePage

    if isinstance(written, ProcedurePage):
        return is_open(written)
    return not isinstance(written, EForm) or not reasons_against(compile_content(written), written.scenarios)
