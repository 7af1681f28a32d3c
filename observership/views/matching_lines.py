"""Explains a stored run: for an applicant, a place and the office, recomputed from what went in."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observership.domain.candidates import Candidate, Place
from observership.domain.constraints import Constraint, rank_of
from observership.domain.fit import fit
from observership.domain.matching_reasons import Line, Reasons, Verdict
from observership.domain.runs import outcome_in, round_in
from observership.models import MatchRun
from observership.queries.match_names import Names
from observership.views.matching_words import (
    RULE_WORDS,
    VERDICT_TAGS,
    Pair,
    broken_words,
    fit_words,
    full_words,
    wish_words,
)

HERE = (Verdict.HERE, Verdict.PINNED)
MOST_OTHERS = 12


class Reader(StrEnum):
    """Who reads an explanation."""

    APPLICANT = "applicant"
    HOST = "host"
    OFFICE = "office"


@dataclass(frozen=True)
class ReasonLine:
    """What became of an applicant at one place in words: a tag and sentences."""

    window: Any
    candidate: Candidate
    tag: str
    verdict: Any
    sentences: tuple[str, ...]
    code: Verdict

    @property
    def is_here(self) -> bool:
        """Whether the applicant goes there."""
        return self.code in HERE


@dataclass(frozen=True)
class InOffice:
    """An applicant in a list: the own place or why none, the first other places and how many."""

    here: ReasonLine | None
    short: str
    others: list[ReasonLine]
    total: int

    @property
    def left_out(self) -> int:
        """Other places that are not listed."""
        return self.total - len(self.others)


class Explained:
    """A run with a result, and the names of what it is about."""

    def __init__(self, run: MatchRun, names: Names) -> None:
        self.run, self.names = run, names
        self.given = round_in(run.inputs or {})
        self.outcome = outcome_in(run.result or {})
        self.candidates: Mapping[str, Candidate] = {each.id: each for each in self.given.candidates}
        self.places: Mapping[str, Place] = {each.id: each for each in self.given.places}

    @cached_property
    def reasons(self) -> Reasons:
        """The recomputation behind every line."""
        return Reasons(self.given, self.outcome)

    def of_applicant(
        self, candidate_id: str, *, reader: Reader = Reader.APPLICANT
    ) -> list[ReasonLine]:
        """Every place that somebody wants or could go to, the own place first."""
        return [self._line(each, reader) for each in self._own(candidate_id)]

    def in_office(self, candidate_id: str) -> InOffice:
        """The same for a list of many: the own place, and the first of the others."""
        lines = self._own(candidate_id)
        here = [each for each in lines if each.verdict in HERE]
        others = lines[len(here) :]
        return InOffice(
            here=self._line(here[0], Reader.OFFICE) if here else None,
            short="" if here else in_short([each.verdict for each in lines]),
            others=[self._line(each, Reader.OFFICE) for each in others[:MOST_OTHERS]],
            total=len(others),
        )

    def _own(self, candidate_id: str) -> list[Line]:
        lines = self.reasons.why(candidate_id)
        return sorted(lines, key=lambda line: line.verdict not in HERE)

    def of_place(self, place_id: str, *, reader: Reader = Reader.OFFICE) -> list[ReasonLine]:
        """Everybody who goes to a place, or wants it and could, as its host ranks them.

        A host does not read where its place stands on an applicant's list.
        """
        lines = [self._line(each, reader) for each in self.reasons.why_host(place_id)]
        return sorted(lines, key=lambda line: not line.is_here)

    def at_host(self, place_id: str) -> list[ReasonLine]:
        """As `of_place` for the host; then who could come but for somebody's word."""
        held_back = (self._line(each, Reader.HOST) for each in self.reasons.held_back(place_id))
        return [*self.of_place(place_id, reader=Reader.HOST), *held_back]

    def turned_away(self, place_id: str, *, but_held_back: bool = False) -> list[str]:
        """Who could not go to a place, counted by rule; on demand without those of `at_host`."""
        found = Counter(self.reasons.turned_away(place_id))
        if but_held_back:
            held_back = self.reasons.held_back(place_id)
            found.subtract(each for line in held_back for each in line.broken)
        found.pop(Constraint.UNWANTED, None)
        return [
            _("%(n)d: %(rule)s") % {"n": count, "rule": RULE_WORDS[rule]}
            for rule, count in sorted(found.items())
            if count
        ]

    def window_of(self, candidate_id: str) -> Any:
        """The window somebody goes to; None without a place."""
        place = self.outcome.placed.get(candidate_id)
        return self.names.windows.get(place) if place else None

    def _line(self, line: Line, reader: Reader) -> ReasonLine:
        pair = Pair(self.candidates[line.candidate], self.places[line.place])
        tag, verdict = VERDICT_TAGS[_shown(line, reader)]
        sentences = self._sentences(line, pair, reader)
        return ReasonLine(
            window=self.names.windows.get(line.place),
            candidate=pair.candidate,
            tag=tag,
            verdict=verdict,
            sentences=tuple(each for each in sentences if each),
            code=line.verdict,
        )

    def _sentences(self, line: Line, pair: Pair, reader: Reader) -> tuple[str, ...]:
        wish = "" if reader is Reader.HOST else wish_words(line, pair)
        if line.verdict is Verdict.HERE:
            return wish, *fit_words(fit(*_parts(pair)), self.names)
        if line.verdict is Verdict.PINNED:
            said = fit_words(fit(*_parts(pair)), self.names)
            return self._pinned(line), *broken_words(_told(line, reader), pair), *said
        if line.verdict in (Verdict.FULL, Verdict.KEPT):
            return wish, *full_words(line)
        if line.verdict is Verdict.BETTER_PLACE:
            return (self._better(line, pair),)
        if line.verdict is Verdict.FORBIDDEN:
            return (self._ruled_out(line, reader),)
        if line.verdict is Verdict.PINNED_ELSEWHERE:
            return (self._elsewhere(line),)
        return broken_words(line, pair)

    def _pinned(self, line: Line) -> str:
        if line.accepted:
            return _("This place was accepted before.")
        if line.offered:
            return _("This place was offered before. The offer stands.")
        return _kept(_("The coordinators proposed it."), self._reason(self.run.pins, line))

    def _elsewhere(self, line: Line) -> str:
        if line.accepted:
            return _("Another place was accepted before.")
        if line.offered:
            return _("Another place was offered before. That offer stands.")
        return _("The coordinators keep another place.")

    def _ruled_out(self, line: Line, reader: Reader) -> str:
        if reason := self._reason(self.run.forbids, line):
            told = "" if reader is Reader.HOST else reason
            return _kept(_("The coordinators ruled it out."), told)
        return _("It was offered before, and nothing came of it.")

    def _better(self, line: Line, pair: Pair) -> str:
        if not line.better:
            return _("Goes where this applicant would rather go.")
        better = self.places[line.better]
        if rank_of(pair.candidate, better) == line.rank:
            return _("Wanted alike; the other place fits better or is earlier.")
        return _("Ranked lower than the place above.")

    def _reason(self, wishes: Collection[Mapping[str, Any]], line: Line) -> str:
        for each in wishes:
            if (each["application"], each["window"]) == (line.candidate, line.place):
                return str(each["reason"])
        return ""


