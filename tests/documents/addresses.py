"""The portal's addresses, with those of this room's API for certain."""

from django.urls import include, path

from documents import api_urls
from portal.urls import urlpatterns as portal_urlpatterns

urlpatterns = [path("api/v1/", include(api_urls)), *portal_urlpatterns]
