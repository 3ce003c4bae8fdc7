"""The site's addresses and beside them the floor: a view that does nothing."""

from django.http import HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urls

urlpatterns = [path("benchmark-floor/", lambda request: HttpResponse("ok")), *portal_urls]