def _shown(line: Line, reader: Reader) -> Verdict:
    """The verdict that is named; a host reads nothing of an applicant's list there."""
    is_hidden = reader is Reader.HOST and line.verdict is Verdict.BETTER_PLACE
    return Verdict.PINNED_ELSEWHERE if is_hidden else line.verdict


def _told(line: Line, reader: Reader) -> Line:
    """What may be read of a line: only the office reads what stands against an offer by now."""
    if line.offered and reader is not Reader.OFFICE:
        return replace(line, broken=())
    if reader is not Reader.HOST:
        return line
    return replace(line, broken=tuple(each for each in line.broken if each != Constraint.UNWANTED))


def _parts(pair: Pair) -> tuple[Candidate, Place]:
    return pair.candidate, pair.place


def _kept(said: str, reason: str) -> str:
    return _("%(said)s Reason: %(reason)s") % {"said": said, "reason": reason} if reason else said


def in_short(verdicts: Collection[Verdict]) -> str:
    """Why somebody has no place, counted: places that were full, not possible or not wanted."""
    if not verdicts:
        return _("No place was wanted or possible.")
    unwanted = sum(each is Verdict.NOT_WANTED for each in verdicts)
    full = sum(each in (Verdict.FULL, Verdict.KEPT) for each in verdicts)
    other = len(verdicts) - full - unwanted
    said = [
        (full, ngettext("%(n)d place was full.", "%(n)d places were full.", full)),
        (other, ngettext("%(n)d was not possible.", "%(n)d were not possible.", other)),
        (unwanted, ngettext("%(n)d was not wanted.", "%(n)d were not wanted.", unwanted)),
    ]
    return " ".join(words % {"n": count} for count, words in said if count)
