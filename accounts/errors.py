"""What may go wrong with people, and who reads the message."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Unchangeable(PermissionDenied):
    """Seen by developers: something tried to change or delete what is written once."""

    code = "unchangeable"


class CodeRefused(ValidationError):
    """Seen by the officer beside the code field, and by programs asking for a token."""


class WrongCode(CodeRefused):
    def __init__(self) -> None:
        super().__init__(
            _("This code is not right. Type the six digits your app shows now."), code="wrong_code"
        )


class CodeUsed(CodeRefused):
    def __init__(self) -> None:
        super().__init__(
            _("This code has been used already. Wait for your app to show the next one."), code="code_used"
        )


class CodeLocked(CodeRefused):
    """Five wrong codes in a row; `minutes` is what remains, rounded up."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            _("Too many wrong codes. Try again in %(minutes)d minutes."),
            code="code_locked",
            params={"minutes": minutes},
        )


class AlreadyHeld(ValidationError):
    """Seen by the administrator who gives the same role at the same agency twice for overlapping days."""

    def __init__(self) -> None:
        super().__init__(_("This person already holds this role there on these days."), code="already_held")


class TooManyProfiles(ValidationError):
    """Seen by whoever adds one more household or organisation than an account may keep."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("An account keeps at most %(most)d profiles. Delete one first."),
            code="too_many_profiles",
            params={"most": most},
        )


STAND_IN: dict[str, str | Promise] = {
    "no_role": _("This person holds no officer's role at this agency on these days."),
    "no_colleague": _("Choose a colleague who holds an officer's role at this agency on these days."),
    "oneself": _("Nobody stands in for a colleague by their own decision. Let somebody else enter it."),
    "days_past": _("The first day may not lie in the past."),
    "days_order": _("The last day is before the first."),
    "too_long": _("An absence is entered for at most %(most)s days."),
    "away_already": _("An absence on some of these days is entered already."),
    "delegate_away": _("This colleague is absent on some of these days too."),
}


class CannotStandIn(ValidationError):
    """Seen by whoever enters an absence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(str(STAND_IN[code]), code=code, params=params)


REPRESENT: dict[str, str | Promise] = {
    "no_account": _(
        "No account has this personal number and this e-mail address, confirmed by its holder. The person "
        "finds both under “My details”."
    ),
    "oneself": _("Nobody confirms this for themselves. Let a colleague do it."),
    "already": _("This person represents the organisation on some of these days already."),
    "last_day": _("An authorisation ends on a day. Enter the last one."),
    "days_past": _("The first day may not lie in the past."),
    "days_order": _("The last day is before the first."),
    "too_long": _("An authorisation is entered for at most %(most)s years."),
    "reason": _("Say why it ends, in a few words."),
}


class CannotRepresent(ValidationError):
    """Seen by whoever says who represents an organisation."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(str(REPRESENT[code]), code=code, params=params)
