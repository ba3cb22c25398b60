"""Paying for programs: what is to be paid, by which ways, begun and asked about; receipts by their code."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import PUBLIC, SIGNED_IN, Rule, allow
from accounts.api_input import KEY, key_sent
from accounts.models import User
from documents.codes import plain_code
from documents.models import IssuedDocument
from payments import shapes
from payments.errors import PaymentRefused, ProviderAway
from payments.models import Invoice, Payment, Receipt
from payments.pages.payers import may_pay_all
from payments.pages.paying import addresses
from payments.paying import send_off, start
from payments.receipts.printing import SUBJECT
from payments.receipts.readers import may_read

SECRET = OpenApiParameter(
    "Dossier-Secret",
    str,
    OpenApiParameter.HEADER,
    description="The dossier's secret, unless the token is the payer's.",
)
# The object decides: `may_pay_all` lets in the payer's token or the secret of what was paid for.
HOLDER = Rule("payer: owner's token, or the header Dossier-Secret", check=lambda request, **_: True)


@allow(SIGNED_IN)
class Mine(generics.ListAPIView[Invoice]):
    """What is and was asked of the account, newest first."""

    serializer_class = shapes.DueShape
    queryset = Invoice.objects.none()

    @extend_schema(
        parameters=[OpenApiParameter("state", str, enum=Invoice.State.values)],
        summary="What is and was asked of the account, newest first",
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        mine = Invoice.objects.filter(payer_id=self.request.user.pk).order_by("-issued_at", "pk")
        state = self.request.query_params.get("state", "")
        return mine.filter(state=state) if state in Invoice.State.values else mine


@allow(HOLDER)
class One(APIView):
    @extend_schema(
        parameters=[SECRET],
        responses=shapes.DueInFullShape,
        summary="An invoice: its lines and how they were reckoned, the ways to pay it, its receipts",
    )
    def get(self, request: Request, invoice_id: uuid.UUID) -> Response:
        found = Invoice.objects.prefetch_related("receipts__series").filter(pk=invoice_id)
        if not may_pay_all(request, found):
            raise PermissionDenied
        return Response(shapes.DueInFullShape(found[0]).data)


@allow(HOLDER)
class Pay(APIView):
    @extend_schema(
        parameters=[KEY, SECRET],
        request=shapes.PayShape,
        responses={201: shapes.PaymentShape},
        summary="Begin to pay one invoice or several of one agency; the answer says where the payer goes",
    )
    def post(self, request: Request) -> Response:
        """Asked again with the same key, the same payment. Nothing is paid before the provider says so."""
        key = key_sent(request)
        asked = shapes.PayShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        ids = set(said["invoices"])
        chosen = list(Invoice.objects.filter(pk__in=ids))
        if len(chosen) != len(ids) or not may_pay_all(request, chosen):
            raise PermissionDenied
        by = request.user if isinstance(request.user, User) else None
        of = by.pk if by else min(ids)
        payment = start(chosen, said["way"], by=by, at=timezone.now(), key=f"api:{of}:{key}")
        try:
            payment = send_off(payment, addresses(request._request, payment))
        except ProviderAway:
            raise PaymentRefused("provider_away") from None
        return Response(shapes.PaymentShape(payment).data, status=status.HTTP_201_CREATED)


@allow(HOLDER)
class Standing(APIView):
    @extend_schema(
        parameters=[SECRET], responses=shapes.PaymentShape, summary="How a payment stands, and its receipts"
    )
    def get(self, request: Request, reference: str) -> Response:
        found = Payment.objects.prefetch_related("receipts__series").filter(reference=reference).first()
        if found is None or not may_pay_all(request, found.invoices.all()):
            raise PermissionDenied
        return Response(shapes.PaymentShape(found).data)


@allow(PUBLIC)
class ReceiptByCode(APIView):
    @extend_schema(responses=shapes.ReceiptCheckShape, summary="Check a receipt by the code printed on it")
    def get(self, request: Request, code: str) -> Response:
        """Whether it holds; payer, dossier and file only for who may read it."""
        everything = Receipt.objects.select_related("series", "invoice")
        receipt = get_object_or_404(everything, code=plain_code(code))
        mine = may_read(request.user, request._request, str(receipt.pk))
        printed = IssuedDocument.objects.filter(subject_kind=SUBJECT, subject_id=str(receipt.pk)).first()
        file = str(printed.file_id) if printed else None
        return Response(shapes.ReceiptCheckShape(receipt, context={"mine": mine, "file": file}).data)
