"""Addresses under /to-khai/."""

from django.urls import path

from eforms import views
from eforms.paper import views as paper

app_name = "eforms"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("tiep-tuc/<uuid:draft_id>/<str:secret>/", views.resume, name="resume"),
    path("<uuid:draft_id>/", views.draft, name="draft"),
    path("<uuid:draft_id>/de-sau/", views.later, name="later"),
    path("<uuid:draft_id>/bo/", views.discard, name="discard"),
    path("<uuid:draft_id>/ban-in/", paper.of_draft, name="paper"),
    path("<uuid:draft_id>/gui-lien/", views.regain, name="regain"),
    path("<uuid:draft_id>/<str:step>/", views.wizard, name="step"),
    path("<uuid:draft_id>/<str:step>/luu/", views.autosave, name="autosave"),
    path("<uuid:draft_id>/<str:step>/cau-hoi/", views.questions, name="questions"),
    path("<uuid:draft_id>/<str:step>/tep/<str:key>/", views.files, name="files"),
]
