"""Addresses under /api/v1/."""

from django.urls import path

from payments.reconciling import api as reconciling

urlpatterns = [
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
