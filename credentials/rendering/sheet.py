"""The A4 sheet of one copy."""

from credentials.models import Copy, Edition


def draw_sheet(*, copy: Copy, edition: Edition) -> bytes:
    """Draw."""
    return b"%PDF-"
