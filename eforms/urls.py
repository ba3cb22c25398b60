"""Addresses under /to-khai/."""

from django.urls import path

from eforms.lists import views as list_views
from eforms.pages import views
from eforms.paper import views as paper
from eforms.prefilling import profile_pages
from eforms.signing import pages as signing

app_name = "eforms"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("tiep-tuc/<uuid:draft_id>/<str:secret>/", views.resume, name="resume"),
    path("danh-muc/<str:code>/<int:version>/", list_views.entries, name="list"),
    path("bang-chu/", list_views.amount_in_words, name="amount-in-words"),
    path("<uuid:draft_id>/", views.draft, name="draft"),
    path("<uuid:draft_id>/de-sau/", views.later, name="later"),
    path("cua-toi/", profile_pages.profiles, name="profiles"),
    path("cua-toi/them/<str:kind>/", profile_pages.add, name="profile_add"),
    path("cua-toi/<int:key>/", profile_pages.edit, name="profile"),
    path("cua-toi/<int:key>/xoa/", profile_pages.delete, name="profile_delete"),
    path("ky/<uuid:key>/", signing.sign, name="sign"),
    path("ky/<uuid:key>/<str:secret>/", signing.link, name="sign_link"),
    path("<uuid:draft_id>/ky-chung/", signing.waiting, name="signers"),
    path("<uuid:draft_id>/bo/", views.discard, name="discard"),
    path("<uuid:draft_id>/ban-in/", paper.of_draft, name="paper"),
    path("<uuid:draft_id>/gui-lien/", views.regain, name="regain"),
    path("<uuid:draft_id>/<str:step>/", views.wizard, name="step"),
    path("<uuid:draft_id>/<str:step>/luu/", views.autosave, name="autosave"),
    path("<uuid:draft_id>/<str:step>/cau-hoi/", views.questions, name="questions"),
    path("<uuid:draft_id>/<str:step>/hang/<str:key>/", views.rows, name="rows"),
    path("<uuid:draft_id>/<str:step>/tep/<str:key>/", views.files, name="files"),
]
