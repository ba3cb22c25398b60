"""Addresses under /quan-tri/bieu-mau/, inside Wagtail's admin."""

from django.urls import path

from eforms.builder import views
from eforms.shared import views as shared

app_name = "eforms_builder"
urlpatterns = [
    path("thu/<str:form>/", views.trial, name="trial"),
    path("so-do/<int:pk>/", views.map_of_rules, name="map"),
    path("chung/<int:pk>/", shared.uses, name="shared"),
    path("chung/<int:pk>/cau-hoi/", shared.questions, name="shared-questions"),
    path("cong-thuc/", views.formula, name="formula"),
    path("cau-hoi/<int:pk>/", views.asked, name="asked"),
]
