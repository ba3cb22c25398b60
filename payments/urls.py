"""Addresses of this room."""

from django.urls import path

from payments.bank import pages as bank
from payments.pages import paying, providers, receipts

app_name = "payments"
urlpatterns = [
    path("thanh-toan/", paying.mine, name="mine"),
    path("thanh-toan/<uuid:invoice_id>/", paying.invoice, name="invoice"),
    path("thanh-toan/giao-dich/<str:reference>/", paying.payment, name="payment"),
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
]
