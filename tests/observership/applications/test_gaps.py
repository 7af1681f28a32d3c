"""An application names what it lacks, section by section."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from observership.domain.application import (
    MINUTES,
    PLACES,
    Draft,
    Gap,
    LetterState,
    Progress,
    gaps,
    letter_state,
    progress,
)
from observership.domain.codes import Section

WRITTEN = [gap for gap in Gap if PLACES[gap] is not Section.LETTER]
WHOLE = Draft(
    given=dict.fromkeys(WRITTEN, True), saved=frozenset(Section), letter=LetterState.ANSWERED
)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_nothing_is_missing_in_a_whole_application():
    assert gaps(WHOLE) == ()
    assert {progress(section, WHOLE) for section in Section} == {Progress.COMPLETE}


@pytest.mark.parametrize("gap", WRITTEN)
def test_each_answer_that_is_not_given_is_named_in_its_section(gap):
    draft = replace(WHOLE, given={**WHOLE.given, gap: False})
    assert gaps(draft) == (gap,)
    started = [each for each in Section if progress(each, draft) is Progress.STARTED]
    assert started == [PLACES[gap]]


@pytest.mark.parametrize(
    ("state", "gap", "stands"),
    [
        (LetterState.NONE, Gap.LETTER_NOT_ASKED, Progress.EMPTY),
        (LetterState.OPEN, Gap.LETTER_WAITING, Progress.WAITING),
        (LetterState.EXPIRED, Gap.LETTER_EXPIRED, Progress.STARTED),
    ],
)
def test_a_letter_is_missing_until_it_is_answered(state, gap, stands):
    draft = replace(WHOLE, letter=state)
    assert gaps(draft) == (gap,)
    assert progress(Section.LETTER, draft) is stands


def test_a_letter_about_other_days_is_missing_again():
    draft = replace(WHOLE, letter_fits=False)
    assert gaps(draft) == (Gap.LETTER_OUTDATED,)
    assert progress(Section.LETTER, draft) is Progress.STARTED


def test_a_call_without_letters_asks_for_none():
    draft = replace(WHOLE, letter=LetterState.NONE, letter_needed=False)
    assert gaps(draft) == ()
    assert progress(Section.LETTER, draft) is Progress.EMPTY


def test_what_the_profile_filled_in_is_not_begun_before_it_was_saved():
    draft = replace(WHOLE, saved=frozenset())
    assert progress(Section.ME, draft) is Progress.EMPTY


def test_every_section_says_how_long_it_takes():
    assert set(MINUTES) == set(Section)


def test_a_letter_runs_out_at_its_moment_and_stays_closed_or_answered():
    later = NOON + timedelta(days=21)
    dates = {"expires_at": later, "answered_at": None, "closed_at": None}
    assert letter_state(**dates, at=later - timedelta(seconds=1)) is LetterState.OPEN
    assert letter_state(**dates, at=later) is LetterState.EXPIRED
    answered = {**dates, "answered_at": NOON}
    assert letter_state(**answered, at=later) is LetterState.ANSWERED
    assert letter_state(**{**answered, "closed_at": NOON}, at=NOON) is LetterState.CLOSED
