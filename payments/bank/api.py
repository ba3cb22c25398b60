"""Bank statements and transfers for programs: what the desk's pages do, through the same verbs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import allow, holds, user_of
from payments.bank import shapes
from payments.bank import transfers as verbs
from payments.bank.forms import FilterForm
from payments.bank.taking_in import take_in
from payments.bank.transfers import WHY, shown
from payments.models import BankStatement, Payment
from payments.reach import RECONCILE
from payments.shapes import AskBackShape, RefundShape


@allow(holds(RECONCILE))
class Accounts(APIView):
    @extend_schema(
        responses=shapes.BankAccountShape(many=True), summary="Bank accounts whose statements one may give"
    )
    def get(self, request: Request) -> Response:
        found = verbs.accounts(user_of(request), timezone.now())
        return Response(shapes.BankAccountShape(found, many=True).data)


@allow(holds(RECONCILE))
class Statements(generics.ListAPIView[BankStatement]):
    """Bank statements taken in, the newest first."""

    serializer_class = shapes.StatementShape
    queryset = BankStatement.objects.none()
    parser_classes = [*APIView.parser_classes, MultiPartParser]

    @extend_schema(summary="Bank statements that were taken in")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request={"multipart/form-data": shapes.GivenStatementShape},
        responses={201: shapes.StatementShape},
        summary="Take in a bank statement; lines known from before do nothing",
    )
    def post(self, request: Request) -> Response:
        """Matched payments are settled a moment later."""
        asked = shapes.GivenStatementShape(data=request.data)
        asked.is_valid(raise_exception=True)
        officer, at, file = user_of(request), timezone.now(), asked.validated_data["file"]
        account = verbs.account_for(officer, asked.validated_data["account"], at)
        try:
            made = take_in(account, file.read(), name=file.name, by=officer, at=at)
        except ValidationError as refused:
            raise ValidationError({"file": refused}) from None
        return Response(shapes.StatementShape(made).data, status=status.HTTP_201_CREATED)

    def get_queryset(self) -> Any:
        return verbs.statements(user_of(self.request), timezone.now())


@allow(holds(RECONCILE))
class Statement(APIView):
    @extend_schema(responses=shapes.StatementShape, summary="What became of a bank statement")
    def get(self, request: Request, statement_id: int) -> Response:
        found = verbs.statement_for(user_of(request), statement_id, timezone.now())
        return Response(shapes.StatementShape(found).data)


@allow(holds(RECONCILE))
class Transfers(generics.GenericAPIView[Payment]):
    """Transfers whose money settles nothing yet."""

    serializer_class = shapes.TransferShape
    queryset = Payment.objects.none()

    @extend_schema(
        parameters=[
            OpenApiParameter("agency", str),
            OpenApiParameter("why", str, enum=sorted(WHY)),
            OpenApiParameter("amount", int),
        ],
        responses=shapes.TransferShape(many=True),
        summary="Transfers that match nothing, and why",
    )
    def get(self, request: Request) -> Response:
        officer, at = user_of(request), timezone.now()
        form = FilterForm(request.query_params.dict(), agencies=verbs.agencies(officer, at))
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        found = verbs.held(officer, at, **form.cleaned_data)
        page = shown(self.paginate_queryset(found) or [])
        return self.get_paginated_response(shapes.TransferShape(page, many=True).data)


@allow(holds(RECONCILE))
class Transfer(APIView):
    @extend_schema(responses=shapes.TransferShape, summary="One transfer; the look is logged")
    def get(self, request: Request, reference: str) -> Response:
        officer, at = user_of(request), timezone.now()
        found = verbs.transfer_for(officer, reference, at)
        verbs.note_look(found.payment, officer, at, purpose="api")
        return Response(shapes.TransferShape(found).data)


@allow(holds(RECONCILE))
class Give(APIView):
    @extend_schema(
        request=shapes.GiveShape,
        responses=shapes.TransferShape,
        summary="Give the money of a transfer to an invoice or a payment; what is too much stays held",
    )
    def post(self, request: Request, reference: str) -> Response:
        officer, at = user_of(request), timezone.now()
        found = verbs.transfer_for(officer, reference, at)
        asked = shapes.GiveShape(data=request.data)
        asked.is_valid(raise_exception=True)
        verbs.give_to(found.payment, asked.validated_data["reference"], by=officer, at=at)
        return Response(shapes.TransferShape(verbs.transfer_for(officer, reference, at)).data)


@allow(holds(RECONCILE))
class GiveBack(APIView):
    @extend_schema(
        request=AskBackShape,
        responses={201: RefundShape},
        summary="Ask for the money of a transfer to go back; a second person approves",
    )
    def post(self, request: Request, reference: str) -> Response:
        """Asked again before that, the first request is answered."""
        officer, at = user_of(request), timezone.now()
        found = verbs.transfer_for(officer, reference, at)
        asked = AskBackShape(data=request.data)
        asked.is_valid(raise_exception=True)
        refund = verbs.ask_back(found.payment, by=officer, at=at, **asked.validated_data)
        return Response(RefundShape(refund).data, status=status.HTTP_201_CREATED)
