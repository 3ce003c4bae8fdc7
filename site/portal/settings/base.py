"""What every place shares. A place says only where it differs; a deployment speaks through the environment."""

import os
import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from portal.settings.database import from_environment

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# Everything a run leaves behind lies in one folder that can be deleted.
VAR = Path(os.environ.get("PORTAL_VAR", ROOT / "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)

DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = []

# The deployment's root region (GB/T 2260). Everything outside it can be an origin, never a reporter.
ROOT_REGION = os.environ.get("ROOT_REGION", "430000")

INSTALLED_APPS = [
    "portal",
    "demo",
    "home",
    "home.campaigns",
    "home.indicators",
    "activities",
    "activities.trade",
    "catalog",
    "catalog.importing",
    "catalog.suppliers",
    "catalog.notices",
    "catalog.certification",
    "catalog.supervision",
    "content",
    "search",
    "review",
    "accounts",
    "organizations",
    "regions",
    "core",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "huey.contrib.djhuey",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.csp.IsolationMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.pagecache.middleware.CompressedTextMiddleware",
    "portal.pagecache.middleware.PublicAnswerMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.csp.EditorsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "content.wording.WordingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.HoldTypingMiddleware",
    "content.middleware.ProcessPagesMiddleware",
    "core.middleware.RefusalMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "core.templatetags.ui"],
        },
    },
]

DATABASES = {"default": from_environment(os.environ.get("DATABASE_URL", ""), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must be shared by all workers, so the cache is never per process.
REDIS_URL = os.environ.get("REDIS_URL", "")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        },
    }

# How long a mirrored version (core.versions) is believed; the wait after a process died between commit and mirror.
VERSION_LIFE_SECONDS = 2

# Whole public pages before Django (portal.pagecache): bounded by bytes in var/, by their number in Redis.
PAGE_CACHE = True
PAGE_CACHE_BYTES = 300_000_000
PAGE_CACHE_PAGES = 20_000

HUEY = {
    "huey_class": "huey.RedisHuey" if REDIS_URL else "huey.SqliteHuey",
    "name": "portal",
    "immediate": False,
    **({"url": REDIS_URL} if REDIS_URL else {"filename": str(VAR / "queue.sqlite3")}),
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [ROOT / "site" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if os.environ.get("OBJECT_STORAGE_BUCKET"):
    _bucket = {
        "bucket_name": os.environ["OBJECT_STORAGE_BUCKET"],
        "endpoint_url": os.environ.get("OBJECT_STORAGE_ENDPOINT"),
    }
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**_bucket, "location": "media"},
    }
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**_bucket, "location": "private", "default_acl": "private", "querystring_auth": True},
    }

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin writes inline scripts and styles; editors' pages get their own from portal.csp.
    "EXCLUDE_URL_PREFIXES": ["/cms/"],
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": [*_SELF, "data:"],
        "font-src": _SELF,
        "media-src": _SELF,
        "connect-src": _SELF,
        "manifest-src": _SELF,
        "frame-src": _SELF,
        "base-uri": ["'none'"],
        "form-action": _SELF,
        "frame-ancestors": _SELF,
    },
}

# The one address of the public site, for canonical links, feeds and maps; without it, the address asked for.
PUBLIC_BASE_URL = os.environ.get("BASE_URL", "")
# From so many days before its end on, a certificate is said to expire soon.
CERTIFICATE_EXPIRING_DAYS = 90
# From so many days before its end on, a supplier's paper is said to lapse soon.
PAPER_LAPSING_DAYS = 30

# Keys for what is encrypted at rest (core.encryption): the first encrypts, all decrypt; docs/personal-data.md.
ENCRYPTION_KEYS = [key for key in os.environ.get("ENCRYPTION_KEYS", "").split(",") if key]
# Seals the codes of certificates (core.seals); without it SECRET_KEY does, and a new one makes old codes unknown.
SEAL_KEY = os.environ.get("SEAL_KEY", "")

WAGTAIL_SITE_NAME = "消费扶贫"
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
WAGTAILIMAGES_IMAGE_MODEL = "content.AppImage"
WAGTAILDOCS_DOCUMENT_MODEL = "content.AppDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.uploads.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.uploads.DocumentForm"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.editors", "AUTO_UPDATE": False}}
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "content.tags.split_tags"
TAGGIT_STRING_FROM_TAGS = "content.tags.join_tags"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# W019: pages of the site are framed by the site itself: evidence on the desk, previews in Wagtail.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SITE_LABEL = _("Consumption assistance")

from portal.settings.accounts import *
