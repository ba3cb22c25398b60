"""Addresses of this room."""

from django.urls import path

from documents import views
from documents.desk import revoking, signing
from documents.keeping import views as store
from documents.proving import pages
from documents.scanning import views as scanning

app_name = "documents"
urlpatterns = [
    path("tep/<uuid:file_id>/", views.file, name="file"),
    path("tep/<uuid:file_id>/nho/", views.small_picture, name="small"),
    path("quet/<uuid:scan_id>/", scanning.scan, name="scan"),
    path("quet/<uuid:scan_id>/<int:page_id>/", scanning.look, name="scan_look"),
    path("chung-thu-so/<int:authority_id>.crl", views.revocation_list, name="revocation_list"),
    path("chung-thu-so/<int:authority_id>.crt", views.authority_certificate, name="authority"),
    path("can-bo/ky-so/", signing.signing, name="signing"),
    path("can-bo/ky-so/tien-do/", signing.standing, name="signing_progress"),
    path("can-bo/ky-so/ket-thuc/", signing.end, name="signing_end"),
    path("can-bo/ky-so/<int:signature_id>/van-ban/", signing.paper, name="signing_paper"),
    path("can-bo/ky-so/<int:signature_id>/khong-ky/", signing.refusal, name="signing_refuse"),
    path("kho-giay-to/", store.store, name="store"),
    path("kho-giay-to/nguoi-da-xem/", store.looked, name="store_looks"),
    path("kho-giay-to/to-chuc/<int:organization_id>/", store.store, name="organization_store"),
    path(
        "kho-giay-to/to-chuc/<int:organization_id>/nguoi-da-xem/",
        store.looked,
        name="organization_store_looks",
    ),
    path("kho-giay-to/chia-se/<int:share_id>/ket-thuc/", store.end_share, name="store_end_share"),
    path("kho-giay-to/<uuid:paper_id>/", store.paper, name="store_paper"),
    path("kho-giay-to/<uuid:paper_id>/tep/", store.file, name="store_file"),
    path("kho-giay-to/<uuid:paper_id>/xoa/", store.remove, name="store_remove"),
    path("kho-giay-to/<uuid:paper_id>/chia-se/", store.share, name="store_share"),
    path("chia-se/<str:secret>/", store.shared, name="shared"),
    path("chia-se/<str:secret>/tep/", store.shared_file, name="shared_file"),
    path(".well-known/jwks.json", pages.keys, name="keys"),
    path("xac-minh/", pages.verify, name="verify"),
    path("xac-minh/ngoai-tuyen/", pages.offline, name="offline"),
    path("xac-minh/giu.js", pages.keeper, name="keeper"),
    path("can-bo/thu-hoi/", revoking.revocations, name="revocations"),
    path("can-bo/thu-hoi/xin/", revoking.ask_revocation, name="ask_revocation"),
    path("can-bo/thu-hoi/<uuid:revocation_id>/", revoking.revocation, name="revocation"),
    path("xac-minh/<str:code>/", pages.verify_code, name="verify_code"),
    path("verify/", pages.in_english, name="verify_in_english"),
    path("verify/<str:code>/", pages.in_english, name="verify_code_in_english"),
]
