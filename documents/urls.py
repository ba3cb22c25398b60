"""Addresses of this room."""

from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("tep/<uuid:file_id>/", views.file, name="file"),
    path("tep/<uuid:file_id>/nho/", views.small_picture, name="small"),
    path("xac-minh/", views.verify, name="verify"),
    path("xac-minh/<str:code>/", views.verify_code, name="verify_code"),
]
