"""Addresses under /api/v1/."""

from django.urls import path

from eforms import api
from eforms.headless import api as headless
from eforms.signing import api as signing

urlpatterns = [
    path("forms/<slug:code>/versions/<int:number>", headless.FormVersionView.as_view(), name="form-version"),
    path(
        "forms/<slug:code>/versions/<int:number>/check", headless.FormCheckView.as_view(), name="form-check"
    ),
    path("drafts/<uuid:draft_id>", api.DraftView.as_view(), name="draft"),
    path("drafts/<uuid:draft_id>/steps/<str:step>", api.StepView.as_view(), name="draft-step"),
    path("drafts/<uuid:draft_id>/files", api.FilesView.as_view(), name="draft-files"),
    path("drafts/<uuid:draft_id>/files/<uuid:file_id>", api.FileView.as_view(), name="draft-file"),
    path("drafts/<uuid:draft_id>/papers", api.PapersView.as_view(), name="draft-papers"),
    path("drafts/<uuid:draft_id>/signers", signing.SignersView.as_view(), name="draft-signers"),
    path("drafts/<uuid:draft_id>/signers/<str:signer>", signing.SignerView.as_view(), name="draft-signer"),
    path("drafts/<uuid:draft_id>/submit", api.SubmitView.as_view(), name="draft-submit"),
]
