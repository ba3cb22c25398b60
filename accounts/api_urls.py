"""/api/v1/tokens, /api/v1/me"""

from __future__ import annotations

from django.urls import path

from accounts.api import MeView, TokensView

urlpatterns = [
    path("tokens", TokensView.as_view(), name="tokens"),
    path("me", MeView.as_view(), name="me"),
]
