"""What every template may rely on: issuer, theme, whether developer pages exist."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: issuer and theme of this site."""
    theme = request.COOKIES.get("theme", "system")
    return {
        "issuer": settings.ISSUER,
        "public_url": settings.PUBLIC_URL,
        "public_host": settings.PUBLIC_URL.split("//", 1)[-1],
        "theme": theme if theme in {"light", "dark"} else "system",
        "developer_pages": settings.DEVELOPER_PAGES,
    }
