"""Addresses under /quan-tri/bieu-mau/, inside Wagtail's admin."""

from django.urls import path

from eforms.builder import views

app_name = "eforms_builder"
urlpatterns = [
    path("thu/<str:form>/", views.trial, name="trial"),
    path("so-do/<int:pk>/", views.map_of_rules, name="map"),
    path("cong-thuc/", views.formula, name="formula"),
]
