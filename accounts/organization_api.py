"""The organisations one represents, for programs: which, who else does; authorising and ending."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import representing
from accounts.access import SIGNED_IN, allow, user_of
from accounts.models import Representation
from accounts.permissions import day_of
from accounts.representing import Proof, own_organization


class RepresentedShape(serializers.ModelSerializer[Representation]):
    """An organisation one represents now, and as what."""

    id = serializers.IntegerField(source="organization_id")
    tax_code = serializers.CharField(source="organization.tax_code")
    name = serializers.CharField(source="organization.name")

    class Meta:
        model = Representation
        fields = ["id", "tax_code", "name", "basis", "valid_from", "valid_to"]


class RepresentationShape(serializers.ModelSerializer[Representation]):
    """Who speaks or spoke for it. agency_code: where an officer confirmed it; empty: given_by authorised."""

    name = serializers.CharField(source="user.full_name")
    given_by = serializers.SerializerMethodField()

    class Meta:
        model = Representation
        fields = [
            "id", "name", "basis", "valid_from", "valid_to", "paper", "paper_number", "paper_day", "given_at",
            "agency_code", "given_by", "ended_at", "end_reason",
        ]  # fmt: skip

    def get_given_by(self, one: Representation) -> str:
        """Officers are not named to people."""
        return "" if one.agency_code else one.given_by.full_name


class AuthoriseShape(serializers.Serializer[Any]):
    """Whom: both as in their account. Until which day, by which paper. valid_from: without, today."""

    email = serializers.EmailField()
    personal_number = serializers.RegexField(r"^[0-9]{12}$")
    valid_from = serializers.DateField(required=False)
    valid_to = serializers.DateField()
    paper = serializers.CharField(max_length=200)
    paper_number = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    paper_day = serializers.DateField(required=False, default=None, allow_null=True)


@allow(SIGNED_IN)
class OrganizationsView(APIView):
    @extend_schema(responses=RepresentedShape(many=True), summary="Organisations one represents now")
    def get(self, request: Request) -> Response:
        rows = representing.running(timezone.now()).filter(user=user_of(request))
        return Response(RepresentedShape(rows.order_by("organization__name", "pk"), many=True).data)


@allow(SIGNED_IN)
class RepresentationsView(APIView):
    @extend_schema(
        responses=RepresentationShape(many=True), summary="Who represents an organisation, and who did"
    )
    def get(self, request: Request, organization_id: int) -> Response:
        found = representing.history(own_organization(request.user, organization_id, timezone.now()))
        return Response(RepresentationShape(found, many=True).data)

    @extend_schema(
        request=AuthoriseShape,
        responses={201: RepresentationShape},
        summary="As its legal representative, let another account speak for the organisation",
    )
    def post(self, request: Request, organization_id: int) -> Response:
        at = timezone.now()
        found, asked = own_organization(request.user, organization_id, at), AuthoriseShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = {"valid_from": day_of(at), **asked.validated_data}
        proof = Proof(said.pop("paper"), said.pop("paper_number"), said.pop("paper_day"))
        made = representing.authorise(found, proof=proof, by=user_of(request), at=at, **said)
        return Response(RepresentationShape(made).data, status=status.HTTP_201_CREATED)


@allow(SIGNED_IN)
class OneRepresentationView(APIView):
    @extend_schema(responses={204: None}, summary="End one's own, or that of somebody authorised")
    def delete(self, request: Request, organization_id: int, representation_id: int) -> Response:
        at = timezone.now()
        found = (
            representing.history(own_organization(request.user, organization_id, at))
            .filter(pk=representation_id)
            .first()
        )
        if found is None:
            raise Http404
        representing.end(found, by=user_of(request), at=at)
        return Response(status=status.HTTP_204_NO_CONTENT)
