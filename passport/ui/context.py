"""What every template may rely on: issuer, theme, navigation, whether developer pages exist."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from passport.ui.navigation import navigation, navigation_key


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: issuer, theme and navigation of this site."""
    theme = request.COOKIES.get("theme", "system")
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "issuer": settings.ISSUER,
        "public_url": settings.PUBLIC_URL,
        "public_host": settings.PUBLIC_URL.split("//", 1)[-1],
        "theme": theme if theme in {"light", "dark"} else "system",
        "languages": settings.LANGUAGES,
        "navigation": partial(navigation, request),
        "navigation_key": partial(navigation_key, request),
        "developer_pages": settings.DEVELOPER_PAGES,
    }
