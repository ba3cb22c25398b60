"""Filing, following and processing for programs: the same verbs, words and refusals as the pages."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema, inline_serializer
from rest_framework import generics, serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import PUBLIC, SIGNED_IN, Rule, allow, holds, user_of
from accounts.client_address import client_address
from accounts.models import User
from documents.models import StoredFile
from documents.serving import file_response
from dossiers import finding, inbox, look_up, looks, shapes, start, step_forms, tracking, tracking_secret
from dossiers.actions import APPLICANTS, SUPPLEMENTS
from dossiers.actors import Actor
from dossiers.api_input import KEY, key_sent, refuse_strange
from dossiers.doing import do
from dossiers.errors import ActionNotAllowed
from dossiers.models import Dossier
from dossiers.notices import telling
from dossiers.numbering import is_code
from dossiers.reach import may_reach
from dossiers.transitions import TABLE
from effects.models import Message
from eforms.api import DRAFT
from eforms.drafts import opens
from eforms.models import Draft
from eforms.representation import draft_json

SECRET_HEADER = "Dossier-Secret"  # noqa: S105  the name of a header
DRAFT_HEADER = "Draft-Secret"
# The object decides: `_own` lets in the owner's token or the dossier's secret.
HOLDER = Rule(
    "dossier's applicant: owner's token, or the header Dossier-Secret", check=lambda request, **_: True
)
FILLER = Rule("filled the draft: owner's token, or the header Draft-Secret", check=lambda request, **_: True)

SECRET = OpenApiParameter(
    SECRET_HEADER,
    str,
    OpenApiParameter.HEADER,
    description="The dossier's secret, unless the token is its owner's.",
)
ACTION = OpenApiParameter("action", str, OpenApiParameter.PATH, enum=sorted({row.action for row in TABLE}))
TEXT_FILTERS = [
    OpenApiParameter(name, str) for name in ("status", "agency", "procedure", "step", "role", "light", "q")
]
TICKED_FILTERS = [OpenApiParameter(name, bool) for name in ("mine", "waiting", "hosted")]
ACT = {"application/json": shapes.ActShape, "multipart/form-data": shapes.ActShape}


def own_dossier(request: Request, dossier_id: uuid.UUID) -> tuple[Dossier, Actor]:
    """The applicant's dossier. Raises ActionNotAllowed (403), also for one that does not exist."""
    dossier = tracking.related().filter(pk=dossier_id).first()
    secret = request.headers.get(SECRET_HEADER, "")
    user = request.user if isinstance(request.user, User) else None
    proved = (
        dossier is not None and secret and tracking_secret.matches(dossier.pk, secret, dossier.secret_hash)
    )
    actor = Actor.applicant(user, frozenset({str(dossier_id)}) if proved else frozenset())
    if dossier is None or not actor.owns(dossier):
        raise ActionNotAllowed
    return dossier, actor


def seen_dossier(request: Request, dossier_id: uuid.UUID) -> tuple[Dossier, Actor]:
    """The officer's dossier. Raises PermissionDenied (403), also for one that does not exist."""
    dossier = tracking.related().filter(pk=dossier_id).first()
    officer = request.user
    allowed = dossier is not None and may_reach(officer, "dossier.view", dossier, timezone.now())
    if dossier is None or not allowed or not isinstance(officer, User):
        raise PermissionDenied
    return dossier, Actor.officer(officer)


def _is_on(said: str) -> bool:
    return said.lower() in ("1", "true", "on")


def _act(request: Request, dossier: Dossier, actor: Actor, action: str) -> None:
    row = next((row for row in TABLE if row.action == action), None)
    if row is None:
        raise Http404
    key = key_sent(request)
    said = shapes.ActShape(data=request.data)
    said.is_valid(raise_exception=True)
    given = {name: value for name, value in said.validated_data.items() if value is not None}
    seen = given.pop("seen", None)
    refuse_strange(given, row.takes)
    if action in (*SUPPLEMENTS, "give_opinion"):
        given["uploads"] = given.pop("files", [])
    do(dossier.pk, action, actor=actor, key=key, at=timezone.now(), seen=seen, **given)


def _file(dossier: Dossier, file_id: uuid.UUID, *kinds: str) -> FileResponse:
    """A file of the dossier itself, or of the kinds of subject that are named besides."""
    stored = get_object_or_404(
        StoredFile, pk=file_id, subject_kind__in=("dossier", *kinds), subject_id=str(dossier.pk)
    )
    return file_response(stored)


