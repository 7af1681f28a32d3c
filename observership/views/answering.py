"""The yes of a trainee or a host to an offer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from observership.domain.codes import Side
from observership.domain.lifecycle import MatchState
from observership.models import Match
from observership.services.answers import MatchClosedError, WindowFullError, accept_match
from observership.services.placements import NoDaysLeftError, OwnVisitError
from observership.views.answers_words import CLOSED_WORDS, NO_DAYS_LEFT, OWN_VISIT, WINDOW_FULL
from observership.views.trainee_frame import reader


def say_yes(
    request: HttpRequest, match: Match, side: Side, *, both: str, one: str
) -> HttpResponse | None:
    """Accept for a side and say so in the words given; leads to the placement of a yes of both.

    Nothing is returned while the other side still answers, and where it is too late.
    """
    try:
        after = accept_match(match=match, side=side, by=reader(request), at=timezone.now())
    except MatchClosedError as error:
        messages.warning(request, CLOSED_WORDS[error.why])
        return None
    except WindowFullError:
        messages.warning(request, WINDOW_FULL)
        return None
    except NoDaysLeftError:
        messages.warning(request, NO_DAYS_LEFT)
        return None
    except OwnVisitError:
        messages.warning(request, OWN_VISIT[side])
        return None
    if after.state != MatchState.ACCEPTED:
        messages.success(request, one)
        return None
    messages.success(request, both)
    return redirect("observership:placement", after.placement.public_id)
