"""Signatures chosen, given, refused. The worker gives them, one by one; each is given once.

The PDF is signed before any lock is taken (a token or a time stamp may be slow), and kept only if the
document is still the one that was signed: of two workers at the same signature one is heard.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from pyhanko.sign.general import SigningError
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

from accounts.models import User
from documents.errors import SigningRefused
from documents.files import open_file, store
from documents.models import IssuedDocument, Signature, SigningKey, SigningSession, StoredFile
from documents.signing import looks, pades, trust
from documents.signing.asking import ENDINGS, SIGN, key_of
from documents.signing.keys import key_for
from documents.signing.registry import place_of
from documents.signing.sessions import is_open
from documents.signing.timestamps import time_stamper
from documents.signing.waiting import State, in_turn, why_not
from effects.models import Effect
from effects.outbox import send_again, send_many

FORMER = "version"  # subject of the files a document had before its latest signature


@dataclass(frozen=True)
class Made:
    """A PDF with one more signature. `of`: the file it was made from."""

    pdf: bytes
    of: str
    signer: str
    serial: str


def choose(signatures: Iterable[Signature], session: SigningSession, at: datetime) -> int:
    """Have them signed with the session's officer's key, or the agency's seal. Returns how many are new.

    Those chosen or given already stay as they are. Raises SigningRefused (session_over, not_yours,
    other_role, no_key), and then none is chosen.
    """
    session.refresh_from_db()
    if not is_open(session, at):
        raise SigningRefused("session_over")
    wanted = {one.pk: one for one in signatures}
    for one in wanted.values():
        if refused := why_not(session.user, one, at):
            raise refused
    for kind, code in {(one.kind, one.agency_code) for one in wanted.values()}:
        key_for(Signature(kind=kind, agency_code=code), session.user)
    with transaction.atomic():
        rows = in_turn(Signature.objects.filter(pk__in=wanted, state__in=(State.WANTED, State.FAILED)))
        rows = rows.filter(document__state=IssuedDocument.State.SIGNING)
        mine = list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
        Signature.objects.filter(pk__in=mine).update(
            state=State.CHOSEN, session=session, by=session.user, note=""
        )
        _promise(mine)
    return len(mine)


def _promise(signature_ids: list[int]) -> None:
    keys = {key_of(pk): {"signature": pk} for pk in signature_ids}
    stopped = Effect.objects.filter(key__in=keys).values_list("pk", flat=True)
    for effect_id in list(stopped):
        send_again(effect_id)
    send_many(SIGN, keys)


def give(signature_id: int, at: datetime) -> None:
    """Give the signature, then the automatic ones that follow it; what is given already stays.

    Raises SigningRefused (which trying again does not help), anything else: try again later.
    """
    signature: Signature | None = _loaded().get(pk=signature_id)
    while signature is not None:
        if signature.state != State.GIVEN:
            if not _may_be_given(signature):
                return
            _give_one(signature, at)
        signature = _loaded().filter(document=signature.document_id, order=signature.order + 1).first()
        if signature is not None and not signature.automatic:
            return


def failed(signature_id: int, why: str) -> None:
    """Write down, on the one in turn, why it could not be given (a key of errors.SIGNING).

    It may be chosen again; what is known of it already stands.
    """
    document_id = Signature.objects.values_list("document_id", flat=True).get(pk=signature_id)
    one = Signature.objects.filter(document=document_id).exclude(state=State.GIVEN).order_by("order").first()
    if one and (one.pk == signature_id or one.automatic):
        waiting = Signature.objects.filter(pk=one.pk, state__in=(State.WANTED, State.CHOSEN))
        waiting.update(state=State.FAILED, note=why)


def refuse(signature: Signature, by: User, reason: str, at: datetime) -> None:
    """The document is not signed: nobody signs it any more. Raises SigningRefused (not_yours, …)."""
    if not reason.strip():
        raise SigningRefused("reason_missing")
    if refused := why_not(by, signature, at):
        raise refused
    with transaction.atomic():
        document = _locked(signature.document)
        mine = in_turn(Signature.objects.filter(pk=signature.pk, state__in=(State.WANTED, State.FAILED)))
        if document.state != IssuedDocument.State.SIGNING or not mine.exists():
            raise SigningRefused("not_waiting")
        Signature.objects.filter(pk=signature.pk).update(
            state=State.REFUSED, by=by, note=reason.strip()[:500], signed_at=None
        )
        document.state, document.end_reason, document.ended_at = (
            IssuedDocument.State.REFUSED,
            reason.strip()[:500],
            at,
        )
        document.save(update_fields=["state", "end_reason", "ended_at"])
        signature.refresh_from_db()
        if ending := ENDINGS.get(document.subject_kind):
            ending.refused(document, signature, at)


def _loaded() -> QuerySet[Signature]:
    return Signature.objects.select_related("document__file", "by", "key")


def _may_be_given(signature: Signature) -> bool:
    chosen = signature.state == State.CHOSEN or (
        signature.automatic and signature.state in (State.WANTED, State.FAILED)
    )
    return chosen and signature.document.state == IssuedDocument.State.SIGNING


def _give_one(signature: Signature, at: datetime) -> None:
    key = key_for(signature, signature.by)
    made = _made(signature, key, at)
    with transaction.atomic():
        document = _locked(signature.document)
        current = Signature.objects.select_for_update(no_key=True).get(pk=signature.pk)
        if current.state == State.GIVEN or document.state != IssuedDocument.State.SIGNING:
            return
        if str(document.file_id) != made.of:
            raise RuntimeError("The document was signed in the meantime.")  # tried again on what it is now
        _keep(document, current, key, made, at)


def _made(signature: Signature, key: SigningKey, at: datetime) -> Made:
    document = signature.document
    with open_file(document.file) as content:
        pdf = content.read()
    last = not document.signatures.filter(order__gt=signature.order).exists()
    try:
        with place_of(key).signer(key) as signer:
            signed = pades.sign(
                pdf,
                signer,
                pades.Trusted(trust.context(timezone.now()), time_stamper()),
                field=f"Signature{signature.order}",
                last=last,
                seen=looks.seen(signature, key, pdf, at),
            )
            certificate = signer.signing_cert
    except SigningError as error:
        if isinstance(error.__cause__, PathBuildingError | PathValidationError):
            raise SigningRefused("certificate") from None
        raise
    assert certificate is not None
    return Made(signed, str(document.file_id), pades.common_name(certificate), pades.serial(certificate))


def _keep(document: IssuedDocument, signature: Signature, key: SigningKey, made: Made, at: datetime) -> None:
    """Inside the transaction that holds the document: its new file, the signature, the end."""
    former = document.file
    subject = (document.subject_kind, document.subject_id)
    file = store(ContentFile(made.pdf), name=former.name, subject=subject, owner=None, at=at, accept=("pdf",))
    signature.state, signature.key, signature.file, signature.signed_at = State.GIVEN, key, file, at
    signature.signer, signature.serial, signature.note = made.signer, made.serial, ""
    signature.save()
    document.file = file
    last = not document.signatures.exclude(state=State.GIVEN).exists()
    if last:
        document.state = IssuedDocument.State.IN_FORCE
    document.save(update_fields=["file", "state"])
    StoredFile.objects.filter(pk=former.pk).update(subject_kind=FORMER, subject_id=str(document.pk))
    if last and (ending := ENDINGS.get(document.subject_kind)):
        ending.signed(document, signature, at)


def _locked(document: IssuedDocument) -> IssuedDocument:
    """First what the room above locks, then the document: always in this order.

    Without a join: PostgreSQL would compare the row it waited for with the file of before, and find none.
    """
    if ending := ENDINGS.get(document.subject_kind):
        ending.lock(document.subject_id)
    return IssuedDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
