"""What shows how work is done, for programs: who looked, what is late, the roots of the days."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import PUBLIC, allow, holds, user_of
from dossiers import looks, shapes
from dossiers.api import HOLDER, SECRET, own_dossier
from dossiers.models import DailyRoot, Dossier
from dossiers.watch import lateness


@allow(HOLDER)
class Looks(APIView):
    @extend_schema(
        parameters=[SECRET],
        responses=shapes.LookShape(many=True),
        summary="Who opened the dossier, the last fifty looks",
    )
    def get(self, request: Request, dossier_id: uuid.UUID) -> Response:
        dossier, _actor = own_dossier(request, dossier_id)
        return Response(shapes.LookShape(looks.looks(dossier), many=True).data)


@allow(holds("dossier.view"))
class Late(generics.GenericAPIView[Dossier]):
    """Overdue dossiers the officer may see, the longest overdue first, and where the time went."""

    serializer_class = shapes.LateShape
    queryset = Dossier.objects.none()

    @extend_schema(responses=shapes.LateShape(many=True), summary="Overdue dossiers, and who used the time")
    def get(self, request: Request) -> Response:
        at = timezone.now()
        page: Any = self.paginate_queryset(lateness.late_dossiers(user_of(request), at))
        return self.get_paginated_response(self.get_serializer(lateness.explained(page, at), many=True).data)


@allow(PUBLIC)
class DailyRoots(generics.ListAPIView[DailyRoot]):
    """Newest first. Nothing of any person: write them down, and compare later."""

    serializer_class = shapes.RootShape
    queryset = DailyRoot.objects.defer("leaves")

    @extend_schema(summary="The roots of the days that are over, chained by hash")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)
