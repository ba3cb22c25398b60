"""Filling and filing a draft for programs: the same judgement, words and verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Rule, allow
from accounts.models import User
from eforms import drafts
from eforms.errors import DraftClosed, DraftForeign, StepRefused
from eforms.judging.answers import clean_step
from eforms.models import Draft, Submission
from eforms.prefilling import first_answers, papers_again
from eforms.representation import draft_json, file_json
from eforms.submit import submit
from eforms.versions.moving import bring_up_to_date

SECRET_HEADER = "Draft-Secret"  # noqa: S105  the name of a header
KEY_HEADER = "Idempotency-Key"
# `_draft` lets in the owner's token or a request with the draft's secret; to others the draft does not exist.
HOLDER = Rule(
    "fills the draft: its owner's token, or the header Draft-Secret", check=lambda request, **_: True
)

SECRET = OpenApiParameter(
    SECRET_HEADER,
    str,
    OpenApiParameter.HEADER,
    description="The draft's secret, unless the token is its owner's.",
)
KEY = OpenApiParameter(
    KEY_HEADER,
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="Any text of yours; asked again, same receipt.",
)
DRAFT = inline_serializer(
    "Draft",
    {
        "id": serializers.UUIDField(),
        "title": serializers.CharField(),
        "state": serializers.ChoiceField(Draft.State.choices),
        "form": serializers.DictField(),
        "steps": serializers.ListField(child=serializers.DictField()),
        "next_step": serializers.CharField(allow_null=True),
        "costs": serializers.DictField(allow_null=True),
        "to_check": serializers.ListField(child=serializers.DictField()),
        "answers": serializers.DictField(),
        "files": serializers.ListField(child=serializers.DictField()),
        "receipt": serializers.DictField(allow_null=True),
        "updated_at": serializers.DateTimeField(),
    },
)
FILE = inline_serializer(
    "DraftFile",
    {
        "id": serializers.UUIDField(),
        "name": serializers.CharField(),
        "size": serializers.IntegerField(),
        "media_type": serializers.CharField(),
        "sha256": serializers.CharField(),
    },
)
UPLOAD = inline_serializer("DraftUpload", {"field": serializers.CharField(), "file": serializers.FileField()})

Handler = Callable[..., Response]


def _draft(request: Request, draft_id: UUID) -> Draft:
    """The draft, for its owner or the holder of its secret. Raises DraftForeign (403) for all others."""
    draft = Draft.objects.select_related("version__eform").filter(pk=draft_id).first()
    secret = request.headers.get(SECRET_HEADER, "")
    is_owner = draft is not None and request.user.is_authenticated and draft.owner_id == request.user.pk
    if draft is None or not (is_owner or (secret and drafts.opens(draft, secret))):
        raise DraftForeign
    return draft


def open_only(handler: Handler) -> Handler:
    @wraps(handler)
    def guarded(view: APIView, request: Request, draft_id: UUID, **kwargs: Any) -> Response:
        draft = _draft(request, draft_id)
        if draft.state != Draft.State.OPEN:
            raise DraftClosed
        return handler(view, request, draft, **kwargs)

    return guarded


def _person(request: Request) -> User | None:
    return request.user if isinstance(request.user, User) else None


@allow(HOLDER)
class DraftView(APIView):
    @extend_schema(
        parameters=[SECRET], responses=DRAFT, summary="A draft, its answers and what is still missing"
    )
    def get(self, request: Request, draft_id: UUID) -> Response:
        draft, at = _draft(request, draft_id), timezone.now()
        bring_up_to_date(draft, at=at)
        return Response(draft_json(draft, on=drafts.day_of(at)))


@allow(HOLDER)
class StepView(APIView):
    @extend_schema(
        parameters=[SECRET],
        request=OpenApiTypes.OBJECT,
        responses=DRAFT,
        summary="Answer one step: {question key: value}; errors come per question, nothing is saved then",
    )
    @open_only
    def put(self, request: Request, draft: Draft, step: str) -> Response:
        if not isinstance(request.data, dict):
            raise ValidationError(_("Send the answers as an object: {question key: value}."), code="object")
        at = timezone.now()
        facts = drafts.facts_of(draft, drafts.day_of(at))
        values, errors = clean_step(draft.version.content, step, request.data, draft.answers, facts=facts)
        if errors:
            raise StepRefused(errors)
        removed: dict[str, list[str]] = {
            key: [] for key, value in request.data.items() if value == [] and key in draft.answers
        }
        drafts.save_step(draft, step, {**removed, **values}, at=at)
        bring_up_to_date(draft, at=at)
        first_answers.saved(draft, at=at)
        return Response(draft_json(draft, on=facts.on))


@allow(HOLDER)
class FilesView(APIView):
    parser_classes = (MultiPartParser,)

    @extend_schema(
        parameters=[SECRET],
        request={"multipart/form-data": UPLOAD},
        responses={201: FILE},
        summary="Attach a file to the answer of a question",
    )
    @open_only
    def post(self, request: Request, draft: Draft) -> Response:
        upload = request.FILES.get("file")
        if upload is None:
            raise ValidationError({"file": ValidationError(_("Attach a file."), code="required")})
        key = str(request.POST.get("field", ""))
        try:
            stored = drafts.attach(draft, key, upload, by=_person(request), at=timezone.now())
        except ValidationError as error:
            raise ValidationError({key or "field": error}) from error
        return Response(file_json(stored), status=status.HTTP_201_CREATED)


@allow(HOLDER)
class FileView(APIView):
    @extend_schema(parameters=[SECRET], responses={204: None}, summary="Take a file out of the draft")
    @open_only
    def delete(self, request: Request, draft: Draft, file_id: UUID) -> Response:
        for key in drafts.questions_holding(draft, file_id):
            drafts.detach(draft, key, file_id, at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


REUSED = inline_serializer("ReusedPaper", {"field": serializers.CharField(), "file": serializers.UUIDField()})
PAPERS = inline_serializer(
    "PaperOnOffer",
    {
        "field": serializers.CharField(),
        "file": serializers.UUIDField(),
        "name": serializers.CharField(),
        "title": serializers.CharField(),
        "day": serializers.DateField(),
        "origin": serializers.CharField(help_text="where it comes from, in words; empty: handed in before"),
    },
    many=True,
)


@allow(HOLDER)
class PapersView(APIView):
    """Papers the draft's owner has here already."""

    @extend_schema(parameters=[SECRET], responses=PAPERS, summary="Papers that can be used again")
    @open_only
    def get(self, request: Request, draft: Draft) -> Response:
        return Response(
            [
                {
                    "field": key,
                    "file": str(one.file.pk),
                    "name": one.file.name,
                    "title": one.title,
                    "day": drafts.day_of(one.at).isoformat(),
                    "origin": one.origin,
                }
                for key, found in papers_again.all_offers(draft).items()
                for one in found
            ]
        )

    @extend_schema(
        parameters=[SECRET],
        request=REUSED,
        responses={201: DRAFT},
        summary="Attach such a paper",
    )
    @open_only
    def post(self, request: Request, draft: Draft) -> Response:
        sent = request.data if isinstance(request.data, dict) else {}
        at = timezone.now()
        papers_again.use_again(draft, str(sent.get("field", "")), str(sent.get("file", "")), at=at)
        return Response(draft_json(draft, on=drafts.day_of(at)), status=status.HTTP_201_CREATED)


@allow(HOLDER)
class SubmitView(APIView):
    @extend_schema(
        parameters=[SECRET, KEY],
        request=None,
        responses=inline_serializer(
            "FilingReceipt", {"reference": serializers.CharField(), "url": serializers.CharField()}
        ),
        summary="File the draft and declare its answers true; asked again, the first receipt",
    )
    def post(self, request: Request, draft_id: UUID) -> Response:
        draft = _draft(request, draft_id)
        key = request.headers.get(KEY_HEADER, "").strip()
        if not key:
            message = _("Send a header Idempotency-Key, so that asking again files nothing twice.")
            raise ValidationError({KEY_HEADER: ValidationError(message, code="required")})
        submission: Submission = submit(draft, by=_person(request), key=key, at=timezone.now())
        return Response(submission.receipt)
