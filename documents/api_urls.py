"""Addresses of this room under /api/v1/."""

from django.urls import path

from documents import api

urlpatterns = [
    path("files/<uuid:file_id>", api.FileView.as_view(), name="file"),
    path("documents/<str:code>", api.IssuedDocumentView.as_view(), name="issued_document"),
]
