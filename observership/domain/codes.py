"""The words that calls, openings, applications and placements are described with."""

from enum import StrEnum


class Side(StrEnum):
    """Who has a part in an observership; the coordinator keeps the whole in view."""

    TRAINEE = "trainee"
    HOST = "host"
    HOME = "home"
    COORDINATOR = "coordinator"


SIGNING_SIDES = (Side.TRAINEE, Side.HOST, Side.HOME)


class Level(StrEnum):
    """How well somebody speaks a language; Common European Framework of Reference, 2020."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


LEVELS = tuple(Level)


def reaches(level: str, least: str) -> bool:
    """Whether a level is at least another one."""
    return LEVELS.index(Level(level)) >= LEVELS.index(Level(least))


class Paperwork(StrEnum):
    """What a host asks for before the first day; the papers themselves stay with the host."""

    CONFIDENTIALITY = "confidentiality"
    OCCUPATIONAL_HEALTH = "occupational_health"
    INSURANCE = "insurance"
    OBSERVATION_ONLY = "observation_only"


class Payee(StrEnum):
    """Both centres of a placement are funded: for the visit and for hosting it."""

    VISITOR = "visitor"
    HOST = "host"


class Section(StrEnum):
    """A part of an application that is saved by itself."""

    ME = "me"
    CENTRE = "centre"
    GOALS = "goals"
    LANGUAGES = "languages"
    DATES = "dates"
    LETTER = "letter"


FOLLOW_UP_MONTHS = (3, 6, 12)
