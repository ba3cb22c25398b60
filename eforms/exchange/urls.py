"""Addresses under /quan-tri/bieu-mau-dien-tu/, inside Wagtail's admin."""

from django.urls import path

from eforms.exchange import views
from eforms.proving import scenario_pages

app_name = "eforms_exchange"
urlpatterns = [
    path("moi/", views.new, name="new"),
    path("moi/sao-chep/", views.copy, name="copy"),
    path("moi/thu-vien/", views.from_library, name="library"),
    path("moi/tu-tep/", views.bring_in, name="bring_in"),
    path("moi/mau-bang-tinh/", views.sheet, name="sheet"),
    path("<int:pk>/xuat/", views.export, name="export"),
    path("<int:pk>/phien-ban/", views.versions, name="versions"),
    path("<int:pk>/kich-ban/", scenario_pages.listing, name="scenarios"),
    path("<int:pk>/kich-ban/<int:turn>/", scenario_pages.one, name="scenario"),
    path("<int:pk>/dien-thu/", scenario_pages.trial, name="trial"),
]
