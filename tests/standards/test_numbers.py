"""A licensed holder enters clause numbers in one table, without a developer."""

import re

import pytest
from django.urls import reverse

from passport.audit.models import AuditEntry
from passport.standards.models import Clause, StandardsMark
from passport.standards.services.numbers import NumberEntry, NumberNotSureError, enter_numbers
from tests.centre_factories import make_framework
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    """A standard whose second group comes first."""
    framework = make_framework(
        "std-1", {"a.one": {"group": "b"}, "a.two": {"group": "a"}, "a.three": {"group": "b"}}
    )
    framework.groups = [["b", "First group"], ["a", "Second group"]]
    framework.save()
    return framework


@pytest.fixture
def url(framework):
    """The page with the table."""
    return reverse("framework:numbers", args=[framework.pk])


def _clause(key):
    return Clause.objects.get(requirement__key=key)


def _typed(**rows):
    """What the table posts; every row also says what it showed before."""
    form = {}
    for clause in Clause.objects.select_related("requirement"):
        before = (clause.number, clause.number_status, clause.number_source)
        after = rows.get(clause.requirement.key.removeprefix("a."), before)
        for name, old, new in zip(("number", "status", "source"), before, after, strict=True):
            form[f"clause-{clause.pk}-{name}"] = new
            form[f"initial-clause-{clause.pk}-{name}"] = old
    return form


def test_all_clauses_stand_in_the_order_of_the_framework(desk, url):
    html = desk.get(url).content.decode()
    places = [html.index(f"Requirement {key}") for key in ("a.one", "a.three", "a.two")]
    assert places == sorted(places)
    assert html.index("First group") < html.index("Second group")
    assert 'aria-label="Number: Requirement a.one"' in html


def test_numbers_are_saved_with_who_answers_for_them(desk, editor, url, framework):
    answer = desk.post(
        url, _typed(one=("B7.1", "verified", "Page 7"), two=("B8", "unverified", ""))
    )
    assert answer.status_code == 302
    one, two, three = _clause("a.one"), _clause("a.two"), _clause("a.three")
    assert (one.number, one.number_status, one.number_source) == ("B7.1", "verified", "Page 7")
    assert (one.verified_by, one.verified_at is not None) == (editor, True)
    assert (two.number, two.number_status, two.verified_by) == ("B8", "unverified", None)
    assert (three.number, three.number_status) == ("", "unknown")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject) == ("clause_numbers_entered", "framework:std-1")
    assert entry.details == {"clauses": [one.pk, two.pk]}
    assert StandardsMark.objects.get().number == 1
    assert "Verified by Ela Editor" in desk.get(url).content.decode()


def test_saving_what_is_there_already_changes_nothing(desk, url):
    desk.post(url, _typed(one=("B7.1", "verified", "Page 7")))
    before = _clause("a.one").verified_at
    desk.post(url, _typed())
    assert _clause("a.one").verified_at == before
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("", "verified", "Page 7"), "Enter the number, or choose Unknown."),
        (("B7", "verified", ""), "Say where you saw the number."),
        (("B7", "unknown", ""), "Say whether this number is verified."),
        (("B" * 41, "unverified", ""), "at most 40 characters"),
        (("B7", "certain", ""), "Select a valid choice"),
    ],
)
def test_one_wrong_row_keeps_all_from_being_saved(desk, url, row, message):
    answer = desk.post(url, _typed(one=row, two=("B8", "unverified", "")))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert message in html
    link = rf'href="#id_clause-{_clause("a.one").pk}-\w+">[\w ]+: Requirement a.one – {message}'
    assert re.search(link, html) or "at most" in message or "Select" in message
    assert set(Clause.objects.values_list("number", flat=True)) == {""}
    assert AuditEntry.objects.count() == 0


def test_what_another_editor_entered_meanwhile_stays(desk, url):
    opened = _typed(two=("B8", "unverified", ""))
    Clause.objects.filter(requirement__key="a.one").update(number="B7", number_status="unverified")
    desk.post(url, opened)
    assert (_clause("a.one").number, _clause("a.two").number) == ("B7", "B8")


def test_a_number_that_is_no_longer_sure_is_answered_for_by_nobody(desk, url):
    desk.post(url, _typed(one=("B7", "verified", "Page 7")))
    desk.post(url, _typed(one=("B7", "unverified", "Page 7")))
    clause = _clause("a.one")
    assert (clause.verified_by, clause.verified_at) == (None, None)


def test_a_clause_of_another_framework_is_passed_over(framework, now):
    other = make_framework("std-2", {"b.one": {}}).clauses.get()
    entry = NumberEntry(other.pk, "B1", "unverified", "")
    assert enter_numbers(framework=framework, entries=[entry], by=make_user(), at=now) == []
    other.refresh_from_db()
    assert other.number == ""


def test_nothing_is_verified_without_its_source_whoever_asks(framework, now):
    entry = NumberEntry(framework.clauses.first().pk, "B1", "verified", "")
    with pytest.raises(NumberNotSureError):
        enter_numbers(framework=framework, entries=[entry], by=make_user(), at=now)


def test_the_table_needs_as_many_queries_for_many_clauses_as_for_few(
    desk, url, framework, django_assert_num_queries, django_assert_max_num_queries
):
    desk.get(url)
    with django_assert_max_num_queries(40) as few:
        desk.get(url)
    many = make_framework("std-9", {f"c.{number}": {} for number in range(60)})
    with django_assert_num_queries(len(few)):
        desk.get(reverse("framework:numbers", args=[many.pk]))


def test_two_hundred_and_fifty_clauses_fit_one_form(desk):
    many = make_framework("std-9", {f"c.{number}": {} for number in range(250)})
    form = _typed()
    answer = desk.post(reverse("framework:numbers", args=[many.pk]), form)
    assert (answer.status_code, len(form)) == (302, 1_500)
