"""Addresses of the applicant's pages and of the officers' desk."""

from django.urls import path

from dossiers import following_pages, printing, views
from dossiers.desk import (
    absences,
    acting,
    asking,
    bulk,
    case,
    comparing_copies,
    copy_register,
    correcting,
    inbox,
    late,
    messages,
    placing,
    reception,
    register,
    representatives,
    results,
    roots,
    rules,
    store,
    views_saved,
)

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
    path("theo-doi/<uuid:follower_id>/", following_pages.followed, name="followed"),
    path("can-bo/", inbox.inbox, name="inbox"),
    path("can-bo/qua-han/", late.late, name="late"),
    path("can-bo/ma-xac-thuc-ngay/", roots.roots, name="roots"),
    path("can-bo/hoi-toi/", asking.asked, name="asked"),
    path("can-bo/hoi-y-kien/<int:opinion_id>/", asking.opinion, name="opinion"),
    path("can-bo/hoi-y-kien/<int:opinion_id>/giay-to/<uuid:file_id>/", asking.paper, name="opinion_paper"),
    path("can-bo/so-theo-doi/", register.register, name="register"),
    path("can-bo/so-theo-doi/<str:kind>/", register.download, name="register_file"),
    path("can-bo/so-chung-thuc/", copy_register.register, name="copy_register"),
    path("can-bo/so-chung-thuc/<str:kind>/", copy_register.download, name="copy_register_file"),
    path("can-bo/tiep-nhan/", reception.reception, name="reception"),
    path("can-bo/tiep-nhan/thu-tuc/<str:code>/", reception.begin, name="reception_begin"),
    path("can-bo/tiep-nhan/<uuid:filing_id>/", reception.papers, name="paper_filing"),
    path("can-bo/bo-loc/", views_saved.views, name="views"),
    path("can-bo/bo-loc/<int:view_id>/", views_saved.change, name="view"),
    path("can-bo/vang-mat/", absences.absences, name="absences"),
    path("can-bo/vang-mat/<int:absence_id>/ket-thuc/", absences.end, name="end_absence"),
    path("can-bo/dai-dien-to-chuc/", representatives.representatives, name="representatives"),
    path(
        "can-bo/dai-dien-to-chuc/<int:organization_id>/",
        representatives.representatives_of,
        name="representatives_of",
    ),
    path(
        "can-bo/dai-dien-to-chuc/<int:organization_id>/<int:representation_id>/ket-thuc/",
        representatives.end,
        name="end_representation",
    ),
    path("can-bo/quy-tac-phan-cong/", rules.rules, name="assignment_rules"),
    path("can-bo/quy-tac-phan-cong/<int:rule_id>/bo/", rules.remove, name="remove_rule"),
    path("can-bo/xu-ly-cung-luc/", bulk.choose, name="bulk"),
    path("can-bo/xu-ly-cung-luc/<str:action>/", bulk.act, name="bulk_act"),
    path("can-bo/ho-so/<uuid:dossier_id>/", case.case, name="case"),
    path("can-bo/ho-so/<uuid:dossier_id>/to-khai/", printing.for_officer, name="desk_paper"),
    path("can-bo/ho-so/<uuid:dossier_id>/nhan/", printing.label, name="label"),
    path("can-bo/ho-so/<uuid:dossier_id>/phieu-kiem-soat/", printing.control_slip, name="control_slip"),
    path("can-bo/ho-so/<uuid:dossier_id>/buoc/<str:step>/", acting.fill, name="fill_step"),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/tin-nhan/<int:message_id>/gui-lai/", messages.again, name="send_again"
    ),
    path("can-bo/ho-so/<uuid:dossier_id>/ket-qua/<str:result>/", results.draft, name="result_draft"),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/ket-qua/<str:result>/du-thao/", results.draft_pdf, name="result_pdf"
    ),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/van-ban/<uuid:document_id>/in-lai/", results.reprint, name="reprint"
    ),
    path("can-bo/ho-so/<uuid:dossier_id>/kho-giay-to/", store.store, name="person_store"),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/kho-giay-to/<uuid:paper_id>/", store.paper, name="person_store_paper"
    ),
    path("can-bo/ho-so/<uuid:dossier_id>/ghi-chu/", asking.note, name="note"),
    path("can-bo/ho-so/<uuid:dossier_id>/dinh-chinh/", correcting.questions, name="correctable"),
    path("can-bo/ho-so/<uuid:dossier_id>/dinh-chinh/<str:question>/", correcting.correct, name="correct"),
    path("can-bo/ho-so/<uuid:dossier_id>/doi-chieu/", comparing_copies.compare, name="compare"),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/doi-chieu/<int:number>/", comparing_copies.page, name="compare_page"
    ),
    path("can-bo/ho-so/<uuid:dossier_id>/noi-ky/<uuid:file_id>/", placing.place, name="place_signatures"),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/noi-ky/<uuid:file_id>/<int:number>/", placing.page, name="place_page"
    ),
    path("can-bo/ho-so/<uuid:dossier_id>/<str:action>/", acting.act, name="desk_act"),
]
