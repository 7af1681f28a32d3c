"""Tests: fast, without network, clock-free; every difference from the embedded default."""

import tempfile
from pathlib import Path

from passport.settings.base import *

SECRET_KEY = "for-tests-only-" + "0123456789" * 5
ALLOWED_HOSTS = ["testserver", "localhost"]
PUBLIC_URL = "https://passport.test"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
DATA_DIR = Path(tempfile.mkdtemp(prefix="passport-test-"))
MEDIA_ROOT = DATA_DIR / "media"
KEY_DIR = DATA_DIR / "keys"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
PACKAGES_DIR = DATA_DIR / "packages"
QUARANTINE_DIR = DATA_DIR / "quarantine"
PARTNER_MEDIA_DIR = DATA_DIR / "partner-media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tests"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "local"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
ISSUE_UNREVIEWED = True
DEVELOPER_PAGES = False
TIME_ZONE = "Europe/Brussels"
