"""The API about people: a token for a password and a code, giving it up, and who one is."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import PUBLIC, SIGNED_IN, allow, user_of
from accounts.channels import KINDS, chosen
from accounts.models import ApiToken
from accounts.permissions import allowed_actions, roles_of
from accounts.token_sign_in import sign_in_for_token
from accounts.tokens import revoke


class Credentials(serializers.Serializer):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False)
    code = serializers.CharField(required=False, allow_blank=True, default="", max_length=20)
    label = serializers.CharField(  # type: ignore[assignment]
        required=False, allow_blank=True, default="", max_length=100
    )


class IssuedToken(serializers.Serializer):
    token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class HeldRole(serializers.Serializer):
    role = serializers.CharField(source="role_id")
    name = serializers.CharField(source="role.name")
    agency_code = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class AllowedAction(serializers.Serializer):
    action = serializers.CharField()
    agency_code = serializers.CharField()
    scope = serializers.ChoiceField(["own", "below", "all"])
    role = serializers.CharField()


class Me(serializers.Serializer):
    email = serializers.EmailField()
    full_name = serializers.CharField()
    phone = serializers.CharField()
    channels = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    roles = HeldRole(many=True)
    actions = AllowedAction(many=True)


class TokensView(APIView):
    """Tokens: `Authorization: Bearer <token>` opens the API as the account it was issued for."""

    @extend_schema(request=Credentials, responses={201: IssuedToken}, summary="Sign in for a token", auth=[])
    @allow(PUBLIC)
    def post(self, request: Request) -> Response:
        """Officers give the code their app shows as well. The token is shown once."""
        given = Credentials(data=request.data)
        given.is_valid(raise_exception=True)
        token, text = sign_in_for_token(request._request, **given.validated_data, at=timezone.now())
        answer = IssuedToken({"token": text, "expires_at": token.expires_at})
        return Response(answer.data, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

    @extend_schema(request=None, responses={204: None}, summary="Give up the token in use")
    @allow(SIGNED_IN)
    def delete(self, request: Request) -> Response:
        """The token this request came with opens nothing any more."""
        if isinstance(request.auth, ApiToken):
            revoke(request.auth, timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@allow(SIGNED_IN)
class MeView(APIView):
    @extend_schema(responses=Me, summary="Who I am, and what I may do where")
    def get(self, request: Request) -> Response:
        now = timezone.now()
        user = user_of(request)
        answer = {
            "email": user.email,
            "full_name": user.full_name,
            "phone": user.phone,
            "channels": {kind: chosen(user, kind) for kind in KINDS},
            "roles": roles_of(user, now),
            "actions": allowed_actions(user, now),
        }
        return Response(Me(answer).data)
