"""/api/v1/tokens, /api/v1/me, /api/v1/organizations"""

from __future__ import annotations

from django.urls import path

from accounts import organization_api as organizations
from accounts.api import MeView, TokensView

urlpatterns = [
    path("tokens", TokensView.as_view(), name="tokens"),
    path("me", MeView.as_view(), name="me"),
    path("organizations", organizations.OrganizationsView.as_view(), name="organizations"),
    path(
        "organizations/<int:organization_id>/representations",
        organizations.RepresentationsView.as_view(),
        name="representations",
    ),
    path(
        "organizations/<int:organization_id>/representations/<int:representation_id>",
        organizations.OneRepresentationView.as_view(),
        name="representation",
    ),
]
