"""Addresses of this room."""

from django.urls import path

from effects.views import failed, messages

app_name = "effects"
urlpatterns = [
    path("tin-nhan/", messages.index, name="messages"),
    path("tin-nhan/<int:message_id>/", messages.one, name="message"),
    path("viec-cho/", failed.index, name="stopped"),
    path("viec-cho/<int:effect_id>/lam-lai/", failed.again, name="again"),
]
