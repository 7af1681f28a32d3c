"""Embedded default: a developer's or evaluator's own machine."""

from passport.settings.base import *
from passport.settings.secret import stored_secret

SECRET_KEY = ENV.secret_key or stored_secret(DATA_DIR / "secret-key")
# Whoever listens on every address wants to be reached by a phone on the same network.
ALLOWED_HOSTS = (
    ["*"]
    if ENV.host in EVERY_ADDRESS
    else [*ALLOWED_HOSTS, ENV.host, "localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DEVELOPER_PAGES = True
ISSUE_UNREVIEWED = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
