"""Addresses of the applicant's pages and of the officers' desk."""

from django.urls import path

from dossiers import printing, views
from dossiers.desk import acting, asking, case, correcting, inbox, register

app_name = "dossiers"
urlpatterns = [
    path("nop-ho-so/<str:code>/", views.begin, name="start"),
    path("ho-so/", views.mine, name="mine"),
    path("ho-so/<uuid:dossier_id>/", views.track, name="tracking"),
    path("ho-so/<uuid:dossier_id>/da-nop/", views.receipt, name="receipt"),
    path("ho-so/<uuid:dossier_id>/to-khai/", printing.for_applicant, name="paper"),
    path("ho-so/<uuid:dossier_id>/sua-cau-tra-loi/", views.open_again, name="open_again"),
    path("ho-so/<uuid:dossier_id>/<str:action>/", views.act, name="act"),
    path("tra-cuu/", views.find, name="look_up"),
    path("can-bo/", inbox.inbox, name="inbox"),
    path("can-bo/hoi-toi/", asking.asked, name="asked"),
    path("can-bo/hoi-y-kien/<int:opinion_id>/", asking.opinion, name="opinion"),
    path("can-bo/hoi-y-kien/<int:opinion_id>/giay-to/<uuid:file_id>/", asking.paper, name="opinion_paper"),
    path("can-bo/so-theo-doi/", register.register, name="register"),
    path("can-bo/so-theo-doi/<str:kind>/", register.download, name="register_file"),
    path("can-bo/ho-so/<uuid:dossier_id>/", case.case, name="case"),
    path("can-bo/ho-so/<uuid:dossier_id>/to-khai/", printing.for_officer, name="desk_paper"),
    path("can-bo/ho-so/<uuid:dossier_id>/phieu-kiem-soat/", printing.control_slip, name="control_slip"),
    path("can-bo/ho-so/<uuid:dossier_id>/ghi-chu/", asking.note, name="note"),
    path("can-bo/ho-so/<uuid:dossier_id>/dinh-chinh/", correcting.questions, name="correctable"),
    path("can-bo/ho-so/<uuid:dossier_id>/dinh-chinh/<str:question>/", correcting.correct, name="correct"),
    path("can-bo/ho-so/<uuid:dossier_id>/<str:action>/", acting.act, name="desk_act"),
]
