"""What a dossier refuses, with words for the person who asked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "unknown_action": _("There is no such action."),
    "not_in_this_status": _("This cannot be done while the dossier is “%(status)s”."),
    "stale": _("Somebody changed this dossier meanwhile. Nothing was done: look at it as it is now."),
    "key_used": _("This request was already used for another action. Reload the page and try again."),
    "agency_has_no_code": _(
        "%(agency)s has no identifier code yet, so no dossier code can be given. "
        "The administrator can enter it."
    ),
    "reason_missing": _("Say why: the applicant will read it."),
    "papers_not_listed": _("List what is missing, one item a line."),
    "officer_missing": _("Choose the officer who takes the dossier."),
    "officer_cannot": _("This officer does not process dossiers of this agency."),
    "no_rule": _("No rule of the agency says who takes this dossier, or nobody it names is there."),
    "nobody_else": _("Nobody else processes dossiers at this agency."),
    "officer_has_it": _("This officer already has the dossier."),
    "answer_empty": _("Write an answer or add a file."),
    "nothing_brought": _("Say what was brought, or add a scan."),
    "checks_empty": _("Say of at least one paper whether it is valid, missing or wrong."),
    "amount_missing": _("Enter an amount above 0 đồng."),
    "invoice_open": _("What was asked for has not been paid yet."),
    "no_invoice": _("Nothing is to be paid for this dossier."),
    "filing_fee_open": _(
        "The fee that is due at filing has not been paid yet: online, or taken at the desk. Then it can be"
        " accepted."
    ),
    "fee_open": _("A fee of this dossier has not been paid yet: take it before the result is handed over."),
    "fee_unknown": _("This procedure has no such fee to ask for."),
    "time_limit_unknown": _("This procedure has no such time limit."),
    "already_paused": _("The time is stopped already."),
    "not_paused": _("The agency has not stopped the time."),
    "resume_first": _("The agency has stopped the time: let it run again first."),
    "no_step_of_yours": _("No step that is worked on now is yours to do."),
    "no_way_back": _("There is no earlier step to send it back to."),
    "steps_open": _("Other steps of the process are not done yet."),
    "form_missing": _("Fill in the form of the step first."),
    "no_form": _("This step has no form to fill in."),
    "code_missing": _("Type the six digits your app shows now: this step is confirmed with them."),
    "fee_unpaid": _("In this step a fee has to be asked for and paid first."),
    "step_unknown": _("Choose the step: it must be worked on now and be yours to do."),
    "checks_missing": _("Tick everything that had to be checked."),
    "back_step_unknown": _("Choose an earlier step."),
    "no_pause_allowed": _("This procedure gives the agency no reason to stop the time."),
    "pause_unknown": _("Choose a reason for which this procedure lets the time be stopped."),
    "no_due_date": _("The dossier has no due date that could be put off."),
    "extension_too_late": _(
        "It is too late to extend: this has to be approved before the last working day of the term begins."
    ),
    "not_late": _("The dossier is not late: extend its term instead."),
    "appointed_anew": _("A new day was given already; it can be put off no further."),
    "extension_asked": _("An extension was asked for already and waits for a decision."),
    "no_extension_asked": _("No extension waits for a decision."),
    "more_missing": _("Say how much more time is needed, in whole days or hours."),
    "until_past": _("Give a day after today."),
    "question_unknown": _("This question cannot be corrected here."),
    "questions_unknown": _("The form of this dossier does not ask these questions."),
    "nothing_asked_anew": _("No answers are to be corrected now: look at the dossier as it is."),
    "nothing_changed": _("This is what stands there already."),
    "nothing_to_take_back": _(
        "No step can be taken back: somebody has gone on since, or too much time has passed."
    ),
    "colleague_unknown": _("No other officer has this e-mail address."),
    "shown_unknown": _("One of these papers does not belong to the dossier."),
    "text_missing": _("Write your text."),
    "not_asked": _("Nothing is asked of you about this dossier, or you have answered already."),
    "opinion_unknown": _("Choose the question you answer."),
    "already_accepted": _("The dossier has already been accepted."),
    "not_yet_accepted": _("The dossier has not been accepted yet."),
    "nothing_to_pass_on": _("None of your steps is to be passed on now."),
    "nothing_passed_on": _("Nothing of yours is with others now."),
    "is_elsewhere": _("The step waits for those it was passed on to. Call it back first, or wait."),
    "cannot_pass_on": _(
        "It cannot be passed on: the procedure, the agency or the system it should go to is not there now."
    ),
    "came_back": _("It has just come back: there is nothing to call back any more."),
    "question_empty": _("Write your question."),
    "reply_empty": _("Write the reply: the applicant will read it."),
    "questions_waiting": _("Your questions wait for a reply already. You may ask again once it is there."),
    "no_question": _("No question waits for a reply."),
    "follower_missing": _("Give the name and e-mail address of the person."),
    "follower_unknown": _("Choose a person who follows the dossier now."),
    "followers_enough": _("Five people follow this dossier already. End one of them first."),
    "nobody_follows": _("Nobody follows this dossier."),
    "result_unknown": _("This procedure has no such text of a result."),
    "result_gaps": _(
        "Words are missing in the document. Look at the draft; tick here to finish all the same."
    ),
    "no_copies": _("This procedure certifies no copies."),
    "no_scan": _("The dossier has no scan of the original: ask for one, or scan the original at the desk."),
    "copy_waits": _("The copy is with those who sign, or is signed already."),
    "pages_not_seen": _(
        "Say of every page that its original was seen, or choose the reason why the copy is refused."
    ),
    "copy_reason_unknown": _("Choose a reason from the list kept for certified copies."),
    "not_compared": _("Compare the scan with the original first, page by page."),
    "no_result_to_sign": _("No result of this procedure needs an electronic signature."),
    "result_being_signed": _("The result waits for signatures."),
    "result_signed_already": _("The result is signed: the dossier can be finished with it."),
    "result_to_be_signed": _("The result needs electronic signatures: hand it in to be signed first."),
    "result_missing": _("Choose the document that is made, or a PDF of the result."),
    "page_unknown": _("The file has no such page."),
    "place_unknown": _("There is no such place on a page."),
    "result_not_in_force": _("The result is not in force: it has to be signed or replaced first."),
    "carrier_unknown": _("Choose who carries the result."),
    "tracking_missing": _("Type the tracking code: letters and digits, as on the slip of the post."),
    "code_wrong": _("This code is wrong or no longer valid. Check it, or ask for a new one."),
}

RULE_REASONS: dict[str, str | Promise] = {
    "one_of_both": _("Choose a procedure or a field, not both."),
    "rule_officer_missing": _("Choose the officer who takes these dossiers."),
}
VIEW_REASONS: dict[str, str | Promise] = {
    "name_taken": _("You already have a view with this name."),
    "too_many_views": _("You can keep at most %(most)s views. Remove one first."),
    "cannot_share": _("You may not share views with this agency."),
}


class ActionRefused(ValidationError):
    """The table or a guard says no. Seen by whoever asked, officer or applicant, in these words."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(str(REASONS[code]), code=code, params=params)


