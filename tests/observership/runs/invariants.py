"""What always holds of applications, offers and placements; each fails with an AssertionError."""

from collections import Counter
from itertools import pairwise

from observership.domain.lifecycle import LIVE_PLACEMENTS, OPEN_MATCHES, MatchState
from observership.models import Application, Match, OpeningWindow, Placement


def no_place_is_given_twice(matches: list[Match]) -> None:
    held = Counter(each.window_id for each in matches if each.state in OPEN_MATCHES)
    for window in OpeningWindow.objects.filter(pk__in=held):
        assert held[window.pk] <= window.places


def applications_stand_where_their_matches_say(matches: list[Match]) -> None:
    live = Counter(
        Placement.objects.filter(state__in=LIVE_PLACEMENTS).values_list("match", flat=True)
    )
    assert live == Counter(each.pk for each in matches if each.state == MatchState.ACCEPTED)
    open_of = {each.application_id: each for each in matches if each.state in OPEN_MATCHES}
    assert len(open_of) == sum(each.state in OPEN_MATCHES for each in matches)
    for application in Application.objects.all():
        match = open_of.get(application.pk)
        expected = {
            None: {"eligible", "not_placed", "withdrawn"},
            MatchState.PROPOSED: {"offered"},
            MatchState.ACCEPTED: {"placed"},
        }[match and MatchState(match.state)]
        assert application.state in expected


def events_tell_the_states(matches: list[Match]) -> None:
    for match in matches:
        kinds = [event.kind for event in match.events.all()]
        assert kinds[0] == "proposed"
        if match.state != MatchState.PROPOSED:
            assert kinds[-1] == match.state
        if MatchState.ENDED in kinds:
            assert kinds[-2] == MatchState.ACCEPTED
    for application in Application.objects.all():
        events = list(application.events.all())
        assert events[-1].moved_to == application.state
        for before, after in pairwise(events):
            assert before.moved_to == after.moved_from


def nothing_that_was_refused_is_offered_again(
    matches: list[Match], by_hand: set[tuple[int, int]]
) -> None:
    said_no = set()
    for match in matches:
        pair = (match.application_id, match.window.opening_id)
        assert pair not in said_no or pair in by_hand
        if match.state in (MatchState.DECLINED, MatchState.LAPSED, MatchState.ENDED):
            said_no.add(pair)
