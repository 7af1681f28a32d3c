"""The addresses on packs and in inspectors' links; scheme and host come from PUBLIC_URL."""

from django.conf import settings
from django.urls import reverse


def code_text(code: str) -> str:
    """What the QR code of a pack holds: upper case, so that it stays small."""
    return f"{settings.PUBLIC_URL}/PACKS/{code}".upper()


def pack_address(code: str) -> str:
    """Where a pack's code is answered."""
    return settings.PUBLIC_URL + reverse("credentials:pack_code", args=[code])


def check_address() -> str:
    """Where a file of a pack is checked."""
    return settings.PUBLIC_URL + reverse("credentials:pack_check")


def inspector_address(token: str) -> str:
    """The address that is given to an inspector."""
    return settings.PUBLIC_URL + reverse("credentials:inspect", args=[token])
