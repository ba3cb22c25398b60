"""One's own store, and those of organisations one represents now, for programs."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import SIGNED_IN, allow, user_of
from accounts.models import Organization
from accounts.permissions import day_of
from accounts.representing import own_organization
from documents.keeping import keeping, looks, sharing
from documents.keeping.holders import Holder
from documents.keeping.sharing import MOST_DAYS, MOST_TIMES
from documents.models import KeptPaper, PaperKind, Share
from documents.serving import file_response


class KeptPaperShape(serializers.ModelSerializer[KeptPaper]):
    """state: in_force, checked, own (not verified), expired, signing, refused, revoked, replaced."""

    state = serializers.SerializerMethodField()
    verify_code = serializers.CharField(source="document.verify_code", default="")
    file = serializers.SerializerMethodField()
    organization = serializers.IntegerField(
        source="organization_id", allow_null=True, help_text="whose it is; null: the person's own"
    )

    class Meta:
        model = KeptPaper
        fields = [
            "id", "organization", "kind", "title", "issuer", "number", "issued_on", "valid_until", "tax_code",
            "added_at", "state", "verify_code", "file",
        ]  # fmt: skip

    def get_state(self, paper: KeptPaper) -> str:
        return keeping.state_of(paper, day_of(timezone.now()))

    def get_file(self, paper: KeptPaper) -> str:
        return reverse("api:kept-paper-file", args=[paper.pk])


class NewPaperShape(serializers.Serializer[Any]):
    """multipart. Marked as not verified. organization: id of one that one represents; without: one's own."""

    organization = serializers.IntegerField(required=False)
    title = serializers.CharField(max_length=300)
    file = serializers.FileField()
    issuer = serializers.CharField(max_length=250, required=False)
    number = serializers.CharField(max_length=60, required=False)
    issued_on = serializers.DateField(required=False)
    valid_until = serializers.DateField(required=False)


class NewShareShape(serializers.Serializer[Any]):
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS, default=7)
    most = serializers.IntegerField(min_value=1, max_value=MOST_TIMES, default=5)
    note = serializers.CharField(max_length=200, default="", allow_blank=True)


