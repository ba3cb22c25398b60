"""Reconciliations, totals and the journal for programs, through the same verbs as the desk's pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import generics, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import allow, holds, user_of
from documents.kinds import XLSX
from payments.models import Reconciliation, ReconciliationRow
from payments.reach import RECONCILE, VIEW
from payments.reconciling import shapes
from payments.reconciling.forms import TotalsForm
from payments.reconciling.pages import journal_file
from payments.reconciling.sight import rows_seen, seen
from payments.reconciling.totals import totals
from payments.reconciling.verbs import compare_day, explain

PERIOD = [shapes.TotalsAskedShape]


@allow(holds(RECONCILE))
class Reconciliations(generics.GenericAPIView[Reconciliation]):
    """Days that were compared, newest first."""

    serializer_class = shapes.ReconciliationShape
    queryset = Reconciliation.objects.none()
    parser_classes = [*APIView.parser_classes, MultiPartParser]

    @extend_schema(
        responses=shapes.ReconciliationShape(many=True), summary="Days compared with providers' reports"
    )
    def get(self, request: Request) -> Response:
        page: Any = self.paginate_queryset(seen(user_of(request), timezone.now()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        request={"application/json": shapes.CompareShape, "multipart/form-data": shapes.CompareShape},
        responses={201: shapes.ReconciliationShape},
        summary="Compare a day now: with the provider's answer, or with a file of its merchant portal",
    )
    def post(self, request: Request) -> Response:
        """Again is safe: rows are renewed, and what was said of them stays."""
        asked = shapes.CompareShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        file = said.get("file")
        made = compare_day(
            said["account"],
            said["day"],
            by=user_of(request),
            at=timezone.now(),
            file=file,
            name=file.name if file else "",
        )
        return Response(shapes.ReconciliationShape(made).data, status=status.HTTP_201_CREATED)


@allow(holds(RECONCILE))
class Rows(generics.GenericAPIView[ReconciliationRow]):
    """Payments and refunds of the day as both sides know them."""

    serializer_class = shapes.RowShape
    queryset = ReconciliationRow.objects.none()

    @extend_schema(
        parameters=[
            OpenApiParameter("outcome", str, enum=ReconciliationRow.Outcome.values, description="Only these.")
        ],
        responses=shapes.RowShape(many=True),
        summary="The rows of a day that was compared",
    )
    def get(self, request: Request, number: int) -> Response:
        officer, at = user_of(request), timezone.now()
        rows = rows_seen(get_object_or_404(seen(officer, at), pk=number), officer, at)
        if outcome := request.query_params.get("outcome"):
            rows = rows.filter(outcome=outcome)
        page: Any = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


@allow(holds(RECONCILE))
class Resolution(APIView):
    @extend_schema(
        request=shapes.ResolveShape,
        responses=shapes.RowShape,
        summary="Say what became of a row that does not match",
    )
    def post(self, request: Request, row_id: int) -> Response:
        asked = shapes.ResolveShape(data=request.data)
        asked.is_valid(raise_exception=True)
        found = ReconciliationRow.objects.select_related("reconciliation__account", "payment", "refund")
        row = explain(
            get_object_or_404(found, pk=row_id),
            reason=asked.validated_data["reason"],
            by=user_of(request),
            at=timezone.now(),
        )
        return Response(shapes.RowShape(row).data)


def _asked(request: Request) -> TotalsForm:
    """Raises ValidationError."""
    form = TotalsForm(request.query_params.dict(), officer=user_of(request), at=timezone.now())
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form


@allow(holds(VIEW))
class Totals(APIView):
    @extend_schema(
        parameters=PERIOD,
        responses=shapes.TotalShape(many=True),
        summary="What came in over a period, by agency, procedure, fee, way of payment or day",
    )
    def get(self, request: Request) -> Response:
        """Without a period, this month."""
        form = _asked(request)
        rows = totals(user_of(request), form.period(), form.cleaned_data["by"], timezone.now())
        return Response(shapes.TotalShape(rows, many=True).data)


@allow(holds(VIEW))
class Journal(APIView):
    @extend_schema(
        parameters=PERIOD,
        responses={(200, XLSX.media_type): OpenApiTypes.BINARY},
        summary="The journal of a period with debit and credit, and its totals, as XLSX",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Written to the access log."""
        return journal_file(request, _asked(request))
