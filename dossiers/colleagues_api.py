"""Notes, opinions and corrected answers for programs: the same verbs, words and refusals as the pages."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import OFFICER, allow, holds, user_of
from accounts.access_log import record
from documents.serving import file_response
from dossiers import colleague_shapes as shapes
from dossiers import duplicates, noting, opinions, reopening, tracking
from dossiers.actors import Actor
from dossiers.api import HOLDER, KEY, SECRET, key_sent, own_dossier, seen_dossier
from dossiers.doing import do
from dossiers.models import DossierOpinion
from dossiers.opinions import ASKED_BY_NAME
from eforms.representation import draft_json


@allow(HOLDER)
class Corrections(APIView):
    @extend_schema(
        parameters=[SECRET],
        request=None,
        responses={
            201: inline_serializer(
                "CorrectionDraft", {"id": serializers.UUIDField(), "secret": serializers.CharField()}
            )
        },
        summary="Correct the answers the agency named: a draft of the form, all other answers locked",
    )
    def post(self, request: Request, dossier_id: uuid.UUID) -> Response:
        """Continue at /drafts/{id} as with a new filing; submitted, the answers go along with `supplement`.

        Where the agency asked for nothing else, submitting is the answer.
        """
        _dossier, actor = own_dossier(request, dossier_id)
        at = timezone.now()
        draft, secret = reopening.open_again(dossier_id, actor=actor, at=at)
        answer = {**draft_json(draft, on=timezone.localdate(at)), "secret": secret}
        return Response(answer, status=status.HTTP_201_CREATED)


@allow(holds("dossier.view"))
class Beside(APIView):
    @extend_schema(
        responses=shapes.BesideShape, summary="Notes, opinions and dossiers alike, for officers only"
    )
    def get(self, request: Request, dossier_id: uuid.UUID) -> Response:
        dossier, _actor = seen_dossier(request, dossier_id)
        found = {
            "notes": dossier.notes.select_related("mentioned"),
            "opinions": dossier.opinions.select_related("asker", "asked"),
            "alike": duplicates.alike(dossier, user_of(request), timezone.now()),
        }
        return Response(shapes.BesideShape(found).data)


@allow(holds("dossier.view"))
class Notes(APIView):
    @extend_schema(
        parameters=[KEY],
        request=shapes.NewNoteShape,
        responses={201: shapes.NoteShape},
        summary="Add an internal note; it cannot be changed later",
    )
    def post(self, request: Request, dossier_id: uuid.UUID) -> Response:
        dossier, _actor = seen_dossier(request, dossier_id)
        asked = shapes.NewNoteShape(data=request.data)
        asked.is_valid(raise_exception=True)
        note = noting.add_note(
            dossier, **asked.validated_data, by=user_of(request), key=key_sent(request), at=timezone.now()
        )
        return Response(shapes.NoteShape(note).data, status=status.HTTP_201_CREATED)


@allow(OFFICER)
class Asked(APIView):
    @extend_schema(
        operation_id="desk_opinions_list",
        responses=shapes.OpinionShape(many=True),
        summary="Opinions asked of oneself, open ones",
    )
    def get(self, request: Request) -> Response:
        found = opinions.asked_of(user_of(request)).select_related("asked")
        return Response([shapes.OpinionShape(one).data for one in found])


def _asked(request: Request, opinion_id: int) -> DossierOpinion:
    """What was asked of oneself. Raises PermissionDenied, also for one that does not exist."""
    found = DossierOpinion.objects.select_related("dossier", "asker", "asked").filter(pk=opinion_id).first()
    if found is None or found.asked_id != request.user.pk:
        raise PermissionDenied
    return found


def _shown(found: DossierOpinion) -> Any:
    found.dossier = tracking.related().get(pk=found.dossier_id)
    found.answers = opinions.answers_shown(found, found.dossier)  # type: ignore[attr-defined]
    return shapes.AskedShape(found).data


@allow(ASKED_BY_NAME)
class Opinion(APIView):
    parser_classes = [*APIView.parser_classes, MultiPartParser]

    @extend_schema(responses=shapes.AskedShape, summary="An opinion asked of oneself; the look is logged")
    def get(self, request: Request, opinion_id: int) -> Response:
        found = _asked(request, opinion_id)
        record(
            user_id=user_of(request).pk, action="dossier.opinion", subject=f"dossier:{found.dossier_id}",
            agency=found.dossier.agency_code, at=timezone.now(), purpose="api",
        )  # fmt: skip
        return Response(_shown(found))

    @extend_schema(
        parameters=[KEY],
        request={"application/json": shapes.GivenShape, "multipart/form-data": shapes.GivenShape},
        responses=shapes.AskedShape,
        summary="Give the opinion",
    )
    def post(self, request: Request, opinion_id: int) -> Response:
        found = _asked(request, opinion_id)
        given = shapes.GivenShape(data=request.data)
        given.is_valid(raise_exception=True)
        do(
            found.dossier_id,
            "give_opinion",
            actor=Actor.officer(user_of(request)),
            key=key_sent(request),
            at=timezone.now(),
            opinion=found.number,
            message=given.validated_data["message"],
            uploads=given.validated_data.get("files", []),
        )
        return Response(_shown(_asked(request, opinion_id)))


@allow(ASKED_BY_NAME)
class OpinionPaper(APIView):
    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, summary="A paper shown"
    )
    def get(self, request: Request, opinion_id: int, file_id: uuid.UUID) -> FileResponse:
        found = _asked(request, opinion_id)
        chosen = found.dossier.papers.filter(file_id=file_id).select_related("file").first()
        if chosen is None or chosen.file is None or str(file_id) not in found.shown:
            raise Http404
        return file_response(chosen.file)
