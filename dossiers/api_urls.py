"""Addresses under /api/v1/."""

from django.urls import path

from dossiers import api, colleagues_api, open_api, reception_api, store_api
from dossiers.copies import api as copies
from dossiers.desk import api as desk

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
    path("desk/receptions", reception_api.Receptions.as_view(), name="desk-receptions"),
    path("desk/dossiers/search", api.DeskSearch.as_view(), name="desk-search"),
    path("desk/certified-copies", copies.Copies.as_view(), name="desk-certified-copies"),
    path("desk/certified-copies/reasons", copies.CopyReasons.as_view(), name="desk-certified-copies-reasons"),
    path("desk/certified-copies/figures", copies.CopyFigures.as_view(), name="desk-certified-copies-figures"),
    path("desk/bulk", desk.Bulk.as_view(), name="desk-bulk"),
    path("desk/views", desk.Views.as_view(), name="desk-views"),
    path("desk/views/<int:view_id>", desk.View.as_view(), name="desk-view"),
    path("desk/absences", desk.Absences.as_view(), name="desk-absences"),
    path("desk/absences/<int:absence_id>", desk.Absence.as_view(), name="desk-absence"),
    path("desk/assignment-rules", desk.Rules.as_view(), name="desk-assignment-rules"),
    path("desk/assignment-rules/<int:rule_id>", desk.Rule.as_view(), name="desk-assignment-rule"),
    path("desk/dossiers/<uuid:dossier_id>", api.DeskDossier.as_view(), name="desk-dossier"),
    path(
        "desk/dossiers/<uuid:dossier_id>/actions/<str:action>", api.DeskAction.as_view(), name="desk-action"
    ),
    path(
        "desk/dossiers/<uuid:dossier_id>/steps/<str:step>/form",
        api.DeskStepForm.as_view(),
        name="desk-step-form",
    ),
    path(
        "desk/dossiers/<uuid:dossier_id>/messages/<int:message_id>/again",
        api.DeskMessage.as_view(),
        name="desk-message",
    ),
    path(
        "desk/dossiers/<uuid:dossier_id>/results/<str:result>/draft",
        desk.Result.as_view(),
        name="desk-result",
    ),
    path(
        "desk/dossiers/<uuid:dossier_id>/documents/<uuid:document_id>",
        desk.Reprint.as_view(),
        name="desk-reprint",
    ),
    path("desk/dossiers/<uuid:dossier_id>/files/<uuid:file_id>", api.DeskFile.as_view(), name="desk-file"),
    path(
        "dossiers/<uuid:dossier_id>/corrections",
        colleagues_api.Corrections.as_view(),
        name="dossier-corrections",
    ),
    path("desk/dossiers/<uuid:dossier_id>/store", store_api.PersonStore.as_view(), name="desk-store"),
    path(
        "desk/dossiers/<uuid:dossier_id>/store/<uuid:paper_id>/file",
        store_api.PersonPaper.as_view(),
        name="desk-store-paper",
    ),
    path("desk/dossiers/<uuid:dossier_id>/beside", colleagues_api.Beside.as_view(), name="desk-beside"),
    path("desk/dossiers/<uuid:dossier_id>/notes", colleagues_api.Notes.as_view(), name="desk-notes"),
    path("desk/opinions", colleagues_api.Asked.as_view(), name="desk-opinions"),
    path("desk/opinions/<int:opinion_id>", colleagues_api.Opinion.as_view(), name="desk-opinion"),
    path(
        "desk/opinions/<int:opinion_id>/papers/<uuid:file_id>",
        colleagues_api.OpinionPaper.as_view(),
        name="desk-opinion-paper",
    ),
]
