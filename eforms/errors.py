"""What can go wrong with a form, each under the Django error that says who is told and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from eforms.wording import said

StepErrors = Mapping[str, ValidationError]


class FormIncomplete(ValidationError):
    """The form cannot be published as it stands. Seen by the editor."""

    def __init__(self, reasons: list[ValidationError]) -> None:
        super().__init__(reasons, code="form_incomplete")


class DraftForeign(PermissionDenied):
    """The draft belongs to somebody else, or the link is not complete. Seen by whoever opened it."""

    code = "draft_foreign"

    def __init__(self) -> None:
        super().__init__(_("This draft belongs to someone else or the link is not complete."))


class DraftClosed(ValidationError):
    """The draft was filed or discarded already. Seen by the applicant."""

    def __init__(self) -> None:
        super().__init__(_("This draft is closed: it was filed or discarded."), code="draft_closed")


class DraftMoved(ValidationError):
    """The draft went over to another version of the form meanwhile: look again. Seen by the applicant."""

    def __init__(self) -> None:
        super().__init__(
            _("The form has changed since this page was opened. Look at it again, then continue."),
            code="form_changed",
        )


class FilingRefused(ValidationError):
    """The receiver does not take what is filed, and says why; nothing is changed. Seen by the applicant."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__([ValidationError(one, code="not_taken") for one in reasons])


class StepUnknown(ValidationError):
    """The form of this draft has no such step. Seen by the applicant."""

    def __init__(self) -> None:
        super().__init__(_("This form has no such step."), code="step_unknown")


class QuestionUnknown(ValidationError):
    """The form of this draft has no such question taking files. Seen by the applicant."""

    def __init__(self) -> None:
        super().__init__(_("This form has no such question for files."), code="question_unknown")


class TooManyFiles(ValidationError):
    """The question takes no more files. Seen by the applicant, beside the question."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("At most %(most)d files fit here. Remove one first."),
            code="too_many_files",
            params={"most": most},
        )


class StepRefused(ValidationError):
    """Answers of a step that cannot be accepted: {question key: error}. Seen by the applicant beside each."""

    def __init__(self, errors: StepErrors) -> None:
        super().__init__(dict(errors))


class SubmitRefused(ValidationError):
    """The draft cannot be filed yet; nothing was changed. `steps`: {step id: {question key: error}}."""

    def __init__(self, steps: Mapping[str, StepErrors]) -> None:
        self.steps = steps
        super().__init__({key: error for errors in steps.values() for key, error in errors.items()})


class TooManyLinks(ValidationError):
    """Enough links went to this address today. Seen beside the address by who asks for another."""

    def __init__(self) -> None:
        super().__init__(
            _("Enough links were sent to this address today. Use one of them, or the link shown here."),
            code="too_many_links",
        )


class NotSigned(ValidationError):
    """Others have to sign first. Seen by the applicant, who is led to the page of signatures."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            _("These people have not signed the answers as they stand: %(names)s."),
            code="not_signed",
            params={"names": ", ".join(names)},
        )


INVITATIONS = {
    "no_address": _("Somebody who has to sign has no e-mail address in the answers. Fill it in first."),
    "not_invited": _("Nobody waits for this answer. Look at the list as it is now."),
    "too_soon": _("A message has just gone out. Wait ten minutes before you send another."),
    "too_many": _("Enough messages went to this address. Ask the person to look into their mailbox."),
}


class InvitationRefused(ValidationError):
    """An invitation to sign cannot be sent, repeated or called back. Seen by the applicant."""

    def __init__(self, code: str) -> None:
        super().__init__(INVITATIONS[code], code=code)


SIGNINGS = {
    "too_many_codes": _("Enough codes were sent within the hour. Use the last one, or come back later."),
    "code_expired": _("This code is no longer valid. Have a new one sent."),
    "code_locked": _("Too many wrong codes. Have a new one sent."),
    "wrong_code": _("This code is not right. Type the six digits from the message."),
    "no_longer_asked": _("You are no longer asked to sign this. Nothing was done."),
    "answers_changed": _("The answers were changed while you were reading. Please read them again."),
    "reason_missing": _("Write why you decline."),
}


class SigningRefused(ValidationError):
    """A co-signer's code or decision cannot be accepted. Seen by the co-signer."""

    def __init__(self, code: str) -> None:
        super().__init__(SIGNINGS[code], code=code)


class CaseRefused(ValidationError):
    """A rule of the form turns this case down, with where to go instead. Seen by the applicant.

    `way_out`: {"text", "url"}, either may be empty; the API gives it beside the message.
    """

    def __init__(self, rule: Mapping[str, Any]) -> None:
        self.way_out = {"text": said(rule, "way_out"), "url": str(rule.get("url") or "")}
        super().__init__("%(own)s", code="refused", params={"own": said(rule, "message")})
