"""What a run read and found, and an item that both signed, stay as they are in the database."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from observership.models import MatchRun, ObservedItem
from tests.factories import EPOCH
from tests.observership.illegal_rows import make_item
from tests.observership_factories import make_call, make_run, make_supervisor

LATER = EPOCH + timedelta(days=1)
MADE = {"inputs": {"a": 1}, "inputs_hash": "a", "result": {"placed": []}, "made_at": EPOCH}


def _refused(rows, **changes):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**changes)


def _stays(rows):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows._raw_delete(rows.db)


@pytest.fixture
def runs(db):
    """The rows of one run that was made."""
    return MatchRun.objects.filter(pk=make_run(make_call(), **MADE).pk)


@pytest.fixture
def items(db):
    """The rows of one item that both signed."""
    item = make_item()
    item.supervisor, item.supervisor_signed_at = item.placement.supervisor, LATER
    item.save()
    return ObservedItem.objects.filter(pk=item.pk)


@pytest.mark.parametrize(
    "changes",
    [
        {"inputs": {"a": 2}},
        {"inputs": None},
        {"inputs_hash": "b"},
        {"result": {"placed": [["1", "2"]]}},
        {"made_at": LATER},
        {"made_at": None, "result": None},
    ],
)
def test_what_a_made_run_read_and_found_is_never_changed(runs, changes):
    _refused(runs, **changes)
    assert runs.values(*MADE).get() == MADE


def test_a_made_run_is_never_removed(runs):
    _stays(runs)
    assert runs.exists()


def test_a_made_run_is_published_and_its_reasons_are_blanked(runs):
    published = {"kind": "published", "published_at": LATER, "pins": [{"reason": ""}]}
    runs.update(**published)
    assert runs.values(*published, *MADE).get() == {**published, **MADE}


def test_a_run_is_made_once(db):
    run = make_run(make_call())
    rows = MatchRun.objects.filter(pk=run.pk)
    rows.update(**MADE)
    assert rows.values(*MADE).get() == MADE


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Something else"},
        {"on": EPOCH.date()},
        {"objective_key": "crs"},
        {"trainee_signed_at": LATER},
        {"supervisor_signed_at": LATER + timedelta(days=1)},
        {"supervisor": None, "supervisor_signed_at": None},
        {"text": "", "on": EPOCH.date()},
    ],
)
def test_what_both_signed_is_never_changed(items, changes):
    before = items.values().get()
    _refused(items, **changes)
    assert items.values().get() == before


def test_nobody_else_takes_the_supervisors_signature(items):
    other = make_supervisor(items.get().placement.host)
    before = items.values().get()
    _refused(items, supervisor=other)
    assert items.values().get() == before


def test_what_both_signed_is_never_removed(items):
    _stays(items)
    assert items.exists()


def test_the_words_that_both_signed_can_be_blanked_and_not_written_again(items):
    before = items.values().get()
    items.update(text="")
    assert items.values().get() == {**before, "text": ""}
    _refused(items, text="Something else")


def test_before_the_supervisor_signs_an_item_may_change(db):
    item = make_item()
    rows = ObservedItem.objects.filter(pk=item.pk)
    rows.update(text="Infusion")
    assert rows.get().text == "Infusion"
    rows.delete()
    assert not rows.exists()
