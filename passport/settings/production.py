"""Production: everything from the environment, nothing by default that would be unsafe."""

from urllib.parse import urlparse

from django.core.exceptions import ImproperlyConfigured

from passport.settings.base import *

if not ENV.secret_key:
    raise ImproperlyConfigured("Set PASSPORT_SECRET_KEY to 50 random characters or more.")
if not ENV.public_url.startswith("https://"):
    raise ImproperlyConfigured("Set PASSPORT_PUBLIC_URL to the https:// address people see.")
_hosts = (urlparse(PUBLIC_URL).hostname or "", CONTENT_DOMAIN)
if any(one == other or one.endswith(f".{other}") for one, other in (_hosts, _hosts[::-1])):
    raise ImproperlyConfigured("Set PASSPORT_CONTENT_DOMAIN to a domain apart from the public one.")

CONTENT_PORT = ENV.content_port or 443
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL, *([f"https://{ADMIN_HOST}"] if ADMIN_HOST else [])]
ALLOWED_HOSTS = [*ALLOWED_HOSTS, *([ADMIN_HOST] if ADMIN_HOST else [])]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ISSUE_UNREVIEWED = False
MALWARE_SCAN_REQUIRED = True
INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "passport.demo"]
