"""Two editions side by side: nothing is lost or doubled, and the way back mirrors the way there."""

from hypothesis import given
from hypothesis import strategies as st

from passport.standards.domain.crosswalk import (
    Change,
    Crosswalk,
    Entry,
    Line,
    Listed,
    Place,
    crosswalk,
)
from passport.standards.models import Relation

KNOWN = Place("B1", "verified")
KEYS = st.sampled_from([f"key.{number}" for number in range(8)])
PLACES = st.builds(
    Place, number=st.sampled_from(["", "B1", "B2"]), status=st.sampled_from(["verified", "unknown"])
)
EDITIONS = st.lists(
    st.builds(Listed, key=KEYS, label=st.just("Label"), place=PLACES), unique_by=lambda x: x.key
)
ENTRIES = st.lists(
    st.builds(Entry, key=KEYS, change=st.sampled_from(Change), verified=st.booleans()),
    unique_by=lambda x: x.key,
)
BACK = {Change.NEW: Change.WITHDRAWN, Change.WITHDRAWN: Change.NEW}


def listed(*keys: str) -> list[Listed]:
    return [Listed(key, f"Label of {key}", KNOWN) for key in keys]


def by_key(found: Crosswalk) -> dict[str, Line]:
    return {line.key: line for line in found.lines}


@given(EDITIONS, EDITIONS, ENTRIES)
def test_every_requirement_of_either_edition_appears_exactly_once(earlier, later, entries):
    keys = [line.key for line in crosswalk(earlier, later, entries).lines]
    assert sorted(keys) == sorted({each.key for each in [*earlier, *later]})


@given(EDITIONS, EDITIONS, ENTRIES)
def test_the_way_back_swaps_new_and_withdrawn_and_keeps_the_rest(earlier, later, entries):
    there = by_key(crosswalk(earlier, later, entries))
    back = by_key(crosswalk(later, earlier, [entry.reversed() for entry in entries]))
    assert {key: line.change for key, line in back.items()} == {
        key: BACK.get(line.change, line.change) for key, line in there.items()
    }
    assert {key: (line.earlier, line.later) for key, line in back.items()} == {
        key: (line.later, line.earlier) for key, line in there.items()
    }


@given(EDITIONS, EDITIONS, ENTRIES)
def test_the_counts_add_up_to_the_lines(earlier, later, entries):
    found = crosswalk(earlier, later, entries)
    assert set(found.counts) == set(Change)
    assert sum(found.counts.values()) == len(found.lines)


@given(EDITIONS, EDITIONS, ENTRIES)
def test_only_what_a_reader_said_is_ever_verified(earlier, later, entries):
    said = {entry.key for entry in entries if entry.verified}
    found = crosswalk(earlier, later, entries)
    assert {line.key for line in found.lines if line.verified} <= said
    assert {line.key for line in found.lines if line.derived}.isdisjoint({e.key for e in entries})


def test_what_nobody_read_follows_from_the_lists():
    found = by_key(crosswalk(listed("a", "b"), listed("b", "c")))
    assert {key: line.change for key, line in found.items()} == {
        "a": Change.WITHDRAWN,
        "b": Change.UNCHECKED,
        "c": Change.NEW,
    }
    assert {line.derived for line in found.values()} == {True}
    assert found["a"].later is None
    assert found["c"].earlier is None


def test_what_a_reader_said_wins_over_the_lists():
    entry = Entry("a", Change.CHANGED, note="More hours", verified=True, source="Both texts")
    [line] = crosswalk(listed("a"), listed("a"), [entry]).lines
    assert line == Line(
        "a", "Label of a", KNOWN, KNOWN, Change.CHANGED, "More hours", True, "Both texts", False
    )


def test_what_is_said_of_neither_edition_adds_no_line():
    assert crosswalk(listed("a"), listed("a"), [Entry("z", Change.NEW)]).counts[Change.NEW] == 0


def test_the_later_edition_gives_the_order_and_the_words():
    later = [Listed("b", "New words", KNOWN), Listed("a", "A", KNOWN)]
    found = crosswalk(listed("a", "b", "gone"), later)
    assert [(line.key, line.label) for line in found.lines] == [
        ("b", "New words"),
        ("a", "A"),
        ("gone", "Label of gone"),
    ]


def test_the_words_of_the_domain_are_those_that_are_stored():
    assert [change.value for change in Change] == Relation.values


def test_what_calls_for_work_comes_first():
    said = [Entry("same", Change.SAME), Entry("changed", Change.CHANGED)]
    both = listed("same", "open", "changed")
    found = crosswalk([*both, *listed("gone")], [*both, *listed("new")], said).by_change()
    assert [line.key for line in found] == ["changed", "new", "gone", "open", "same"]
