"""An application and its letter of support as coordinators and readers see them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from observership.domain.codes import Section
from observership.models import Application, SupportLetter
from observership.views.application_words import SECTION_TITLES, answer_groups

Groups = list[tuple[Any, list[tuple[Any, list[Any]]]]]
OTHERS_TITLES = {Section.ME: _("The applicant"), Section.CENTRE: _("Home centre")}


def groups_of(application: Application) -> Groups:
    """Sections that say something: a title, and questions each with a list of answers."""
    titles = {str(SECTION_TITLES[section]): title for section, title in OTHERS_TITLES.items()}
    groups = [
        (
            titles.get(str(group.title), group.title),
            [(asked, said if isinstance(said, list) else [said]) for asked, said in group.rows],
        )
        for group in answer_groups(application)
    ]
    return [(title, rows) for title, rows in groups if rows]


@dataclass(frozen=True)
class LetterShown:
    """A letter of support without addresses; only an answered one says something."""

    by: str
    text: str
    supports: bool | None
    gives_leave: bool | None
    answered_on: date | None


def letter_shown(letter: SupportLetter | None) -> LetterShown | None:
    """The letter as it is read; None when nobody was asked."""
    if letter is None:
        return None
    name = letter.signed_name or letter.head_name
    return LetterShown(
        by=", ".join(each for each in (name, letter.head_position) if each),
        text=letter.text,
        supports=letter.supports,
        gives_leave=letter.gives_leave,
        answered_on=localdate(letter.answered_at) if letter.answered_at else None,
    )
