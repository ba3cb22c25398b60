"""Who signs a result, in order, and what its code in the national catalogue looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, RolePermission
from documents.signing.waiting import SEAL, SIGN


class Signer(models.TextChoices):
    """A signature a result needs: of a person who may sign at an agency, or an agency's seal."""

    LEADER = "leader", _("a leader of the agency that decides")
    LEADER_ABOVE = "leader_above", _("a leader of the agency above it")
    SEAL = "seal", _("the agency's seal, by itself once the signatures before are given")
    SEAL_BY_CLERK = "seal_by_clerk", _("the agency's seal, put on by its clerk")


RESULT_CODE = RegexValidator(
    r"^(KQ\.[A-Z]\d{2}\.\d{6}|\d{3}(\.[0-9A-Z]{2}){2}\.[A-Z]\d{2}-KQ\d{6})$",
    _("As the national database writes it: KQ.G07.000122 or 000.00.00.G09-KQ002269."),
)


def signing_roles() -> list[tuple[str, str]]:
    """Officers' roles that may sign or seal at some agency: [(code, name)]; administrators change them."""
    rows = Role.objects.filter(officer=True, permissions__action__in=(SIGN, SEAL)).distinct()
    return [(one.code, one.name_in_language) for one in rows]


def role_problem(signer: str, role: str) -> ValidationError | None:
    """A named role can give the signature; what goes on by itself is nobody's."""
    if not role:
        return None
    if signer == Signer.SEAL:
        return ValidationError(_("This seal goes on by itself: name no role."), code="nobody_seals")
    action = SEAL if signer in SEALS else SIGN
    if RolePermission.objects.filter(role=role, action=action).exists():
        return None
    return ValidationError(_("This role may not give this signature."), code="role_may_not")


def signers_of(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Of a result of a release, in order: [(Signer, role or "" where whoever may sign there signs)]."""
    signers = result.get("signatures") or []
    return list(zip(signers, result.get("signer_roles") or [""] * len(signers), strict=True))


def order_problem(signatures: Sequence[str]) -> ValidationError | None:
    """People sign first, seals last; one seal of the agency."""
    seals = [one in SEALS for one in signatures]
    if seals != sorted(seals):
        return ValidationError(_("The seal comes after the signatures of people."), code="seal_first")
    if sum(seals) > 1:
        return ValidationError(_("The agency's seal is put on once."), code="two_seals")
    return None


SEALS = (Signer.SEAL, Signer.SEAL_BY_CLERK)