class CorrectionRefused(ValidationError):
    """The form's own rules turn the corrected answer down. Seen by the officer beside the answer.

    `of`: the words of another question that would not fit any more.
    """

    def __init__(self, of: str, why: ValidationError) -> None:
        text = " ".join(why.messages)
        super().__init__(f"{of}: {text}" if of else text, code="correction_unfit")


class StaleDossier(ActionRefused):
    """The page showed an older state of the dossier. Seen by the person who was slower."""

    def __init__(self) -> None:
        super().__init__("stale")


class AgencyHasNoCode(ActionRefused):
    """A dossier code begins with the agency's code. Seen by the officer who accepts."""

    def __init__(self, agency: str) -> None:
        super().__init__("agency_has_no_code", agency=agency)


class ActionNotAllowed(PermissionDenied):
    """The person may not do this to this dossier. Seen by officers without the role and by strangers."""

    code = "action_not_allowed"

    def __init__(self) -> None:
        super().__init__(_("You may not do this to this dossier."))


class OwnDossier(PermissionDenied):
    """Officers do not decide on what they filed themselves. Seen by the officer."""

    code = "own_dossier"

    def __init__(self) -> None:
        super().__init__(_("You filed this dossier yourself, so a colleague has to work on it."))


class CannotFile(ValidationError):
    """The procedure cannot be filed here and now. Seen by the person who wants to file.

    Codes: unknown, not_in_force, ended, no_form, not_online, no_agency, no_variant, no_profile, not_yours.
    """


class NotFound(ValidationError):
    """No dossier with this code and secret; the same words whichever is wrong. Seen on the look-up page."""

    def __init__(self) -> None:
        super().__init__(
            _("No dossier has this code and secret. Check both and try again."), code="not_found"
        )


class TooManyLookUps(ValidationError):
    """Wrong codes or secrets too often. Seen on the look-up page."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            _("Too many attempts. Try again in %(minutes)s minutes."),
            code="too_many",
            params={"minutes": minutes},
        )
