"""Addresses of this room under /api/v1/."""

from django.urls import path

from documents import api
from documents.desk import api as desk
from documents.keeping import api as store

urlpatterns = [
    path("files/<uuid:file_id>", api.FileView.as_view(), name="file"),
    path("documents/verify", api.VerifyView.as_view(), name="verify_document"),
    path("documents/revocations", api.RevocationsView.as_view(), name="revocations"),
    path(
        "documents/revocations/<uuid:revocation_id>/decision",
        api.DecisionView.as_view(),
        name="revocation_decision",
    ),
    path("documents/<str:code>", api.IssuedDocumentView.as_view(), name="issued_document"),
    path("desk/signatures", desk.ToSign.as_view(), name="desk-signatures"),
    path("desk/signing-session", desk.SigningSessions.as_view(), name="desk-signing-session"),
    path(
        "desk/signatures/<int:signature_id>/document",
        desk.PaperToSign.as_view(),
        name="desk-signature-document",
    ),
    path(
        "desk/signatures/<int:signature_id>/refuse", desk.RefuseToSign.as_view(), name="desk-signature-refuse"
    ),
    path("papers", store.Papers.as_view(), name="kept-papers"),
    path("papers/removed", store.RemovedPapers.as_view(), name="kept-papers-removed"),
    path("papers/looks", store.StoreLooks.as_view(), name="kept-papers-looks"),
    path("papers/shares/<int:share_id>", store.OneShare.as_view(), name="kept-paper-share"),
    path("papers/<uuid:paper_id>", store.Paper.as_view(), name="kept-paper"),
    path("papers/<uuid:paper_id>/file", store.PaperFile.as_view(), name="kept-paper-file"),
    path("papers/<uuid:paper_id>/shares", store.Shares.as_view(), name="kept-paper-shares"),
]
