"""The coalition sees all centres together, in tens, once a week."""

import pytest
from django.contrib.auth.models import Permission

from credentials.domain.network import PersonFact
from credentials.models import NetworkSnapshot
from credentials.services.issuers import ensure_coalition
from credentials.services.network import ask_snapshot, figures_of
from passport.jobs.models import Job
from tests.centre_factories import join, make_centre
from tests.factories import complete, make_learner, make_programme, make_user
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db


def facts(country: str, count: int, *, first: int = 0, core: int = 0) -> list[PersonFact]:
    return [
        PersonFact(first + i, country, ("NUR",), core=i < core, role=False, soon=False)
        for i in range(count)
    ]


def test_somebody_at_two_centres_is_one_person():
    figures = figures_of(2, [*facts("CZ", 12, core=6), *facts("CZ", 12, core=6)])
    assert (figures["everybody"]["people"], figures["everybody"]["core"]) == (10, 50)
    assert figures["centres"] == 2


def test_a_few_people_are_not_counted_at_all():
    figures = figures_of(1, facts("CZ", 9))
    assert (figures["everybody"], figures["countries"], figures["roles"]) == (None, [], [])


def test_the_job_counts_every_confirmed_centre_once_a_day(now, run_jobs, settings):
    settings.ISSUE_UNREVIEWED = True
    make_programme(core=("COR-01",), roles={"NUR": ("NUR-01",)})
    for centre in (make_centre(), make_centre(country="PL"), make_centre(confirmed_at=None)):
        for i in range(12):
            nurse = join(centre)
            if i < 6:
                complete(nurse, "COR-01", at=now)
    ask_snapshot(at=now)
    ask_snapshot(at=now)
    run_jobs()
    snapshot = NetworkSnapshot.objects.get()
    assert snapshot.figures["centres"] == 2
    assert [(row["key"], row["people"], row["core"]) for row in snapshot.figures["countries"]] == [
        ("CZ", 10, 50),
        ("PL", 10, 50),
    ]
    assert set(Job.objects.values_list("status", flat=True)) == {"done"}


def coalition_browser(client):
    user = make_user()
    user.groups.add(ensure_coalition())
    strong_sign_in(client, user)
    return client


def test_the_coalition_reads_the_latest_figures(client, now):
    NetworkSnapshot.objects.create(
        taken_on=now.date(), figures=figures_of(3, facts("CZ", 23, core=8))
    )
    page = coalition_browser(client).get("/network/").text
    assert "3 centres, counted on 21 November 2026" in page
    assert "35 %" in page
    assert "Czechia" in page


def test_without_figures_the_page_says_when_they_come(client):
    assert "every Monday" in coalition_browser(client).get("/network/").text


def test_nobody_else_sees_the_network(client):
    learner = make_learner()
    strong_sign_in(client, learner.user)
    assert client.get("/network/").status_code == 403


def test_the_group_may_do_nothing_but_look():
    assert [str(each.codename) for each in ensure_coalition().permissions.all()] == [
        "view_networksnapshot"
    ]
    assert Permission.objects.filter(codename="view_networksnapshot").count() == 1
