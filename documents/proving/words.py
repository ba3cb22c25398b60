"""What an examination found, in the reader's words: what it means first, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument
from documents.proving.checking import Checked, Version
from documents.proving.report import Kind, Later, Report, Seen, State, Verdict

Text = str | Promise
KEEP_AWAY = _("Do not rely on this file. Ask the agency, or the person who gave it to you, for the original.")


@dataclass(frozen=True)
class Said:
    """tone: of a notice (success, warning, error, info)."""

    tone: str
    title: Text
    text: Text


VERDICTS = {
    Verdict.UNCHANGED: Said(
        "success",
        _("Signed, and not changed since"),
        _("All signatures are valid, and authorities this portal trusts vouch for the signers."),
    ),
    Verdict.CHANGED: Said("error", _("The file was changed after it was signed"), KEEP_AWAY),
    Verdict.BROKEN: Said("error", _("A signature does not match the content"), KEEP_AWAY),
    Verdict.REVOKED: Said("error", _("It was signed with a revoked certificate"), KEEP_AWAY),
    Verdict.UNTRUSTED: Said(
        "warning",
        _("Signed by somebody this portal does not know"),
        _("The content fits the signature, but no authority this portal trusts vouches for the signer."),
    ),
    Verdict.NOT_SIGNED: Said(
        "warning",
        _("Nobody has signed this file, and it is not one this portal issued"),
        _("A scan, or a copy printed to PDF, carries no signature even if a stamp can be seen on it."),
    ),
    Verdict.UNREADABLE: Said(
        "error",
        _("This is not a PDF that can be checked"),
        _("The file is damaged, or was not written by the rules. Choose the file as you received it."),
    ),
    Verdict.LOCKED: Said(
        "warning",
        _("The file is protected by a password"),
        _("Remove the password and choose the file again. No document of this portal has one."),
    ),
    Verdict.TOO_HEAVY: Said(
        "error",
        _("The file cannot be checked: it takes too much time or memory"),
        _("No document of this portal is like that. Do not open it on a computer you need."),
    ),
}
ALONE = {
    State.EXPIRED: Said(
        "warning",
        _("A certificate has expired"),
        _("The content fits the signature, but no time stamp proves that it was signed before."),
    ),
    State.WEAK: Said(
        "warning",
        _("Signed in a way that is no longer safe"),
        _("Such a signature can be forged by now. Ask the signer for a document that is signed anew."),
    ),
}
"""What an untrusted file is called where this is all that is wrong with its signatures."""
STATES = {
    State.GOOD: _("valid"),
    State.CHANGED: _("valid by itself, but the file was changed after it"),
    State.BROKEN: _("does not match the content"),
    State.REVOKED: _("the certificate had been revoked"),
    State.EXPIRED: _("the certificate has expired, and no time stamp proves that it was signed before"),
    State.WEAK: _("by a method or a key that is no longer safe"),
    State.UNTRUSTED: _("nobody this portal trusts vouches for the signer"),
}
LATER = {
    Later.NOTHING: _("nothing was added after it"),
    Later.PROOFS: _("only time stamps and proofs were added after it"),
    Later.SIGNATURES: _("only further signatures were added after it"),
    Later.CHANGES: _("the content was changed after it"),
}
KINDS = {
    Kind.PERSONAL: _("Signature of a person"),
    Kind.SEAL: _("Seal of an agency"),
    Kind.STAMP: _("Time stamp"),
}
NOTES = {
    "javascript": _("The file holds a script that runs when it is opened."),
    "attachments": _("Other files are attached to it."),
    "hidden_signature": _("A signature was taken out of sight."),
    "loose_end": _("Something hangs on behind the end of the file."),
    "stamp_untrusted": _("A time stamp is of an authority this portal does not know."),
}
OURS = Said(
    "success", _("This is the document as it was issued"), _("Not one byte has been changed. It is in force.")
)
EARLIER = Said(
    "warning",
    _("This is an earlier version of a document of this portal"),
    _("It was made while signatures were still being added. Ask for the finished document."),
)
ENDED = {
    IssuedDocument.State.REVOKED: Said(
        "error",
        _("This document was revoked and no longer counts"),
        _("The file is the one that was issued, but the agency has taken it out of force."),
    ),
    IssuedDocument.State.REPLACED: Said(
        "warning",
        _("This document was replaced by another one"),
        _("The file is the one that was issued, but it no longer counts. The new document counts."),
    ),
}


def said_of(checked: Checked) -> Said:
    """The one sentence about a file."""
    if checked.document is None and checked.version == Version.NONE:
        return _of_another(checked.report)
    if checked.document and checked.document.state in ENDED:
        return ENDED[IssuedDocument.State(checked.document.state)]
    return OURS if checked.version == Version.SAME else EARLIER


def _of_another(report: Report) -> Said:
    """Of a file that is none of ours."""
    wrong = {one.state for one in report.signatures if one.kind != Kind.STAMP} - {State.GOOD}
    only = ALONE.get(wrong.pop()) if report.verdict == Verdict.UNTRUSTED and len(wrong) == 1 else None
    return only or VERDICTS[report.verdict]


def rows_of(report: Report) -> list[dict[str, Any]]:
    """Each signature for a page: who, for whom, when, how it stands."""
    return [_row(one) for one in report.signatures]


def _row(one: Seen) -> dict[str, Any]:
    return {
        "kind": KINDS[one.kind],
        "is_stamp": one.kind == Kind.STAMP,
        "name": one.name,
        "organisation": one.organisation if one.organisation != one.name else "",
        "at": datetime.fromisoformat(one.at) if one.at else None,
        "stamped": one.stamped,
        "state": STATES[one.state],
        "good": one.state == State.GOOD,
        "later": LATER[one.later],
        "certificate": one.serial,
        "issuer": one.issuer,
        "why": one.why,
    }


def notes_of(report: Report) -> list[Text]:
    return [NOTES[one] for one in report.notes if one in NOTES]
