"""/giao-dien/…"""

from django.urls import path

from themes import views

app_name = "themes"
urlpatterns = [
    path("theme-<str:fingerprint>.css", views.theme_css, name="stylesheet"),
    path("hien-thi/", views.preferences, name="preferences"),
    path("mau/", views.style_guide, name="style_guide"),
    path("mau.css", views.preview_css, name="preview_stylesheet"),
]
