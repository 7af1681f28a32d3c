"""What a host centre sees: its openings, who could come, what was offered, who comes."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from observership.domain.candidates import Period
from observership.domain.lifecycle import MatchState, PlacementState
from observership.domain.windows import NOTHING_OWED, Overlap, Owed, overlaps
from observership.models import (
    Application,
    Call,
    Match,
    Opening,
    OpeningWindow,
    Placement,
)
from observership.queries.matches import matches
from observership.queries.openings import open_windows, openings_of, owed_of
from passport.people.models import Centre


@dataclass(frozen=True)
class WindowLine:
    """A window with what it owes."""

    window: OpeningWindow
    owed: Owed = NOTHING_OWED

    @property
    def free(self) -> int:
        """Places that nobody has been offered."""
        return max(0, self.window.places - self.owed.places)


@dataclass(frozen=True)
class CallWindows:
    """An opening's windows in one call, and the days on which two of them are open."""

    call: Call
    lines: tuple[WindowLine, ...]

    @property
    def overlaps(self) -> tuple[Overlap, ...]:
        """Days that count twice."""
        periods = [Period(line.window.starts_on, line.window.ends_on) for line in self.lines]
        return overlaps(periods)


@dataclass(frozen=True)
class OpeningLine:
    """An opening with its windows by call, the latest call first."""

    opening: Opening
    calls: tuple[CallWindows, ...] = ()


def opening_lines(centre: Centre) -> tuple[OpeningLine, ...]:
    """Everything that a centre offers, with windows; four queries."""
    openings = list(openings_of(centre))
    windows = list(open_windows(openings))
    owed = owed_of(windows)
    found: dict[int, dict[int, list[OpeningWindow]]] = defaultdict(lambda: defaultdict(list))
    for window in windows:
        found[window.opening_id][window.call_id].append(window)
    return tuple(
        OpeningLine(opening, tuple(_call_windows(rows, owed) for rows in found[pk].values()))
        for opening in openings
        for pk in [opening.pk]
    )


def windows_by_call(opening: Opening) -> tuple[CallWindows, ...]:
    """An opening's windows by call, the latest call first; three queries."""
    windows = list(open_windows([opening]))
    owed = owed_of(windows)
    found: dict[int, list[OpeningWindow]] = defaultdict(list)
    for window in windows:
        found[window.call_id].append(window)
    return tuple(_call_windows(rows, owed) for rows in found.values())


def _call_windows(rows: list[OpeningWindow], owed: dict[int, Owed]) -> CallWindows:
    lines = tuple(WindowLine(row, owed.get(row.pk, NOTHING_OWED)) for row in rows)
    return CallWindows(rows[0].call, lines)


def offers_of(centre: Centre) -> QuerySet[Match]:
    """Offers of a centre's openings that wait for an answer, the next deadline first."""
    rows = matches().filter(window__opening__centre=centre, state=MatchState.PROPOSED)
    return rows.order_by("answer_by", "pk")


def visits_of(centre: Centre) -> QuerySet[Placement]:
    """Placements at a centre that were not called off, the next visit first."""
    rows = Placement.objects.filter(host=centre).exclude(state=PlacementState.CANCELLED)
    return rows.select_related("trainee__user", "opening", "application").order_by(
        "-starts_on", "-pk"
    )


def calls_with_windows(centre: Centre) -> QuerySet[Call]:
    """Calls in which a centre has windows, the latest first."""
    windows = OpeningWindow.objects.filter(
        call=OuterRef("pk"), opening__centre=centre, closed_at__isnull=True
    )
    return Call.objects.filter(Exists(windows)).order_by("-opens_on", "-pk")


def applicants_waiting(calls: Collection[Call]) -> dict[int, int]:
    """How many eligible applications there are, by call."""
    rows = Application.objects.filter(call__in=calls, state="eligible")
    return dict(rows.values_list("call").annotate(count=Count("pk")).order_by())
