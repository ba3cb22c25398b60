"""Addresses under /api/v1/."""

from django.urls import path

from dossiers import api, open_api

urlpatterns = [
    path("drafts", api.Start.as_view(), name="drafts"),
    path("drafts/<uuid:draft_id>/receipt", api.Receipt.as_view(), name="draft-receipt"),
    path("track", api.Track.as_view(), name="track"),
    path("dossiers", api.Mine.as_view(), name="dossiers"),
    path("dossiers/<uuid:dossier_id>", api.Own.as_view(), name="dossier"),
    path("dossiers/<uuid:dossier_id>/actions/<str:action>", api.OwnAction.as_view(), name="dossier-action"),
    path("dossiers/<uuid:dossier_id>/files/<uuid:file_id>", api.OwnFile.as_view(), name="dossier-file"),
    path("dossiers/<uuid:dossier_id>/looks", open_api.Looks.as_view(), name="dossier-looks"),
    path("daily-roots", open_api.DailyRoots.as_view(), name="daily-roots"),
    path("desk/late", open_api.Late.as_view(), name="desk-late"),
    path("desk/dossiers", api.Desk.as_view(), name="desk-dossiers"),
    path("desk/dossiers/search", api.DeskSearch.as_view(), name="desk-search"),
    path("desk/dossiers/<uuid:dossier_id>", api.DeskDossier.as_view(), name="desk-dossier"),
    path(
        "desk/dossiers/<uuid:dossier_id>/actions/<str:action>", api.DeskAction.as_view(), name="desk-action"
    ),
    path("desk/dossiers/<uuid:dossier_id>/files/<uuid:file_id>", api.DeskFile.as_view(), name="desk-file"),
]
