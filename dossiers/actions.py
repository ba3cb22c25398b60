"""The actions by name: what buttons, permissions and the API call them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Action:
    """An action on offer. takes: names of what may come with it (see forms.py and api.py)."""

    name: str
    label: str | Promise
    takes: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Kind of its button."""
        if self.name in ENDING:
            return "danger"
        return "primary" if self.main else "secondary"

    @property
    def main(self) -> bool:
        """Whether it is the way forward."""
        return self.name in MAIN


LABELS: dict[str, str | Promise] = {
    "accept": _("Accept"),
    "refuse": _("Refuse"),
    "ask_supplement": _("Ask for missing papers"),
    "supplement": _("Answer the request"),
    "take_supplement": _("Take in what was brought"),
    "check_papers": _("Check the papers"),
    "assign": _("Assign to an officer"),
    "hand_over": _("Hand over to a colleague"),
    "ask_payment": _("Ask for payment"),
    "pay": _("Record payment in cash"),
    "complete_step": _("Finish the step"),
    "send_back": _("Send back to an earlier step"),
    "pass_on": _("Pass on (linked procedure)"),
    "take_back": _("Call back what was passed on"),
    "come_back": _("What was passed on came back"),
    "recall": _("Called back by the agency it came from"),
    "pause": _("Stop the time"),
    "resume": _("Let the time run again"),
    "undo_step": _("Take back the finished step"),
    "correct": _("Correct a slip"),
    "ask_opinion": _("Ask a colleague's opinion"),
    "give_opinion": _("Give an opinion"),
    "ask_extension": _("Ask for an extension"),
    "extend": _("Approve the extension"),
    "deny_extension": _("Deny the extension"),
    "apologise": _("Apologise and give a new day"),
    "recount": _("Count the dates anew"),
    "ask_withdrawal": _("Withdraw the dossier"),
    "recall_withdrawal": _("Keep the dossier after all"),
    "deny_withdrawal": _("Deny the withdrawal"),
    "grant_withdrawal": _("Confirm the withdrawal"),
    "stop": _("Stop processing"),
    "compare": _("Compare with the original"),
    "submit_copies": _("Submit the copy for signature"),
    "submit_result": _("Hand the result in to be signed"),
    "refuse_result": _("The result was not signed"),
    "finish": _("Finish: the result is ready"),
    "return_for_correction": _("Send back for correction"),
    "hand_result": _("Hand over the result"),
    "ask": _("Ask about the dossier"),
    "reply": _("Reply to the question"),
    "follow": _("Let another person follow"),
    "unfollow": _("End somebody's following"),
    "warn": _("Warn that time runs out"),
    "escalate": _("Tell leaders that it is overdue"),
}

MAIN = frozenset(
    {
        "accept",
        "assign",
        "complete_step",
        "submit_result",
        "finish",
        "pay",
        "hand_result",
        "supplement",
        "take_supplement",
        "submit_copies",
    }
)
"""The way forward: shown first, as main buttons."""

ENDING = frozenset({"refuse", "stop", "ask_withdrawal", "grant_withdrawal"})
"""What ends the dossier, or means to."""

APPLICANTS = ("supplement", "ask_withdrawal", "recall_withdrawal", "ask", "follow", "unfollow")
SUPPLEMENTS = ("supplement", "take_supplement")
"""Answers to a request for more papers, by whoever they come."""
WATCH = ("warn", "escalate")
"""What the watch writes: it leaves a page that somebody has open as true as it was."""
SYSTEM = ("recount", "come_back", "recall", "refuse_result", *WATCH)
"""What nobody does by hand."""
ASIDE = ("ask", "reply", "follow", "unfollow", "correct", "ask_opinion", "give_opinion", "check_papers")
"""What leaves the dossier where it stands."""
OWN_PAGE = ("correct", "give_opinion", "compare")
"""What has a page of its own: the dossier's page leads there."""
BY_NAME = ("give_opinion",)
"""What needs no permission: a colleague was asked for it by name."""

TOLD = {
    "supplement": _("Your answer was sent. The agency goes on with your dossier."),
    "ask_withdrawal": _(
        "Your wish to withdraw was sent. The agency will confirm it; until then you may change your mind."
    ),
    "recall_withdrawal": _("The dossier goes on as before."),
    "ask": _("Your question was sent. The agency's reply will stand below, and you will get a message."),
    "follow": _("The person was told by e-mail how to follow this dossier."),
    "unfollow": _("This person can no longer follow the dossier."),
}
"""What applicants read once they have done it."""

UNGRANTED = (*APPLICANTS, *SYSTEM, *BY_NAME)
PERMISSIONS: dict[str, str | Promise] = {
    "dossier.view": _("See dossiers"),
    "dossier.print": _("Print slips"),
    "store.view": _("Look for papers in applicants' stores"),
    "dossier.find_person": _("Find dossiers by phone, personal number or tax code"),
    **{f"dossier.{name}": label for name, label in LABELS.items() if name not in UNGRANTED},
}
