"""The words that come with the portal, one row an event: what the long text says and what the short one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Line = str | Promise
LONG, SHORT = "long", "short"


@dataclass(frozen=True)
class Words:
    """subject: of the e-mail, and the first sentence of the short text. said, short: what follows it."""

    subject: Line
    said: tuple[Line, ...]
    short: tuple[Line, ...] = ()


PAGE_SAYS = _("See what is asked and answer on the look-up page.")
REASON_THERE = _("The reason is on the look-up page.")
DUE = _("The result is due by {han_tra}.")
NEW_DUE = _("The result is now due by {han_tra}.")
TO_PAY = _("To pay: {can_nop}. Pay on the page below, or at the counter of the agency.")
SECRET = _(
    "Secret: {ma_bi_mat}. Keep it: the code and the secret together open your dossier without an account."
)

WORDS: dict[str, Words] = {
    "submit": Words(
        _("We have received your dossier {ma_ho_so}"),
        (_("We have received your dossier. An officer will check it and answer by {han_tra_loi}."), TO_PAY),
        (_("The agency answers by {han_tra_loi}."), _("Secret: {ma_bi_mat}")),
    ),
    "accept": Words(
        _("Dossier {ma_ho_so} has been accepted"),
        (
            _("Your dossier is complete and has been accepted."),
            DUE,
            _("The slip is on the page below."),
            TO_PAY,
        ),
        (DUE,),
    ),
    "refuse": Words(
        _("Dossier {ma_ho_so} was not accepted"),
        (
            _(
                "Your dossier was not accepted. The reason is on the page below; you may file again once "
                "it is put right."
            ),
        ),
        (REASON_THERE,),
    ),
    "ask_supplement": Words(
        _("Dossier {ma_ho_so}: we need something more from you"),
        (
            _(
                "The agency needs something more before it can go on. The page below says what and why; "
                "answer there. Time does not run until you answer."
            ),
        ),
        (PAGE_SAYS,),
    ),
    "supplement": Words(
        _("Dossier {ma_ho_so}: your answer has arrived"),
        (_("Your answer has arrived. Processing goes on."), TO_PAY),
    ),
    "take_supplement": Words(
        _("Dossier {ma_ho_so}: your answer has arrived"),
        (_("Your answer has arrived. Processing goes on."), TO_PAY),
    ),
    "reply": Words(
        _("Dossier {ma_ho_so}: your question has been answered"),
        (_("Your question has been answered. You can read the reply on the page below."),),
        (_("You can read the reply on the look-up page."),),
    ),
    "correct": Words(
        _("Dossier {ma_ho_so}: a slip was corrected"),
        (
            _(
                "The agency has corrected an evident slip in your dossier. The page below shows what stood "
                "there, what stands there now, and why. If it is not right, tell the agency."
            ),
        ),
        (_("See on the look-up page what stands there now."),),
    ),
    "ask_payment": Words(
        _("Dossier {ma_ho_so}: please pay"),
        (
            _(
                "There is something to pay before processing can go on. The page below says how much and "
                "why. Pay there, or at the counter of the agency."
            ),
        ),
        (_("How much and why is on the look-up page."),),
    ),
    "pay": Words(
        _("Dossier {ma_ho_so}: payment received"),
        (_("Your payment has been recorded. Processing goes on."), _("The receipt is on the page below.")),
    ),
    "complete_step": Words(
        _("Dossier {ma_ho_so}: next step"),
        (_("Your dossier has reached the step: {buoc}."),),
        (_("Step: {buoc}."),),
    ),
    "pause": Words(
        _("Dossier {ma_ho_so}: the time is stopped"),
        (
            _(
                "The agency has stopped the time of this dossier for a reason its procedure allows. The "
                "reason is on the page below; the time runs again afterwards."
            ),
        ),
        (REASON_THERE,),
    ),
    "resume": Words(
        _("Dossier {ma_ho_so}: the time runs again"),
        (_("The time of this dossier runs again."), NEW_DUE),
        (NEW_DUE,),
    ),
    "extend": Words(
        _("Dossier {ma_ho_so}: the term was extended"),
        (
            _("We apologise: the agency needs more time."),
            NEW_DUE,
            _("The reason and the letter are on the page below."),
        ),
        (NEW_DUE,),
    ),
    "apologise": Words(
        _("Dossier {ma_ho_so}: apology and a new day"),
        (
            _("We apologise: the result is late. We expect it by {ngay_hen}."),
            _("The reason and the letter are on the page below."),
        ),
        (_("We expect the result by {ngay_hen}."),),
    ),
    "recount": Words(
        _("Dossier {ma_ho_so}: the day of the result has changed"),
        (
            _("The working calendar changed, so the days were counted anew."),
            NEW_DUE,
            _("The agency answers by {han_tra_loi}."),
        ),
        (NEW_DUE, _("The agency answers by {han_tra_loi}.")),
    ),
    "ask_withdrawal": Words(
        _("Dossier {ma_ho_so}: withdrawal asked"),
        (
            _(
                "You asked to withdraw this dossier. The agency will confirm; until then you can change your "
                "mind on the page below."
            ),
        ),
    ),
    "recall_withdrawal": Words(
        _("Dossier {ma_ho_so} will be processed further"),
        (_("You decided to keep this dossier. It will be processed further."),),
    ),
    "deny_withdrawal": Words(
        _("Dossier {ma_ho_so} cannot be withdrawn"),
        (_("This dossier can no longer be withdrawn. The reason is on the page below."),),
        (REASON_THERE,),
    ),
    "grant_withdrawal": Words(
        _("Dossier {ma_ho_so} has been withdrawn"),
        (_("This dossier has been withdrawn as you asked. Nothing more will be done."),),
    ),
    "stop": Words(
        _("Processing of dossier {ma_ho_so} has been stopped"),
        (_("Processing of this dossier has been stopped. The reason is on the page below."),),
        (REASON_THERE,),
    ),
    "finish": Words(
        _("The result of dossier {ma_ho_so} is ready"),
        (_("The result of your dossier is ready. The page below says where to receive it."), TO_PAY),
        (_("Where to receive it is on the look-up page."),),
    ),
    "return_for_correction": Words(
        _("Dossier {ma_ho_so}: the result is being corrected"),
        (
            _(
                "The result needs a correction and has gone back to the specialist. We will tell you when it "
                "is ready again."
            ),
        ),
    ),
    "hand_result": Words(
        _("The result of dossier {ma_ho_so} has been handed over"),
        (_("The result of your dossier has been handed over. Nothing remains to be done."),),
    ),
}
FACTS = (_("Procedure: {thu_tuc}"), _("Agency: {co_quan}"), _("Code: {ma_ho_so}"))
NEVER = _(
    "This message was sent automatically. Officers never ask for your secret, a password or money by e-mail."
)


def shipped(event: str, kind: str, language: str) -> tuple[str, str]:
    """Subject and text of an event, with placeholders."""
    words = WORDS[event]
    with translation.override(language):
        subject = str(words.subject)
        if kind == SHORT:
            return subject, "\n".join([f"{subject}.", *map(str, words.short)])
        facts = (*FACTS, SECRET) if event == "submit" else FACTS
        page = (_("Details and what you can do:"), "{trang_ho_so}")
        blocks = ((_("Dear {nguoi_nop},"),), words.said, facts, page, (NEVER,))
        return subject, "\n\n".join("\n".join(map(str, block)) for block in blocks)
