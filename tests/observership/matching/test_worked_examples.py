"""The pilot and other rounds that can be followed by hand."""

from dataclasses import replace

from observership.domain.candidates import HostWord, Round, Spoken
from observership.domain.matching import Difference, Outcome, differences, match
from tests.observership.matching.rounds import candidate, days, place

PARIS = place("paris", languages=(Spoken("en", "B2"), Spoken("fr", "B1")))
BERLIN = place("berlin", languages=(Spoken("en", "B2"),), setting="both")
MILAN = place("milan", languages=(Spoken("it", "B1"),))
CZ = candidate("cz", "paris", "berlin")
RO = candidate("ro", "paris", country="RO", languages=(Spoken("fr", "C1"), Spoken("it", "B2")))
PL = candidate("pl", "berlin", country="PL", setting="paediatric")
IE = candidate("ie", country="IE")
PILOT = Round((CZ, RO, PL, IE), (PARIS, BERLIN, MILAN), order=("ie", "pl", "ro", "cz"))


def test_the_pilot_with_one_seat_each():
    """Ireland takes any host and, by first day and id, Berlin; Poland ranks lower there."""
    assert match(PILOT).placed == {"ie": "berlin", "ro": "paris"}


def test_a_hosts_tier_counts_before_the_order():
    words = (HostWord("berlin", "pl", 1), HostWord("paris", "cz", 1))
    placed = match(replace(PILOT, words=words)).placed
    assert placed == {"cz": "paris", "pl": "berlin"}


def test_a_second_seat_lets_one_more_come():
    more = replace(PILOT, places=(PARIS, replace(BERLIN, capacity=2), MILAN))
    assert match(more).placed == {"ie": "berlin", "pl": "berlin", "ro": "paris"}
    assert differences(match(PILOT), match(more)) == (Difference("pl", None, "berlin"),)


def test_ties_of_an_applicant_are_ordered_by_fit_then_first_day_then_id():
    goals = {"goals": frozenset({"apheresis", "icans"})}
    one = candidate("a", ranks=(("p", 1), ("q", 1), ("r", 1)), **goals)
    late = place("q", period=days(10, 20), objectives=frozenset({"icans"}))
    early, same = place("r"), place("p")
    assert match(Round((one,), (early, late, same))).placed == {"a": "q"}
    assert match(Round((one,), (early, replace(late, objectives=frozenset()), same))).placed == {
        "a": "p"
    }
    assert match(Round((one,), (replace(same, period=days(2, 14)), early))).placed == {"a": "r"}


def test_a_rank_counts_before_any_fit():
    one = candidate("a", "p", goals=frozenset({"icans"}), any_host=True)
    assert match(Round((one,), (place("p"), place("q", objectives=one.goals)))).placed == {"a": "p"}


def test_windows_of_one_opening_are_taken_by_their_first_day():
    windows = (
        place("w1", opening="p", period=days(10, 24)),
        place("w2", opening="p", period=days(3, 17)),
    )
    people = (candidate("a", "p"), candidate("b", "p"), candidate("c", "p"))
    placed = match(Round(people, windows, order=("c", "b", "a"))).placed
    assert placed == {"b": "w1", "c": "w2"}


def test_a_displaced_applicant_asks_the_next_host():
    people = (candidate("a", "p", "q"), candidate("b", "p", "q"), candidate("c", "q", "p"))
    order = ("b", "c", "a")
    words = (HostWord("q", "a", 1),)
    given_round = Round(people, (place("p"), place("q")), words, order)
    assert match(given_round).placed == {"a": "q", "b": "p"}


def test_nobody_and_nowhere_give_nothing():
    assert match(Round((), ())) == Outcome({})
    assert match(Round((CZ,), ())) == Outcome({})
    assert match(Round((), (PARIS,))) == Outcome({})
    assert match(Round((CZ,), (replace(PARIS, capacity=0),))) == Outcome({})


def test_differences_name_everybody_who_goes_elsewhere():
    before, after = Outcome({"a": "p", "b": "q", "c": "r"}), Outcome({"a": "p", "b": "r", "d": "q"})
    assert differences(before, after) == (
        Difference("b", "q", "r"),
        Difference("c", "r", None),
        Difference("d", None, "q"),
    )
    assert differences(before, before) == ()
