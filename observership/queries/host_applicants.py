"""Who could come to a department before places are announced, and what the host said of each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from observership.domain.candidates import Candidate, Period, Place
from observership.domain.constraints import broken_of, stay
from observership.domain.fit import Fit, fit
from observership.domain.host_words import Word, word_of
from observership.models import (
    Application,
    Call,
    HostPreference,
    MatchRun,
    Objective,
    Opening,
    RunKind,
)
from observership.queries.rounds import round_of
from passport.standards.models import Product


@dataclass(frozen=True)
class Possible:
    """A window into which an applicant could come: the earliest days, and how well it fits."""

    window_id: UUID
    days: Period
    fit: Fit


@dataclass(frozen=True)
class ApplicantLine:
    """Who could come to an opening, without a name: windows that suit, and the host's word."""

    candidate: Candidate
    windows: tuple[Possible, ...]
    word: Word = Word.WELCOME
    reason: str = ""
    said: bool = False


def words_locked(call: Call) -> bool:
    """Whether places were announced, so that no host changes a word any more."""
    published = MatchRun.objects.filter(call=call, kind=RunKind.PUBLISHED)
    return call.ended_at is not None or published.exists()


def applicants_for(opening: Opening, call: Call, on: date) -> tuple[ApplicantLine, ...]:
    """Who could come to an opening in a call, the best fit first.

    Only what must hold for a visit decides. Whom the host refused stays in the list, so that it
    can think again; what the applicant prefers is not told, and hides nobody.
    """
    given = round_of(call, on)
    places = [place for place in given.places if place.opening == str(opening.public_id)]
    rows = HostPreference.objects.filter(opening=opening, application__call=call)
    said = {
        str(public_id): (word_of(tier, refused=refused), reason)
        for public_id, tier, refused, reason in rows.values_list(
            "application__public_id", "tier", "refused", "reason"
        )
    }
    lines = (_applicant(candidate, places, said) for candidate in given.candidates)
    return tuple(sorted((line for line in lines if line.windows), key=_best_first))


def _applicant(
    candidate: Candidate, places: Collection[Place], said: dict[str, tuple[Word, str]]
) -> ApplicantLine:
    word, reason = said.get(candidate.id, (Word.WELCOME, ""))
    found = []
    anywhere = replace(candidate, any_host=True)
    for place in places:
        days = stay(candidate, place)
        if days and not broken_of(anywhere, place, is_refused=False, is_forbidden=False):
            found.append(Possible(UUID(place.id), days, fit(candidate, place)))
    return ApplicantLine(candidate, tuple(found), word, reason, candidate.id in said)


def _best_first(line: ApplicantLine) -> tuple[tuple[int, int, int], str]:
    return line.windows[0].fit.key, line.candidate.number


def applicant_line(opening: Opening, application: Application, on: date) -> ApplicantLine | None:
    """How one applicant suits an opening; None for whoever could not come there."""
    lines = applicants_for(opening, application.call, on)
    named = (line for line in lines if line.candidate.id == str(application.public_id))
    return next(named, None)


def names_of_goals(lines: Iterable[ApplicantLine]) -> dict[str, str]:
    """Titles of objectives and names of products that some lines hold, by key; two queries."""
    goals: set[str] = set()
    products: set[str] = set()
    for line in lines:
        for each in line.windows:
            goals.update(each.fit.goals_met)
            products.update(each.fit.products_met)
    titles = Objective.objects.filter(key__in=goals).values_list("key", "title")
    inns = Product.objects.filter(key__in=products).values_list("key", "inn")
    return {**dict(titles), **dict(inns)}
