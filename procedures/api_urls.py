"""The API of the catalogue; the list of procedures lies in the room of search."""

from __future__ import annotations

from django.urls import path

from procedures import api

urlpatterns = [
    path("procedures/<str:code>", api.ProcedureDetail.as_view(), name="procedure"),
    path("procedures/<str:code>/releases", api.ProcedureReleases.as_view(), name="procedure-releases"),
    path(
        "procedures/<str:code>/releases/<int:number>",
        api.ProcedureRelease.as_view(),
        name="procedure-release",
    ),
    path("procedures/<str:code>/form", api.ProcedureFormDetail.as_view(), name="procedure-form"),
    path("agencies", api.AgencyList.as_view(), name="agencies"),
    path("reception-units", api.ReceptionUnitList.as_view(), name="reception-units"),
    path("places", api.PlaceList.as_view(), name="places"),
]
