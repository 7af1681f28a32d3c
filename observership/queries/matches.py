"""Offers: whose they are, what was said about them, which wait and which are overdue."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from observership.domain.answers import MatchEventKind, Suggested, suggested_in
from observership.domain.candidates import Forbid
from observership.domain.lifecycle import OPEN_MATCHES, MatchState
from observership.models import Application, Call, Match, MatchEvent, OpeningWindow
from observership.queries.openings import windows_of
from passport.people.models import Centre, Professional, User
from passport.people.queries.centres import leads_of
from passport.people.queries.profiles import professional_of

_SAID_NO = (MatchState.DECLINED, MatchState.LAPSED, MatchState.ENDED)


def matches() -> QuerySet[Match]:
    """Matches with everything that their pages name."""
    return Match.objects.select_related(
        "application__call", "application__trainee__user", "run",
        "window__opening__centre", "window__opening__supervisor__user",
    ).defer("run__inputs", "run__result")  # fmt: skip


def match_of_trainee(user: User, public_id: UUID) -> Match | None:
    """An offer to this person; None for everybody else."""
    trainee = professional_of(user)
    if trainee is None:
        return None
    return matches().filter(public_id=public_id, application__trainee=trainee).first()


def match_of_host(centre: Centre, public_id: UUID) -> Match | None:
    """A match with one of a centre's openings."""
    return matches().filter(public_id=public_id, window__opening__centre=centre).first()


def is_applicant(match: Match, user: User) -> bool:
    """Whether it is about this very person."""
    trainee = match.application.trainee
    return trainee is not None and trainee.user_id == user.pk


def open_match(application: Application) -> Match | None:
    """The one match of an application that waits or was accepted; None without one."""
    return matches().filter(application=application, state__in=OPEN_MATCHES).first()


def open_matches(call: Call) -> QuerySet[Match]:
    """Matches of a call that wait or were accepted."""
    return matches().filter(application__call=call, state__in=OPEN_MATCHES).order_by("pk")


def overdue(at: datetime) -> QuerySet[Match]:
    """Matches that nobody may answer any more and that still wait."""
    return matches().filter(state=MatchState.PROPOSED, answer_by__lt=at).order_by("pk")


def said_of(match: Match) -> list[MatchEvent]:
    """What happened to a match, the first thing first."""
    return list(match.events.select_related("by").order_by("at", "pk"))


def suggestion_of(match: Match) -> Suggested | None:
    """The days within the window that the host suggested last; None when it did not."""
    rows = match.events.filter(kind=MatchEventKind.DATES_SUGGESTED)
    note = rows.order_by("-at", "-pk").values_list("note", flat=True).first()
    return suggested_in(note) if note else None


def suggestions(found: Collection[Match]) -> dict[int, list[tuple[str, Suggested]]]:
    """What hosts suggested, by match: kind of event and days; one query. Erased words are gone."""
    kinds = (MatchEventKind.DATES_SUGGESTED, MatchEventKind.WINDOW_SUGGESTED)
    rows = MatchEvent.objects.filter(match__in=found, kind__in=kinds).exclude(note="")
    said: dict[int, list[tuple[str, Suggested]]] = {}
    for event in rows.order_by("at", "pk"):
        said.setdefault(event.match_id, []).append((event.kind, suggested_in(event.note)))
    return said


def closed_pairs(call: Call) -> tuple[Forbid, ...]:
    """Pairs that are not offered again: one side said no, let it lapse, or a placement ended.

    An opening that said no, or was said no to, is not offered in another window either.
    """
    said_no = Match.objects.filter(application__call=call, state__in=_SAID_NO)
    openings = said_no.values_list("application__public_id", "window__opening")
    windows: dict[int, list[UUID]] = {}
    rows = OpeningWindow.objects.filter(call=call).order_by("pk")
    for opening, window in rows.values_list("opening", "public_id"):
        windows.setdefault(opening, []).append(window)
    pairs = {(str(a), str(w)) for a, opening in openings for w in windows.get(opening, [])}
    return tuple(Forbid(*pair) for pair in sorted(pairs))


def accepted_at(window: OpeningWindow) -> int:
    """Places of a window that both sides have agreed on."""
    return Match.objects.filter(window=window, state=MatchState.ACCEPTED).count()


def held_at(window: OpeningWindow) -> int:
    """Places of a window that are offered or agreed on."""
    return Match.objects.filter(window=window, state__in=OPEN_MATCHES).count()


def receivers(match: Match, on: date) -> list[Professional]:
    """Who hears of a match at the host: the supervisor of the opening and the centre's leads."""
    opening = match.window.opening
    people = [*([opening.supervisor] if opening.supervisor else []), *leads_of(opening.centre, on)]
    return list({person.pk: person for person in people}.values())


def answers_of(call: Call, wanted: Collection[str]) -> QuerySet[Match]:
    """Matches of a call in some states, those that wait first, the next deadline first."""
    rows = matches().filter(application__call=call, state__in=wanted)
    return rows.order_by("answer_by", "application__number", "pk")


def free_windows(call: Call) -> QuerySet[OpeningWindow]:
    """Windows of a call with a place that is neither offered nor agreed on."""
    held = Count("matches", filter=Q(matches__state__in=OPEN_MATCHES))
    return windows_of(call).annotate(held=held).filter(held__lt=F("places"))


def other_windows(match: Match) -> list[OpeningWindow]:
    """Open windows of the same opening in the same call, but for the match's own."""
    rows = windows_of(match.application.call).filter(opening=match.window.opening_id)
    return list(rows.exclude(pk=match.window_id))
