"""What a host offers and asks, in words: for whoever may go there."""

from typing import Any

from observership.models import Opening
from observership.rendering.agreement_page import paperwork_words
from observership.views.call_words import role_words


def offer_words(opening: Opening) -> dict[str, Any]:
    """Roles received, what can be watched, the papers asked for and the house rules."""
    return {
        "roles": role_words(opening.roles),
        "objectives": [each.title for each in opening.objectives.all()],
        "paperwork": [paperwork_words(code) for code in opening.paperwork],
        "house_rules": opening.house_rules,
    }
