"""The demo with Django's reloader and tracebacks."""

from portal.settings.demo import *
from portal.settings.demo import STORAGES

DEBUG = True
PAGE_CACHE = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
