"""Addresses under /api/v1/."""

from django.urls import path

from payments.bank import api as bank
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
]
