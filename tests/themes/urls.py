"""The room's own addresses, alone."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("giao-dien/", include("themes.urls")),
    path("ngon-ngu/", set_language, name="set_language"),
]
