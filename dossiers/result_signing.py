"""Results that are signed before the dossier ends: which need signatures, whose, and what waits for them.

Guards and facts for the table (transitions.py); handing one in to be signed is a verb of results.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.permissions import held_at
from documents.models import IssuedDocument, Signature, SignatureKind
from documents.signing.asking import Wanted
from dossiers.models import Dossier, DossierEvent
from dossiers.papers import RESULT
from dossiers.statuses import Status
from procedures.result_signers import SEALS, Signer, signers_of

if TYPE_CHECKING:
    from dossiers.actors import Actor
    from dossiers.guards import Command

State = IssuedDocument.State
BACK = ("send_back", "undo_step", "pause", "pass_on")
"""What takes a dossier back while its result waits for signatures: the result is asked for anew."""


def to_sign(dossier: Dossier) -> list[dict[str, Any]]:
    """Results of the release that need signatures: [{id, name, code, signatures, document?}]; no query."""
    return [one for one in dossier.release.content.get("results") or () if one.get("signatures")]


def results_of(dossier: Dossier) -> QuerySet[IssuedDocument]:
    """Results issued of the dossier, the newest first."""
    found = IssuedDocument.objects.filter(subject_kind="dossier", subject_id=str(dossier.pk), kind=RESULT)
    return found.order_by("-issued_at", "-pk")


def waiting(dossier: Dossier) -> QuerySet[IssuedDocument]:
    return results_of(dossier).filter(state=State.SIGNING)


def signed_now(dossier: Dossier) -> IssuedDocument | None:
    """The result signed since the dossier last came to be processed; it is what finishing ends with."""
    if not to_sign(dossier):
        return None
    back = dossier.events.filter(action="return_for_correction").last()
    given = Signature.objects.filter(document=OuterRef("pk"))
    found = results_of(dossier).filter(Exists(given), state=State.IN_FORCE)
    return (found.filter(issued_at__gt=back.at) if back else found).select_related("file").first()


def submission_of(dossier: Dossier, document: IssuedDocument) -> DossierEvent | None:
    """The event that handed it in to be signed: its key names it."""
    number = document.key.rpartition(":")[2]
    return (
        dossier.events.filter(pk=int(number), action="submit_result").first() if number.isdecimal() else None
    )


def signer_of(document: IssuedDocument) -> User | None:
    """The last person who signed it; the dossier is finished in their name."""
    given = document.signatures.filter(state=Signature.State.GIVEN, kind=SignatureKind.PERSONAL)
    last = given.exclude(by=None).select_related("by").order_by("order").last()
    return last.by if last else None


def wanted_of(
    dossier: Dossier, result: Mapping[str, Any], looks: Sequence[Mapping[str, Mapping[str, Any]]] = ()
) -> list[Wanted]:
    """The signatures in their order; the agency above is the agency itself where there is none.

    looks: of each person in order where they, and the seal beside them, are seen ([] when nowhere). The seal
    goes with the leader of the agency whose it is.
    """
    asked: list[Wanted] = []
    people = people_of(result)
    own = max((place for place, (one, _role) in enumerate(people) if one != Signer.LEADER_ABOVE), default=-1)
    for number, (one, role) in enumerate(signers_of(result)):
        kind = SignatureKind.SEAL if one in SEALS else SignatureKind.PERSONAL
        beside = looks[own if one in SEALS else number] if looks else {}
        agency = agency_that_signs(dossier, one)
        look, automatic = dict(beside.get(kind, {})), one == Signer.SEAL
        asked.append(Wanted(kind, agency, automatic=automatic, look=look, role=role))
    return asked


def people_of(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The signatures of people a result needs, in their order: [(Signer, role or "")]."""
    return [(one, role) for one, role in signers_of(result) if one not in SEALS]


def agency_that_signs(dossier: Dossier, signer: str) -> str:
    """The code of the agency of a signature."""
    above = dossier.agency.parent if signer == Signer.LEADER_ABOVE else None
    return above.scope_code if above else dossier.agency_code


