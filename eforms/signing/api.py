"""Signing together, for programs that fill drafts: who has to sign, inviting, reminding, calling back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import allow
from eforms import drafts
from eforms.api import HOLDER, SECRET, open_only
from eforms.models import Draft
from eforms.signing import inviting
from eforms.signing.signers import standings

SIGNERS = inline_serializer(
    "Signer",
    {
        "id": serializers.CharField(),
        "label": serializers.CharField(),
        "name": serializers.CharField(),
        "email": serializers.CharField(),
        "state": serializers.CharField(
            help_text="no_address, to_invite, invited, agreed, declined, changed or cancelled"
        ),
        "reason": serializers.CharField(),
    },
    many=True,
)


def _answer(draft: Draft) -> Response:
    rows: list[dict[str, Any]] = [
        {
            "id": one.id,
            "label": one.label,
            "name": one.name,
            "email": one.email,
            "state": one.state,
            "reason": one.signature.reason if one.signature else "",
        }
        for one in standings(draft, drafts.day_of(timezone.now()))
    ]
    return Response(rows)


@allow(HOLDER)
class SignersView(APIView):
    @extend_schema(parameters=[SECRET], responses=SIGNERS, summary="Who has to sign the draft, and who has")
    @open_only
    def get(self, request: Request, draft: Draft) -> Response:
        return _answer(draft)

    @extend_schema(
        parameters=[SECRET],
        request=None,
        responses=SIGNERS,
        summary="Invite everybody who has not been asked about the answers as they stand",
    )
    @open_only
    def post(self, request: Request, draft: Draft) -> Response:
        inviting.invite_all(draft, at=timezone.now())
        return _answer(draft)


@allow(HOLDER)
class SignerView(APIView):
    @extend_schema(
        operation_id="drafts_signers_remind",
        parameters=[SECRET],
        request=None,
        responses=SIGNERS,
        summary="Send the link once more",
    )
    @open_only
    def post(self, request: Request, draft: Draft, signer: str) -> Response:
        inviting.remind(draft, signer, at=timezone.now())
        return _answer(draft)

    @extend_schema(parameters=[SECRET], responses=SIGNERS, summary="Call the invitation back")
    @open_only
    def delete(self, request: Request, draft: Draft, signer: str) -> Response:
        inviting.cancel(draft, signer, at=timezone.now())
        return _answer(draft)
