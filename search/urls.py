"""Addresses of search, under /tim-kiem/."""

from __future__ import annotations

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("goi-y/", views.suggest, name="suggest"),
    path("chon/", views.chosen, name="chosen"),
    path("viec/<slug:slug>/", views.event, name="event"),
]
