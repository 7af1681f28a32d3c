"""Names of content hosts: one host, so one origin and one storage, for each package's hash."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

LABEL_LENGTH = 32
_LABEL = re.compile(rf"[0-9a-f]{{{LABEL_LENGTH}}}")
_PORT = re.compile(r"[0-9]{1,5}")
_USUAL_PORTS = {"http": 80, "https": 443}


def label_of(sha256: str) -> str:
    """First label of the host that serves the package with this hash."""
    return sha256[:LABEL_LENGTH]


def origin_of(sha256: str) -> str:
    """Origin of the package with this hash, for example https://0a1b….content.example.net."""
    scheme = urlsplit(settings.PUBLIC_URL).scheme
    port = settings.CONTENT_PORT
    suffix = "" if port == _USUAL_PORTS[scheme] else f":{port}"
    return f"{scheme}://{label_of(sha256)}.{settings.CONTENT_DOMAIN}{suffix}"


def is_content_side(request: HttpRequest) -> bool:
    """Whether the platform must not answer: a host below the content domain, or its port."""
    host, port = _host_and_port(request)
    public = urlsplit(settings.PUBLIC_URL)
    if host in (public.hostname, settings.ADMIN_HOST):
        return port == settings.CONTENT_PORT != (public.port or _USUAL_PORTS[public.scheme])
    if host.endswith(f".{settings.CONTENT_DOMAIN}"):
        return True
    return port == settings.CONTENT_PORT not in (public.port, *_USUAL_PORTS.values())


def label_asked(request: HttpRequest) -> str | None:
    """Label of the package whose host was asked on the right port; None for any other host."""
    host, port = _host_and_port(request)
    label, _, domain = host.partition(".")
    if domain != settings.CONTENT_DOMAIN or not _LABEL.fullmatch(label):
        return None
    return label if port in (None, settings.CONTENT_PORT) else None


def _host_and_port(request: HttpRequest) -> tuple[str, int | None]:
    """Host in lower case and port as the browser sent them; nothing forwarded is believed."""
    whole = request.META.get("HTTP_HOST", "").lower()
    host, _, port = whole.rpartition(":")
    if _PORT.fullmatch(port):
        return host.rstrip("."), int(port)
    return (whole if whole.startswith("[") else whole.partition(":")[0]).rstrip("."), None
