"""Addresses of this room."""

from django.urls import path

from payments.bank import pages as bank
from payments.desk import counter, drawer, refunds
from payments.desk import receipts as desk_receipts
from payments.pages import paying, providers, receipts
from payments.reconciling import pages as reconciling

app_name = "payments"
urlpatterns = [
    path("thanh-toan/", paying.mine, name="mine"),
    path("thanh-toan/<uuid:invoice_id>/", paying.invoice, name="invoice"),
    path("thanh-toan/giao-dich/<str:reference>/", paying.payment, name="payment"),
    path("thanh-toan/giao-dich/<str:reference>/ma-qr.png", paying.code, name="code"),
    path("thanh-toan/giao-dich/<str:reference>/di/", paying.leave, name="leave"),
    path("thanh-toan/giao-dich/<str:reference>/tro-ve/", paying.back, name="back"),
    path("thanh-toan/thu/<str:reference>/", providers.sandbox, name="sandbox"),
    path("thanh-toan/stripe/<str:reference>/", providers.stripe, name="stripe"),
    path("thanh-toan/bao/<str:name>/", providers.notice, name="notice"),
    path("bien-lai/", receipts.look_up, name="receipts"),
    path("bien-lai/<str:code>/", receipts.receipt, name="receipt"),
    path("can-bo/sao-ke/", bank.statements, name="statements"),
    path("can-bo/sao-ke/<int:statement_id>/", bank.statement, name="statement"),
    path("can-bo/chuyen-khoan/", bank.transfers, name="transfers"),
    path("can-bo/chuyen-khoan/<str:reference>/", bank.transfer, name="transfer"),
    path("can-bo/doi-soat/", reconciling.reconciliations, name="reconciliations"),
    path("can-bo/doi-soat/<int:number>/", reconciling.reconciliation, name="reconciliation"),
    path("can-bo/doi-soat/dong/<int:row_id>/", reconciling.row, name="reconciliation_row"),
    path("can-bo/so-thu/", reconciling.sums, name="totals"),
    path("can-bo/so-thu/xlsx/", reconciling.journal, name="journal"),
    path("can-bo/thu-ngan/", counter.counter, name="counter"),
    path("can-bo/thu-ngan/thu/", counter.take_money, name="take_money"),
    path("can-bo/thu-ngan/giao-dich/<str:reference>/", counter.payment, name="desk_payment"),
    path("can-bo/thu-ngan/ca/", drawer.sessions, name="sessions"),
    path("can-bo/thu-ngan/ca/<uuid:session_id>/", drawer.session, name="session"),
    path("can-bo/thu-ngan/ca/<uuid:session_id>/phieu/", drawer.slip, name="hand_over_slip"),
    path("can-bo/bien-lai/", desk_receipts.receipts, name="desk_receipts"),
    path("can-bo/bien-lai/ky-hieu/", desk_receipts.series, name="series"),
    path("can-bo/bien-lai/<uuid:receipt_id>/", desk_receipts.receipt, name="desk_receipt"),
    path("can-bo/hoan-tien/", refunds.refunds, name="refunds"),
    path("can-bo/hoan-tien/<uuid:refund_id>/", refunds.refund, name="refund"),
]
