"""Who is working on a dossier and until when: what an applicant wants to know first, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.clock import Reading
from dossiers.models import Dossier
from dossiers.statuses import Status
from dossiers.stepping import Shown, role_names
from procedures.processing_rules import rules

TURN: dict[int, tuple[str, str | Promise]] = {
    Status.NEW: ("reception", gettext_lazy("checking the dossier")),
    Status.ACCEPTED: ("dispatcher", gettext_lazy("choosing who processes it")),
    Status.PROCESSING: ("specialist", gettext_lazy("processing the dossier")),
    Status.WITHDRAWAL: ("approver", gettext_lazy("deciding on your withdrawal")),
    Status.FINISHED: ("return_desk", gettext_lazy("handing over the result")),
}
YOURS = {
    Status.SUPPLEMENT: gettext_lazy("It is your turn: the agency waits for your answer."),
    Status.PAYMENT: gettext_lazy("It is your turn: the agency waits for your payment."),
}
THEIRS = {
    Status.SUPPLEMENT: gettext_lazy("The agency waits for the applicant's answer."),
    Status.PAYMENT: gettext_lazy("The agency waits for the applicant's payment."),
}
"""The same, as somebody who follows reads it."""


@dataclass(frozen=True)
class Standing:
    """A piece of work that is being done. officer: "" where names are not shown. until: None: time rests."""

    what: str
    who: str
    agency: str
    officer: str
    until: datetime | None

    @property
    def sentence(self) -> str:
        who = f"{self.officer} ({self.who})" if self.officer else self.who
        said = {"what": self.what, "who": f"{who}, {self.agency}", "until": _moment(self.until)}
        if self.until is None:
            return _("Now: %(what)s – %(who)s.") % said
        return _("Now: %(what)s – %(who)s, by %(until)s.") % said


def standing_of(dossier: Dossier, steps: Iterable[Shown], clock: Reading) -> list[Standing]:
    """What is being done now, a piece for each step that runs; [] on the applicant's turn, or when ended."""
    if dossier.status not in TURN:
        return []
    role, what = TURN[dossier.status]
    roles, agency = role_names(), dossier.agency.name
    active = [step for step in steps if step.state in ("active", "late")]
    officer = dossier.assignee.full_name if dossier.assignee and rules().officer_names else ""
    if dossier.status == Status.PROCESSING and active:
        mine = roles.get("specialist")
        return [
            Standing(
                _("step “%(name)s”") % {"name": step.name},
                step.who,
                step.agency or agency,
                officer if step.who == mine and not step.agency else "",
                step.due,
            )
            for step in active
        ]
    named = officer if dossier.status == Status.PROCESSING else ""
    return [Standing(str(what), roles.get(role, role), agency, named, clock.running)]


def sentence(dossier: Dossier, pieces: Iterable[Standing], *, follows: bool = False) -> str:
    """For the top of the page; "" once it has ended. follows: the reader is not the applicant."""
    own = (THEIRS if follows else YOURS).get(Status(dossier.status))
    return str(own) if own else " ".join(piece.sentence for piece in pieces)


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else ""
