"""Every prefix once: the map of the product."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog, set_language
from drf_spectacular.views import SpectacularJSONAPIView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.documents import urls as wagtail_documents_urls

from portal import api, health, pictures


def room(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    return [path(prefix, include(module))] if find_spec(module) else []


api_urlpatterns = [
    path("", api.root, name="root"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    *room("", "accounts.api_urls"),
    *room("", "documents.api_urls"),
    *room("", "search.api_urls"),
    *room("", "procedures.api_urls"),
    *room("", "eforms.api_urls"),
    *room("", "payments.api_urls"),
    *room("", "dossiers.api_urls"),
    path("<path:rest>", api.nowhere),
]

urlpatterns = [
    path("suc-khoe/", health.health, name="health"),
    path("ngon-ngu/", set_language, name="set_language"),
    path("ngon-ngu/js/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("hinh-anh/<path:name>", pictures.picture, name="picture"),
    *room("giao-dien/", "themes.urls"),
    *room("tai-khoan/", "accounts.urls"),
    *room("to-khai/", "eforms.urls"),
    *room("tim-kiem/", "search.urls"),
    *room("", "documents.urls"),
    *room("", "effects.urls"),
    *room("", "payments.urls"),
    *room("", "dossiers.urls"),
    path("api/v1/", include((api_urlpatterns, "api"))),
    path("quan-tri/", include(wagtail_admin_urls)),
    path("tai-lieu/", include(wagtail_documents_urls)),
    path("", include(wagtail_urls)),
]