@allow(PUBLIC)
class Start(APIView):
    @extend_schema(
        request=shapes.StartShape,
        responses={
            201: inline_serializer(
                "StartedDraft", {"id": serializers.UUIDField(), "secret": serializers.CharField()}
            )
        },
        summary="Begin to file: a draft of the procedure's form; keep its secret",
    )
    def post(self, request: Request) -> Response:
        """Continue at /drafts/{id}; without an account, send the secret as Draft-Secret."""
        asked = shapes.StartShape(data=request.data)
        asked.is_valid(raise_exception=True)
        at = timezone.now()
        on = timezone.localdate(at)
        release = start.fileable(asked.validated_data["procedure"], on)
        draft, secret = start.begin_filing(
            release,
            start.agency_by_code(release, on, asked.validated_data["agency"]),
            variant=start.variant_id(release, asked.validated_data["variant"]),
            acting=asked.validated_data["acting"],
            user=request.user if isinstance(request.user, User) else None,
            at=at,
        )
        return Response({**draft_json(draft, on=on), "secret": secret}, status=status.HTTP_201_CREATED)


@allow(FILLER)
class Receipt(APIView):
    @extend_schema(
        parameters=[OpenApiParameter(DRAFT_HEADER, str, OpenApiParameter.HEADER)],
        responses=shapes.ReceiptShape,
        summary="What became of a filed draft: the dossier and its secret",
    )
    def get(self, request: Request, draft_id: uuid.UUID) -> Response:
        draft = Draft.objects.filter(pk=draft_id).first()
        secret = request.headers.get(DRAFT_HEADER, "")
        is_owner = draft is not None and request.user.is_authenticated and draft.owner_id == request.user.pk
        if draft is None or not (is_owner or (secret and opens(draft, secret))):
            raise ActionNotAllowed
        dossier = get_object_or_404(Dossier, submission__draft=draft)
        answer = {
            "dossier": dossier.pk,
            "request_code": dossier.request_code,
            "secret": tracking_secret.still_shown(dossier.pk, dossier.secret_hash),
        }
        return Response(shapes.ReceiptShape(answer).data)


@allow(PUBLIC)
class Track(APIView):
    @extend_schema(
        request=shapes.LookUpShape, responses=shapes.DossierView, summary="A dossier by its code and secret"
    )
    def post(self, request: Request) -> Response:
        asked = shapes.LookUpShape(data=request.data)
        asked.is_valid(raise_exception=True)
        at = timezone.now()
        who = client_address(request._request)
        found = look_up.find(asked.validated_data["code"], asked.validated_data["secret"], who=who, at=at)
        dossier = tracking.related().get(pk=found.pk)
        actor = Actor.applicant(None, frozenset({str(found.pk)}))
        return Response(shapes.DossierView(tracking.for_applicant(dossier, actor, at)).data)


@allow(SIGNED_IN)
class Mine(generics.ListAPIView[Dossier]):
    """Dossiers of the account, newest first."""

    serializer_class = shapes.DossierSummary
    queryset = Dossier.objects.none()

    @extend_schema(summary="Dossiers of the account, newest first")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return (
            Dossier.objects.filter(applicant_id=self.request.user.pk)
            .select_related("agency")
            .order_by("-filed_at")
        )


@allow(HOLDER)
class Own(APIView):
    @extend_schema(
        parameters=[SECRET], responses=shapes.DossierView, summary="A dossier as its applicant sees it"
    )
    def get(self, request: Request, dossier_id: uuid.UUID) -> Response:
        dossier, actor = own_dossier(request, dossier_id)
        return Response(shapes.DossierView(tracking.for_applicant(dossier, actor, timezone.now())).data)


@allow(HOLDER)
class OwnAction(APIView):
    parser_classes = [*APIView.parser_classes, MultiPartParser]

    @extend_schema(
        parameters=[
            SECRET, KEY,
            OpenApiParameter("action", str, OpenApiParameter.PATH, enum=list(APPLICANTS)),
        ],
        request=ACT,
        responses=shapes.DossierView,
        summary="Answer a request, withdraw, or keep the dossier after all",
    )  # fmt: skip
    def post(self, request: Request, dossier_id: uuid.UUID, action: str) -> Response:
        dossier, actor = own_dossier(request, dossier_id)
        if action not in APPLICANTS:
            raise Http404
        _act(request, dossier, actor, action)
        dossier = tracking.related().get(pk=dossier_id)
        return Response(shapes.DossierView(tracking.for_applicant(dossier, actor, timezone.now())).data)


@allow(HOLDER)
class OwnFile(APIView):
    @extend_schema(
        parameters=[SECRET],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        summary="A file",
    )
    def get(self, request: Request, dossier_id: uuid.UUID, file_id: uuid.UUID) -> FileResponse:
        return _file(own_dossier(request, dossier_id)[0], file_id)


