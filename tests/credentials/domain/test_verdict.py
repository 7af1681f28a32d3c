"""What a verifier is told, and how little."""

from datetime import date

import pytest

from credentials.domain.names import folded
from credentials.domain.verdict import Facts, Verdict, VerdictState, decide
from tests.credentials.domain.test_content import finished

LAST = date(2027, 1, 10)


def verdict(on=LAST, **facts):
    return decide(Facts(**{"open": True, "content": finished(), **facts}), on)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (LAST, VerdictState.VALID),
        (date(2027, 1, 11), VerdictState.UPDATE_DUE),
        (date(2027, 3, 11), VerdictState.UPDATE_DUE),
        (date(2027, 3, 12), VerdictState.EXPIRED),
    ],
)
def test_the_day_of_the_check_decides(on, state):
    assert verdict(on).state is state
    assert verdict(on).stamps[0].state is state


def test_a_closed_code_says_nothing_even_about_a_withdrawn_or_broken_passport():
    nothing = Verdict(state=VerdictState.UNKNOWN)
    assert verdict(open=False) == nothing
    assert verdict(open=False, content=None) == nothing
    assert verdict(open=False, withdrawn=VerdictState.REVOKED) == nothing


def test_a_broken_seal_is_said_before_everything_else_and_shows_no_name():
    assert verdict(content=None, withdrawn=VerdictState.REVOKED, replaced_on=LAST) == Verdict(
        state=VerdictState.ALTERED
    )


@pytest.mark.parametrize("state", [VerdictState.REVOKED, VerdictState.PAUSED])
def test_the_issuers_decision_goes_before_a_newer_copy_and_before_the_date(state):
    found = verdict(date(2030, 1, 1), withdrawn=state, replaced_on=LAST)
    assert (found.state, found.name, found.stamps, found.expires_on, found.replaced_on) == (
        state, "Jana Nováková", (), None, None,
    )  # fmt: skip


def test_a_replaced_copy_says_when_and_for_whom_but_no_stamps():
    found = verdict(replaced_on=LAST)
    assert (found.state, found.replaced_on, found.stamps) == (VerdictState.SUPERSEDED, LAST, ())


def test_stamps_in_force_come_first():
    old = {**finished()["stamps"][0], "key": "NUR", "expires_on": "2026-01-01"}
    content = {**finished(), "stamps": [old, finished()["stamps"][0]]}
    found = verdict(content=content)
    assert [stamp.key for stamp in found.stamps] == ["core", "NUR"]
    assert (found.state, found.expired_stamps) == (VerdictState.VALID, 1)


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Nováková", "novakova"),
        ("Wałęsa", "WALESA"),
        ("Żółć-Wiśniewski", "zolc wisniewski"),
        ("Groß", "gross"),
        ("O’Brien", "obrien"),
        ("Ørsted", "orsted"),
        ("Şahin", "sahin"),
    ],
)
def test_family_names_compare_without_case_accents_and_signs(known, typed):
    assert folded(known) == folded(typed)


def test_different_family_names_stay_different():
    assert folded("Novák") != folded("Nováková")