class OpeningShape(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    by = serializers.CharField(source="by.full_name", default="")


class ShareShape(serializers.ModelSerializer[Share]):
    lives = serializers.SerializerMethodField()
    made_by = serializers.CharField(source="made_by.full_name", default="")
    openings = OpeningShape(many=True)

    class Meta:
        model = Share
        fields = ["id", "note", "made_by", "made_at", "until", "most", "ended_at", "lives", "openings"]

    def get_lives(self, share: Share) -> bool:
        return sharing.lives(share, timezone.now())


class MadeShareShape(serializers.Serializer[Any]):
    """link: told just once."""

    id = serializers.IntegerField()
    link = serializers.CharField()
    until = serializers.DateTimeField()


class RemovedShape(serializers.ModelSerializer[KeptPaper]):
    kind = serializers.CharField(help_text="as of a paper that is there")
    why = serializers.CharField(
        source="removed_why", help_text="owner, retention, moved (to the organisation)"
    )
    by = serializers.CharField(source="removed_by.full_name", default="", help_text="who deleted it")

    class Meta:
        model = KeptPaper
        fields = ["id", "kind", "title", "removed_at", "why", "by"]


class StoreLookShape(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    who = serializers.CharField()
    where = serializers.CharField(help_text="the agency")
    purpose = serializers.CharField()
    paper = serializers.BooleanField(help_text="a paper was opened; else only the list")


ORGANIZATION = OpenApiParameter(
    "organization", int, description="Id of an organisation one represents now; without: one's own store."
)


def _own(request: Request, paper_id: uuid.UUID) -> KeptPaper:
    found = keeping.own_paper(user_of(request), paper_id, timezone.now())
    if found is None:
        raise Http404
    return found


def _organization(request: Request, key: Any) -> Organization | None:
    """None for one's own store. Raises Http404 for an organisation one does not represent."""
    return own_organization(request.user, key, timezone.now()) if key else None


def _holder(request: Request) -> Holder:
    return _organization(request, request.query_params.get("organization")) or user_of(request)


@allow(SIGNED_IN)
class Papers(generics.ListAPIView[KeptPaper]):
    """The papers of one's own store or of an organisation's, newest first."""

    serializer_class = KeptPaperShape
    parser_classes = [*generics.ListAPIView.parser_classes, MultiPartParser]
    queryset = KeptPaper.objects.none()

    @extend_schema(
        parameters=[
            ORGANIZATION,
            OpenApiParameter("kind", str, enum=PaperKind.values),
            OpenApiParameter("q", str),
            OpenApiParameter("tax_code", str, description="Of the organisation they were filed for."),
        ],
        summary="The papers in a store",
        tags=["documents"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        said = self.request.query_params
        return keeping.papers(
            _holder(self.request),
            kind=said.get("kind", ""),
            text=said.get("q", ""),
            tax_code=said.get("tax_code", ""),
        )

    @extend_schema(
        request={"multipart/form-data": NewPaperShape},
        responses={201: KeptPaperShape},
        summary="Add a paper of one's own; the same content again, the paper that is there",
        tags=["documents"],
    )
    def post(self, request: Request) -> Response:
        asked = NewPaperShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        whose = _organization(request, said.pop("organization", None))
        upload = said.pop("file")
        paper = keeping.add_own(user_of(request), upload, at=timezone.now(), organization=whose, **said)
        return Response(KeptPaperShape(paper).data, status=status.HTTP_201_CREATED)


@allow(SIGNED_IN)
class Paper(APIView):
    @extend_schema(responses=KeptPaperShape, summary="One of one's papers", tags=["documents"])
    def get(self, request: Request, paper_id: uuid.UUID) -> Response:
        return Response(KeptPaperShape(_own(request, paper_id)).data)

    @extend_schema(responses={204: None}, summary="Delete it from one's store", tags=["documents"])
    def delete(self, request: Request, paper_id: uuid.UUID) -> Response:
        keeping.remove(_own(request, paper_id), at=timezone.now(), by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


@allow(SIGNED_IN)
class PaperFile(APIView):
    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        summary="The file of one of one's papers",
        tags=["documents"],
    )
    def get(self, request: Request, paper_id: uuid.UUID) -> FileResponse:
        current = _own(request, paper_id).current_file
        if current is None:
            raise Http404
        return file_response(current)


@allow(SIGNED_IN)
class Shares(APIView):
    @extend_schema(
        responses=ShareShape(many=True), summary="Links to a paper, and who opened them", tags=["documents"]
    )
    def get(self, request: Request, paper_id: uuid.UUID) -> Response:
        return Response(ShareShape(sharing.shares_of(_own(request, paper_id)), many=True).data)

    @extend_schema(
        request=NewShareShape,
        responses={201: MadeShareShape},
        summary="Share a paper by a link, for some days and so many times",
        tags=["documents"],
    )
    def post(self, request: Request, paper_id: uuid.UUID) -> Response:
        paper, asked = _own(request, paper_id), NewShareShape(data=request.data)
        asked.is_valid(raise_exception=True)
        made, secret = sharing.share(paper, at=timezone.now(), by=user_of(request), **asked.validated_data)
        link = settings.BASE_URL + reverse("documents:shared", args=[secret])
        said = {"id": made.pk, "link": link, "until": made.until}
        return Response(MadeShareShape(said).data, status=status.HTTP_201_CREATED)


@allow(SIGNED_IN)
class OneShare(APIView):
    @extend_schema(responses={204: None}, summary="End a link", tags=["documents"])
    def delete(self, request: Request, share_id: int) -> Response:
        at = timezone.now()
        mine = sharing.own_share(user_of(request), share_id, at)
        if mine is None:
            raise Http404
        sharing.end(mine, at=at)
        return Response(status=status.HTTP_204_NO_CONTENT)


@allow(SIGNED_IN)
class RemovedPapers(APIView):
    @extend_schema(
        parameters=[ORGANIZATION],
        responses=RemovedShape(many=True),
        summary="Papers that are no longer in a store: when, why and by whom they went; the last hundred",
        tags=["documents"],
    )
    def get(self, request: Request) -> Response:
        return Response(RemovedShape(keeping.removed(_holder(request)), many=True).data)


@allow(SIGNED_IN)
class StoreLooks(APIView):
    @extend_schema(
        parameters=[ORGANIZATION],
        responses=StoreLookShape(many=True),
        summary="Which officers looked into a store, and what for",
        tags=["documents"],
    )
    def get(self, request: Request) -> Response:
        return Response(StoreLookShape(looks.looks(_holder(request)), many=True).data)
