"""What may go wrong with people, and who reads the message."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _


class AppendOnly(PermissionDenied):
    """Seen by developers: something tried to change or delete a record of the access log."""

    code = "append_only"

    def __init__(self) -> None:
        super().__init__(str(_("The access log is only ever added to.")))


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
