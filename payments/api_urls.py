"""Addresses under /api/v1/."""

from django.urls import path

from payments import api
from payments.bank import api as bank
from payments.desk import api as desk
from payments.reconciling import api as reconciling

urlpatterns = [
    path("desk/bank-accounts", bank.Accounts.as_view(), name="desk-bank-accounts"),
    path("desk/bank-statements", bank.Statements.as_view(), name="desk-bank-statements"),
    path("desk/bank-statements/<int:statement_id>", bank.Statement.as_view(), name="desk-bank-statement"),
    path("desk/transfers", bank.Transfers.as_view(), name="desk-transfers"),
    path("desk/transfers/<str:reference>", bank.Transfer.as_view(), name="desk-transfer"),
    path("desk/transfers/<str:reference>/give", bank.Give.as_view(), name="desk-transfer-give"),
    path("desk/transfers/<str:reference>/give-back", bank.GiveBack.as_view(), name="desk-transfer-give-back"),
    path("desk/reconciliations", reconciling.Reconciliations.as_view(), name="desk-reconciliations"),
    path(
        "desk/reconciliations/<int:number>/rows",
        reconciling.Rows.as_view(),
        name="desk-reconciliation-rows",
    ),
    path(
        "desk/reconciliations/rows/<int:row_id>/resolution",
        reconciling.Resolution.as_view(),
        name="desk-reconciliation-resolution",
    ),
    path("desk/payment-totals", reconciling.Totals.as_view(), name="desk-payment-totals"),
    path("desk/payment-journal", reconciling.Journal.as_view(), name="desk-payment-journal"),
    path("invoices", api.Mine.as_view(), name="invoices"),
    path("invoices/<uuid:invoice_id>", api.One.as_view(), name="invoice"),
    path("payments", api.Pay.as_view(), name="payments"),
    path("payments/<str:reference>", api.Standing.as_view(), name="payment"),
    path("receipts/<str:code>", api.ReceiptByCode.as_view(), name="receipt"),
    path("desk/invoices/search", desk.Due.as_view(), name="desk-invoices"),
    path("desk/payments", desk.Take.as_view(), name="desk-payments"),
    path("desk/payments/<str:reference>", desk.DeskPayment.as_view(), name="desk-payment"),
    path("desk/cash-sessions", desk.Sessions.as_view(), name="desk-cash-sessions"),
    path("desk/cash-sessions/<uuid:session_id>", desk.Session.as_view(), name="desk-cash-session"),
    path(
        "desk/cash-sessions/<uuid:session_id>/close",
        desk.CloseSession.as_view(),
        name="desk-close-cash-session",
    ),
    path("desk/cash-sessions/<uuid:session_id>/slip", desk.SessionSlip.as_view(), name="desk-hand-over-slip"),
    path("desk/refunds", desk.Refunds.as_view(), name="desk-refunds"),
    path("desk/refunds/<uuid:refund_id>", desk.OneRefund.as_view(), name="desk-refund"),
    path(
        "desk/refunds/<uuid:refund_id>/<str:action>", desk.RefundAction.as_view(), name="desk-refund-action"
    ),
    path("desk/receipts/search", desk.Receipts.as_view(), name="desk-receipts"),
    path("desk/receipt-series", desk.Series.as_view(), name="desk-receipt-series"),
    path(
        "desk/receipts/<uuid:receipt_id>/<str:action>",
        desk.ReceiptAction.as_view(),
        name="desk-receipt-action",
    ),
]
