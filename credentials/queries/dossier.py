"""How each requirement was shown by a person: what a centre may put before an inspector."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from credentials.domain.coverage import Standing
from passport.people.models import Centre
from passport.people.queries.centres import Member


@dataclass(frozen=True)
class Shown:
    """One thing that was shown; never a score or an answer.

    `kind` is "completion", "observed", "recognition" or, for an attestation, its EvidenceKind.
    `by` is the assessor, who attested, or who certified prior learning; `place` the centre, or
    the reference under which a paper is kept.
    """

    kind: str
    title: str
    version: str
    language: str
    minutes: int
    on: date
    by: str
    place: str


@dataclass(frozen=True)
class Line:
    """One requirement asked of a person, where it stands, and what shows it, oldest first."""

    requirement_key: str
    requirement_label: str
    group: str
    number: str
    standing: Standing
    last_day: date | None
    shown_by: tuple[Shown, ...]


def dossier_of(centre: Centre, member: Member, framework_key: str, on: date) -> tuple[Line, ...]:
    """One person's lines on a day; raises Framework.DoesNotExist."""
    raise NotImplementedError


def dossiers(
    centre: Centre, members: Sequence[Member], framework_key: str, on: date, chunk: int = 100
) -> Iterator[tuple[Member, tuple[Line, ...]]]:
    """Each person with their lines, in the given order, some at a time so that memory stays flat.

    Raises Framework.DoesNotExist at the first step.
    """
    raise NotImplementedError
