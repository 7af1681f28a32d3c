"""The addresses on passports and codes; scheme and host come from PUBLIC_URL."""

from django.conf import settings
from django.urls import reverse


def public_host() -> str:
    """The host as printed in words."""
    return str(settings.PUBLIC_URL).split("//", 1)[-1]


def code_text(code: str) -> str:
    """What a QR code holds: upper case, so that it stays small."""
    return f"{settings.PUBLIC_URL}/V/{code}".upper()


def verdict_address(code: str) -> str:
    """The address of a copy, to be sent to somebody."""
    return settings.PUBLIC_URL + reverse("credentials:verdict", args=[code])


def check_place() -> str:
    """Where a number is typed, as printed."""
    return public_host() + reverse("credentials:check")