def leader_of(dossier: Dossier, at: datetime) -> str:
    """The name of who will sign, where just one person may sign at the agency; "" else."""
    named = {role for one in to_sign(dossier) for by, role in people_of(one) if by == Signer.LEADER}
    return leader_at(dossier.agency_code, at, named.pop() if len(named) == 1 else "")


def leader_at(agency_code: str, at: datetime, role: str = "") -> str:
    """The same, of any agency; `role`: of whoever holds it."""
    may_sign = held_at([one for one in _signing_roles() if role in ("", one)], agency_code, at)
    names = set(may_sign.values_list("user__full_name", flat=True)[:3])
    return names.pop() if len(names) == 1 else ""


def _signing_roles() -> list[str]:
    from accounts.models import RolePermission

    return list(RolePermission.objects.filter(action="documents.sign").values_list("role_id", flat=True))


# -- guards


def some_are_signed(command: Command) -> str | None:
    return None if to_sign(command.dossier) else "no_result_to_sign"


def none_waits(command: Command) -> str | None:
    """Nothing of the dossier is still being signed."""
    return "result_being_signed" if to_sign(command.dossier) and waiting(command.dossier).exists() else None


def none_signed_yet(command: Command) -> str | None:
    return "result_signed_already" if signed_now(command.dossier) else None


def is_signed(command: Command) -> str | None:
    """Of finishing: what needs signatures has them; a result that needs none may be made or uploaded."""
    dossier, made = command.dossier, command.payload.get("make")
    results = dossier.release.content.get("results") or ()
    if any(one.get("id") == made and not one.get("signatures") for one in results if made):
        return None
    return None if not to_sign(dossier) or signed_now(dossier) else "result_to_be_signed"


def something_given(command: Command) -> str | None:
    """Of handing in: a text of the release, or a file."""
    return None if command.payload.get("make") or command.payload.get("result") else "result_missing"


def still_in_force(command: Command) -> str | None:
    """Of handing over: the newest result holds."""
    newest = results_of(command.dossier).exclude(state=State.REFUSED).first()
    ended = newest is not None and newest.state in (State.SIGNING, State.REVOKED)
    return "result_not_in_force" if ended else None


def signed_it(actor: Actor, _action: str, dossier: Dossier, _at: datetime) -> bool:
    """Whoever gave the result its last signature finishes the dossier with it."""
    document = signed_now(dossier)
    signer = signer_of(document) if document else None
    return signer is not None and actor.user is not None and signer.pk == actor.user.pk


# -- what is written


def named_signed(command: Command) -> dict[str, Any]:
    """What the end of a dossier says of its signed result."""
    document = signed_now(command.dossier)
    if document is None or command.payload.get("make"):
        return {}
    event = submission_of(command.dossier, document)
    said = event.payload if event else {}
    return {
        "document": str(document.pk),
        "result": document.file.sha256,
        **{name: said[name] for name in ("result_name", "result_number", "result_code") if name in said},
    }


def replace_earlier(dossier: Dossier, document: IssuedDocument, at: datetime) -> None:
    """A result sent back for correction no longer holds once the corrected one does."""
    back = dossier.events.filter(action="return_for_correction").last()
    if back is None:
        return
    earlier = results_of(dossier).filter(state=State.IN_FORCE, issued_at__lte=back.at).exclude(pk=document.pk)
    earlier.update(
        state=State.REPLACED,
        replaced_by=document,
        ended_at=at,
        end_reason=str(back.payload.get("reason", ""))[:500],
    )


def withdraw(dossier: Dossier, event: DossierEvent) -> None:
    """The dossier goes elsewhere: what waits for signatures is not to be signed any more."""
    if event.from_status != Status.PROCESSING or event.action == "finish":
        return
    if event.to_status == Status.PROCESSING and event.action not in BACK:
        return
    if not to_sign(dossier):
        return
    ids = list(waiting(dossier).values_list("pk", flat=True))
    open_ones = Signature.objects.filter(document__in=ids).exclude(state=Signature.State.GIVEN)
    open_ones.update(state=Signature.State.REFUSED)
    IssuedDocument.objects.filter(pk__in=ids).update(state=State.REFUSED, ended_at=event.at)
