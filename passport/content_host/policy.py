"""Headers of every answer of a content host: what a package may not do in its reader's browser."""

from urllib.parse import urlsplit

from django.conf import settings

# Old packages need inline scripts and eval; here, and nowhere else, they may have them.
_SOURCES = {
    "default-src": "'self' data: blob:",
    "script-src": "'self' data: blob: 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' data: blob: 'unsafe-inline'",
    "connect-src": "'self'",
    "worker-src": "'none'",
    "object-src": "'none'",
    "manifest-src": "'none'",
    "form-action": "'none'",
    "base-uri": "'self'",
    # Also for whoever opens the address outside of our frame.
    "sandbox": "allow-scripts allow-same-origin allow-forms",
}
_SWITCHED_OFF = (
    "accelerometer", "autoplay", "bluetooth",
    "browsing-topics", "camera", "clipboard-read", "clipboard-write", "compute-pressure",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope",
    "hid", "identity-credentials-get", "idle-detection", "keyboard-map", "local-fonts",
    "magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture",
    "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial",
    "storage-access", "usb", "web-share", "window-management", "xr-spatial-tracking",
)  # fmt: skip
# Old packages say goodbye in `unload`; browsers that give it up still grant it on request.
PERMISSIONS = ", ".join([*(f"{name}=()" for name in _SWITCHED_OFF), "unload=(self)"])


def content_policy(token: str = "") -> str:
    """Content-Security-Policy of a content host; violations are reported below the token."""
    public = urlsplit(settings.PUBLIC_URL)
    parts = {**_SOURCES, "frame-ancestors": f"'self' {public.scheme}://{public.netloc}"}
    if token:
        parts["report-uri"] = f"/{token}/.report"
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def content_headers(token: str = "") -> dict[str, str]:
    """Headers that every answer carries, refusals included; handlers may not loosen them."""
    headers = {
        "Content-Security-Policy": content_policy(token),
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Origin-Agent-Cluster": "?1",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-DNS-Prefetch-Control": "off",
        "X-Permitted-Cross-Domain-Policies": "none",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return headers
