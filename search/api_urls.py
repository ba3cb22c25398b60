"""The API's list of procedures; one procedure lies under procedures/<code>, in the room of procedures."""

from __future__ import annotations

from django.urls import path

from search import api

urlpatterns = [path("procedures", api.ProcedureList.as_view(), name="procedures")]
