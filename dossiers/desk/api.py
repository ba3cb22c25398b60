"""The officers' desk for programs: what its pages do beside single dossiers, through the same verbs."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import allow, holds, user_of
from dossiers.actors import Actor
from dossiers.api import KEY, key_sent, refuse_strange
from dossiers.bulk import SHARED, Ticked, do_all
from dossiers.desk import shapes
from dossiers.transitions import TABLE


@allow(holds("dossier.view"))
class Bulk(APIView):
    @extend_schema(
        parameters=[KEY],
        request=shapes.BulkShape,
        responses=shapes.BulkDoneShape,
        summary="One action on up to 100 dossiers, each by itself; the refused are listed with the reason",
    )
    def post(self, request: Request) -> Response:
        """Asked again with the same key, what was done is not done twice and the refused are tried again."""
        key, officer = key_sent(request), user_of(request)
        asked = shapes.BulkShape(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        action, ticked = given.pop("action"), [Ticked(**each) for each in given.pop("dossiers")]
        row = next(row for row in TABLE if row.action == action)
        refuse_strange(given, set(row.takes) & set(SHARED))
        found = do_all(ticked, action, actor=Actor.officer(officer), key=key, at=timezone.now(), **given)
        refused = sum(1 for each in found if each.why)
        answer = {"done": len(found) - refused, "refused": refused, "outcomes": found}
        return Response(shapes.BulkDoneShape(answer).data)
