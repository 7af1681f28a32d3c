"""Settings shared by all environments; dev, test and production state their differences only."""

from pathlib import Path
from urllib.parse import urlparse

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from passport.settings.accounts import *
from passport.settings.content_hosts import *
from passport.settings.editing import *
from passport.settings.env import BASE_DIR, read_environment
from passport.settings.limits import *
from passport.settings.schedule import *

ENV = read_environment()
DATA_DIR = Path(ENV.data_dir)
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = ENV.secret_key
DEBUG = False
EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - only compared with
_shown_host = "localhost" if ENV.host in EVERY_ADDRESS else ENV.host
PUBLIC_URL = (ENV.public_url or f"http://{_shown_host}:{ENV.port}").rstrip("/")
_public_host = urlparse(PUBLIC_URL).hostname or "localhost"
ALLOWED_HOSTS = ENV.allowed_hosts or [_public_host]
ADMIN_HOST = ENV.admin_host
ROOT_URLCONF = "passport.urls"
WSGI_APPLICATION = "passport.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "passport.ui",
    "passport.paper",
    "passport.jobs",
    "passport.audit",
    "passport.notices",
    "passport.people",
    "passport.pages",
    "passport.standards",
    "curriculum",
    "observership",
    "credentials",
    "passport.dashboard",
    "passport.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
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
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "passport.content_host.middleware.ContentHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "passport.middleware.PublicCheckMiddleware",
    "csp.middleware.CSPMiddleware",
    "passport.middleware.AdminHostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "passport.middleware.SessionLimitsMiddleware",
    "passport.middleware.PrivilegedSecondStepMiddleware",
    "passport.middleware.PrivatePagesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "passport.ui.context.site",
            ],
            "builtins": ["passport.ui.templatetags.ui", "django.templatetags.i18n"],
        },
    }
]

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
    # Without it INSERT OR REPLACE removes a row past the triggers of append-only tables.
    "PRAGMA recursive_triggers=ON;"
)


def _database(url: str) -> dict:
    """Connection settings: PostgreSQL by URL, else SQLite in the data folder."""
    if url:
        return {**environ.Env.db_url_config(url), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA_DIR / "passport.sqlite3"),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": _SQLITE_PRAGMAS,
        },
    }


DATABASES = {"default": _database(ENV.database_url)}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENV.cache_url}
    if ENV.cache_url
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "local": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "local",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    },
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "passport" / "locale"]
TIME_ZONE = ENV.time_zone
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [path for path in [("vendor", DATA_DIR / "vendor")] if path[1].exists()]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MAP_FILE = BASE_DIR / "static" / "vendor" / "world-atlas" / "countries-50m.json"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "passport.notices.backends.FileAndConsoleBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
if ENV.email_url:
    vars().update(environ.Env.email_url_config(ENV.email_url))
DEFAULT_FROM_EMAIL = ENV.mail_from
SERVER_EMAIL = ENV.mail_from

SIGNING_KEY = ENV.signing_key
KEY_DIR = Path(ENV.key_dir) if ENV.key_dir else DATA_DIR / "keys"
ISSUER = {
    "name": ENV.issuer_name,
    "contact": ENV.issuer_contact,
    "phone": ENV.issuer_phone,
    "disclaimer": ENV.disclaimer,
}
ISSUE_UNREVIEWED = ENV.issue_unreviewed
DEVELOPER_PAGES = False

VERIFY_LIMITS_ON = ENV.verify_limits
PACKAGE_LIMITS_ON = ENV.package_limits

CELERY_BROKER_URL = ENV.broker_url or "filesystem://localhost//"
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_TIMEZONE = TIME_ZONE
if not ENV.broker_url:
    _queue_dir = DATA_DIR / "queue"
    for _name in ("messages", "control", "processed"):
        (_queue_dir / _name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT = "passport.jobs.file_broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue_dir / "messages"),
        "data_folder_out": str(_queue_dir / "messages"),
        "control_folder": str(_queue_dir / "control"),
        "polling_interval": 0.1,
    }
WAGTAILADMIN_BASE_URL = PUBLIC_URL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"codes": {"()": "passport.logs.HideCodes"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["codes"],
        }
    },
    "root": {"handlers": ["console"], "level": ENV.log_level},
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
