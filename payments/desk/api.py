"""The money's desk for programs: take, count, give back, receipts; through the same verbs as the pages."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import allow, holds, user_of
from accounts.api_input import KEY, key_sent
from payments import shapes
from payments.cashier import CARD, take
from payments.desk import lists
from payments.desk.lists import Wanted
from payments.desk.refunds import DOING
from payments.desk.slip import slip_file
from payments.errors import PaymentRefused
from payments.models import CashSession, Receipt, ReceiptSeries, Refund
from payments.reach import (
    RECEIPTS,
    REFUND,
    TAKE,
    VIEW,
    check_place,
    own_session,
    payment_for,
    receipt_for,
    refund_for,
    session_for,
    to_take,
)
from payments.receipts.issuing import cancel_receipt, open_series, replace_receipt
from payments.refunding import propose
from payments.sessions import close_session, counted_of, open_by_hand


@allow(holds(TAKE))
class Due(APIView):
    @extend_schema(
        request=shapes.LookForShape,
        responses=shapes.DeskDueShape(many=True),
        summary="What is to be paid at the cashier's agencies: by reference, dossier code or name",
    )
    def post(self, request: Request) -> Response:
        """At most 50, without words those asked for last."""
        asked = shapes.LookForShape(data=request.data)
        asked.is_valid(raise_exception=True)
        rows = lists.due(user_of(request), asked.validated_data["q"], timezone.now())[: lists.MOST]
        return Response(shapes.DeskDueShape(rows, many=True).data)


@allow(holds(TAKE))
class Take(APIView):
    @extend_schema(
        parameters=[KEY],
        request=shapes.TakeShape,
        responses={201: shapes.PaymentShape},
        summary="The cashier has the whole amount in hand: cash, or the terminal's slip",
    )
    def post(self, request: Request) -> Response:
        key, officer, at = key_sent(request), user_of(request), timezone.now()
        asked = shapes.TakeShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        chosen = to_take(officer, said["invoices"], at)
        if said["way"] == CARD and not said["slip"]:
            raise ValidationError({"slip": PaymentRefused("slip_missing")})
        key = f"desk:{officer.pk}:{key}"
        payment = take(chosen, by=officer, at=at, key=key, way=said["way"], slip=said["slip"])
        return Response(shapes.PaymentShape(payment).data, status=status.HTTP_201_CREATED)


@allow(holds(VIEW))
class DeskPayment(APIView):
    @extend_schema(responses=shapes.PaymentShape, summary="A payment at an agency whose books one sees")
    def get(self, request: Request, reference: str) -> Response:
        found = payment_for(user_of(request), VIEW, reference, timezone.now())
        return Response(shapes.PaymentShape(found).data)


@allow(holds(VIEW))
class Sessions(generics.GenericAPIView[CashSession]):
    serializer_class = shapes.CashSessionShape
    queryset = CashSession.objects.none()

    @extend_schema(
        responses=shapes.CashSessionShape(many=True),
        summary="Cashiers' sessions: one's own and of agencies whose books one sees, the newest first",
    )
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(lists.sessions(user_of(request), timezone.now())) or []
        return self.get_paginated_response(shapes.CashSessionShape(page, many=True).data)

    @extend_schema(
        request=shapes.OpenSessionShape,
        responses={201: shapes.CashSessionInFullShape},
        summary="Open a session with change in the drawer",
    )
    def post(self, request: Request) -> Response:
        officer, at = user_of(request), timezone.now()
        asked = shapes.OpenSessionShape(data=request.data)
        asked.is_valid(raise_exception=True)
        code = check_place(officer, TAKE, asked.validated_data["agency"], at)
        session = open_by_hand(officer, code, at=at, change=asked.validated_data["change"])
        return Response(shapes.CashSessionInFullShape(session).data, status=status.HTTP_201_CREATED)


@allow(holds(VIEW))
class Session(APIView):
    @extend_schema(responses=shapes.CashSessionInFullShape, summary="A session with its sums")
    def get(self, request: Request, session_id: uuid.UUID) -> Response:
        found = session_for(user_of(request), session_id, timezone.now())
        return Response(shapes.CashSessionInFullShape(found).data)


@allow(holds(TAKE))
class CloseSession(APIView):
    @extend_schema(
        request=shapes.CloseSessionShape,
        responses=shapes.CashSessionInFullShape,
        summary="Count one's drawer by notes and close the session; a difference wants a note",
    )
    def post(self, request: Request, session_id: uuid.UUID) -> Response:
        at = timezone.now()
        found = own_session(user_of(request), session_id, at)
        asked = shapes.CloseSessionShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        closed = close_session(found, counted=counted_of(said["counts"]), at=at, **said)
        return Response(shapes.CashSessionInFullShape(closed).data)


@allow(holds(VIEW))
class SessionSlip(APIView):
    @extend_schema(
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
        summary="The hand-over slip of a session that is closed, as PDF",
    )
    def get(self, request: Request, session_id: uuid.UUID) -> HttpResponse:
        return slip_file(session_for(user_of(request), session_id, timezone.now()))


@allow(holds(VIEW))
class Refunds(generics.GenericAPIView[Refund]):
    serializer_class = shapes.RefundShape
    queryset = Refund.objects.none()

    @extend_schema(
        parameters=[OpenApiParameter("state", str, enum=Refund.State.values)],
        responses=shapes.RefundShape(many=True),
        summary="Refunds that wait for somebody, or of one state; the newest first",
    )
    def get(self, request: Request) -> Response:
        state = request.query_params.get("state", "")
        rows = lists.refunds(user_of(request), timezone.now(), state=state)
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response(shapes.RefundShape(page, many=True).data)

    @extend_schema(
        parameters=[KEY],
        request=shapes.AskRefundShape,
        responses={201: shapes.RefundShape},
        summary="Ask for money to be paid back, the whole or a part; a second person approves",
    )
    def post(self, request: Request) -> Response:
        key, officer, at = key_sent(request), user_of(request), timezone.now()
        asked = shapes.AskRefundShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        payment = payment_for(officer, REFUND, said.pop("payment"), at)
        invoice_id = said.pop("invoice")
        invoice = get_object_or_404(payment.invoices, pk=invoice_id) if invoice_id else None
        key = f"desk:{officer.pk}:{key}"
        refund = propose(payment, said.pop("amount"), by=officer, at=at, key=key, invoice=invoice, **said)
        return Response(shapes.RefundShape(refund).data, status=status.HTTP_201_CREATED)


@allow(holds(VIEW))
class OneRefund(APIView):
    @extend_schema(responses=shapes.RefundShape, summary="A refund")
    def get(self, request: Request, refund_id: uuid.UUID) -> Response:
        return Response(
            shapes.RefundShape(refund_for(user_of(request), VIEW, refund_id, timezone.now())).data
        )


@allow(holds(VIEW))
class RefundAction(APIView):
    @extend_schema(
        operation_id="desk_refunds_action",
        parameters=[OpenApiParameter("action", str, OpenApiParameter.PATH, enum=sorted(DOING))],
        request=shapes.RefundActionShape,
        responses=shapes.RefundShape,
        summary="Approve or refuse a refund as a second person; hand it out, or say it was transferred",
    )
    def post(self, request: Request, refund_id: uuid.UUID, action: str) -> Response:
        officer, at = user_of(request), timezone.now()
        if action not in DOING:
            raise Http404
        permission, do, _form = DOING[action]
        found = refund_for(officer, permission, refund_id, at)
        asked = shapes.RefundActionShape(data=request.data)
        asked.is_valid(raise_exception=True)
        do(found, officer, at, asked.validated_data)
        return Response(shapes.RefundShape(refund_for(officer, permission, refund_id, at)).data)


@allow(holds(VIEW))
class Receipts(generics.GenericAPIView[Receipt]):
    serializer_class = shapes.DeskReceiptShape
    queryset = Receipt.objects.none()

    @extend_schema(
        request=shapes.ReceiptsWantedShape,
        responses=shapes.DeskReceiptShape(many=True),
        summary="Receipts of a period: by agency, symbol, number, payer; the newest first",
    )
    def post(self, request: Request) -> Response:
        asked = shapes.ReceiptsWantedShape(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = Wanted(**asked.validated_data)
        page = self.paginate_queryset(lists.receipts(user_of(request), wanted, timezone.now())) or []
        return self.get_paginated_response(shapes.DeskReceiptShape(page, many=True).data)


@allow(holds(RECEIPTS))
class Series(generics.GenericAPIView[ReceiptSeries]):
    serializer_class = shapes.SeriesShape
    queryset = ReceiptSeries.objects.none()

    @extend_schema(
        responses=shapes.SeriesShape(many=True),
        summary="Series of receipts of agencies whose books one sees, by agency and symbol",
    )
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(lists.series_of(user_of(request), timezone.now())) or []
        return self.get_paginated_response(shapes.SeriesShape(page, many=True).data)

    @extend_schema(
        request=shapes.OpenSeriesShape,
        responses={201: shapes.SeriesShape},
        summary="Open a series: new receipts of the agency bear its letters from then on",
    )
    def post(self, request: Request) -> Response:
        officer, at = user_of(request), timezone.now()
        asked = shapes.OpenSeriesShape(data=request.data)
        asked.is_valid(raise_exception=True)
        code = check_place(officer, RECEIPTS, asked.validated_data["agency"], at)
        try:
            opened = open_series(code, asked.validated_data["letters"], at=at)
        except PaymentRefused as refused:
            raise ValidationError({"letters": refused}) from refused
        return Response(shapes.SeriesShape(opened).data, status=status.HTTP_201_CREATED)


@allow(holds(RECEIPTS))
class ReceiptAction(APIView):
    @extend_schema(
        parameters=[OpenApiParameter("action", str, OpenApiParameter.PATH, enum=["cancel", "replace"])],
        request=shapes.ReceiptActionShape,
        responses=shapes.DeskReceiptShape,
        summary="Cancel a receipt, or replace it: the answer is the receipt as it is, or the new one",
    )
    def post(self, request: Request, receipt_id: uuid.UUID, action: str) -> Response:
        officer, at = user_of(request), timezone.now()
        if action not in ("cancel", "replace"):
            raise Http404
        found = receipt_for(officer, RECEIPTS, receipt_id, at)
        asked = shapes.ReceiptActionShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        reason = said.pop("reason")
        if action == "replace":
            now = replace_receipt(found, by=officer, reason=reason, at=at, **said)
        else:
            now = cancel_receipt(found, by=officer, reason=reason, at=at)
        return Response(shapes.DeskReceiptShape(now).data)
