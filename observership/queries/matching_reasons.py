"""What explanations of the matching are read from: the run, a host's window, its offers."""

from collections.abc import Collection
from uuid import UUID

from observership.domain.lifecycle import ApplicationState, MatchState
from observership.models import Application, Call, Match, MatchRun, Opening, OpeningWindow, RunKind
from observership.queries.matches import matches
from observership.queries.runs import run_in_force
from passport.people.models import User


def explaining_run(match: Match) -> MatchRun | None:
    """The run in force while nobody said anything; afterwards the run that made the offer."""
    is_bound = match.trainee_accepted_at or match.host_accepted_at
    if match.state == MatchState.PROPOSED and not is_bound:
        return run_in_force(match.application.call)
    return MatchRun.objects.get(pk=match.run_id)


def explained_to(user: User, calls: Collection[Call]) -> set[int]:
    """Those of some calls whose places are announced and in which this person does not apply."""
    published = MatchRun.objects.filter(call__in=calls, kind=RunKind.PUBLISHED)
    own = Application.objects.filter(trainee__user=user).exclude(state=ApplicationState.WITHDRAWN)
    return set(published.exclude(call__in=own.values("call")).values_list("call", flat=True))


def host_window(opening: Opening, public_id: UUID) -> OpeningWindow | None:
    """An opening's own window, closed or not; None for another's."""
    rows = OpeningWindow.objects.filter(opening=opening, public_id=public_id)
    return rows.select_related("call").first()


def offers_at(window: OpeningWindow) -> dict[str, Match]:
    """The latest offer of a window to each applicant, by public id of the application."""
    rows = matches().filter(window=window).order_by("pk")
    return {str(match.application.public_id): match for match in rows}