@allow(holds("dossier.view"))
class Desk(generics.ListAPIView[Dossier]):
    """Dossiers the officer may see, most urgent first."""

    serializer_class = shapes.DeskSummary
    queryset = Dossier.objects.none()

    @extend_schema(parameters=[*TEXT_FILTERS, *TICKED_FILTERS], summary="The inbox")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """status: a code, `open` (the default) or `all`. light: late, soon, ok, paused. q: a dossier's code.
        waiting: a step of the officer's is to be done, also of dossiers filed with other agencies.
        hosted: those taken in here for other agencies, instead of one's own.

        step, role: what is worked on now: id of a step, code of the role that does it.
        Names are looked for by POST to /desk/dossiers/search: no personal data stands in an address.
        """
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        said = self.request.query_params
        text = said.get("q", "")
        if text and not is_code(text):
            message = _("Only a code can be looked for here. Send a name by POST to /desk/dossiers/search.")
            raise ValidationError({"q": ValidationError(message, code="not_a_code")})
        filters = inbox.Filters(
            status=said.get("status", inbox.OPEN),
            agency=said.get("agency", ""),
            procedure=said.get("procedure", ""),
            step=said.get("step", ""),
            role=said.get("role", ""),
            light=said.get("light", ""),
            mine=_is_on(said.get("mine", "")),
            waiting=_is_on(said.get("waiting", "")),
            hosted=_is_on(said.get("hosted", "")),
            text=text,
        )
        assert isinstance(self.request.user, User)
        return inbox.find(self.request.user, filters, timezone.now())


@allow(holds("dossier.view"))
class DeskSearch(generics.GenericAPIView[Dossier]):
    """Dossiers the officer may see, found by code, name or number."""

    serializer_class = shapes.DeskFound
    queryset = Dossier.objects.none()

    @extend_schema(
        request=shapes.DeskSearchShape,
        responses=shapes.DeskFound(many=True),
        summary="Search the inbox by code, name or number; the words stay out of the address",
    )
    def post(self, request: Request) -> Response:
        """By a phone, personal number or tax code with the right to it; each such search is logged."""
        asked = shapes.DeskSearchShape(data=request.data)
        asked.is_valid(raise_exception=True)
        officer, at, text = user_of(request), timezone.now(), asked.validated_data["text"]
        try:
            finding.check(officer, text, at)
        except ValidationError as error:
            raise ValidationError({"text": error}) from None
        finding.note(officer, text, at, purpose="api")
        found = inbox.find(officer, inbox.Filters(**asked.validated_data), at)
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(found), many=True).data)


@allow(holds("dossier.view"))
class DeskDossier(APIView):
    @extend_schema(responses=shapes.DeskView, summary="A dossier as an officer sees it; the look is logged")
    def get(self, request: Request, dossier_id: uuid.UUID) -> Response:
        dossier, actor = seen_dossier(request, dossier_id)
        at = timezone.now()
        assert actor.user is not None
        looks.note(actor.user, "dossier.view", dossier, at=at, purpose="api")
        return Response(shapes.DeskView(tracking.for_officer(dossier, actor, at)).data)


@allow(holds("dossier.view"))
class DeskAction(APIView):
    parser_classes = [*APIView.parser_classes, MultiPartParser]

    @extend_schema(
        parameters=[KEY, ACTION], request=ACT, responses=shapes.DeskView, summary="Act on a dossier"
    )
    def post(self, request: Request, dossier_id: uuid.UUID, action: str) -> Response:
        dossier, actor = seen_dossier(request, dossier_id)
        _act(request, dossier, actor, action)
        dossier = tracking.related().get(pk=dossier_id)
        return Response(shapes.DeskView(tracking.for_officer(dossier, actor, timezone.now())).data)


@allow(holds("dossier.view"))
class DeskStepForm(APIView):
    @extend_schema(
        request=None,
        responses={201: DRAFT},
        summary="The draft of the form of an open step: fill and submit it under /drafts/{id}",
    )
    def post(self, request: Request, dossier_id: uuid.UUID, step: str) -> Response:
        """The draft is the officer's own. Submitted, it finishes the step where nothing else is asked."""
        dossier, actor = seen_dossier(request, dossier_id)
        at = timezone.now()
        draft = step_forms.begin(dossier.pk, step, actor=actor, at=at)
        return Response(draft_json(draft, on=timezone.localdate(at)), status=status.HTTP_201_CREATED)


@allow(holds("dossier.view"))
class DeskFile(APIView):
    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, summary="A file")
    def get(self, request: Request, dossier_id: uuid.UUID, file_id: uuid.UUID) -> FileResponse:
        return _file(seen_dossier(request, dossier_id)[0], file_id, step_forms.FILES)


@allow(holds("dossier.print"))
class DeskMessage(APIView):
    @extend_schema(
        request=None, responses=shapes.DeskView, summary="Send a message that failed to the applicant again"
    )
    def post(self, request: Request, dossier_id: uuid.UUID, message_id: int) -> Response:
        """Nothing happens to one that waits or has been sent."""
        dossier, actor = seen_dossier(request, dossier_id)
        at, officer = timezone.now(), request.user
        assert isinstance(officer, User)
        try:
            telling.send_again(dossier, message_id, officer=officer, at=at)
        except Message.DoesNotExist:
            raise Http404 from None
        return Response(shapes.DeskView(tracking.for_officer(dossier, actor, at)).data)
