"""How each requirement was shown: by what, when, before whom; nothing more."""

from dataclasses import fields, replace

import pytest

from credentials.domain.coverage import Standing
from credentials.models import AttestationWithdrawal
from credentials.queries.coverage import matrix_of
from credentials.queries.dossier import Line, Shown, dossier_of, dossiers
from passport.people.queries.centres import members_of
from tests.centre_factories import day, join, make_centre, make_framework, noon
from tests.coverage.rows import align, ask_locally, attest, make_task, recognise, sign_off
from tests.factories import approve, complete, make_release, make_user

pytestmark = pytest.mark.django_db
TODAY = day("2026-11-21")


@pytest.fixture
def centre():
    return make_centre(name="Fictional Hospital West")


@pytest.fixture
def nurse(centre):
    make_framework(
        "std",
        {
            "care.crs": {"roles": ["NUR"], "group": "care"},
            "pers.yearly": {"group": "people"},
            "pers.other": {"group": "people", "roles": ["PHY"]},
        },
    )
    return join(centre)


def lines_of(centre, person, on=TODAY):
    (member,) = members_of(centre, on, [person.pk])
    return dossier_of(centre, member, "std", on)


def test_a_dossier_says_what_shows_each_requirement(centre, nurse):
    align("COR-04", "care.crs")
    complete(nurse, "COR-04", at=noon("2025-03-01"))
    approve(make_release("COR-04", version="2.0", minutes=35, title="Grade it"))
    complete(nurse, "COR-04", at=noon("2026-03-01"))
    seen = sign_off(nurse, make_task(care_crs="full"), centre, noon("2026-04-01"))
    (line, _) = lines_of(centre, nurse)
    by, place = str(seen.assessor), "Fictional Hospital West"
    assert replace(line, shown_by=()) == Line(
        "care.crs", "Requirement care.crs", "care", "", Standing.MET, day("2027-03-01"), ()
    )
    assert line.shown_by == (
        Shown("completion", "Grade it", "2.0", "en", 35, day("2026-03-01"), "", ""),
        Shown(
            "observed", "Task ice-score", "1.0", "", 10, day("2026-04-01"), by, place,
            reviewed=False,
        ),
    )  # fmt: skip


def test_a_dossier_says_who_attested_and_who_certified(centre, nurse):
    recognise(nurse, "pers.yearly", day("2026-02-01"), "partial")
    said = attest(
        nurse, centre, "pers.yearly", day("2026-05-01"), hours=2, reference="Folder 7",
        kind="continuing_education",
    )  # fmt: skip
    (_, line) = lines_of(centre, nurse)
    by, on = said.attested_by.get_full_name(), day("2026-05-01")
    assert line.shown_by == (
        Shown(
            "recognition", "A course elsewhere", "", "", 0, day("2026-02-01"),
            "Fictional Academy", "FA-7",
        ),
        Shown("continuing_education", "", "", "", 120, on, by, "Folder 7"),
    )  # fmt: skip


def test_each_kind_of_attestation_is_kept_apart(centre, nurse):
    attest(nurse, centre, "pers.yearly", day("2026-01-01"), kind="orientation")
    attest(nurse, centre, "pers.yearly", day("2026-02-01"), kind="yearly_competence")
    attest(nurse, centre, "pers.yearly", day("2026-03-01"), kind="yearly_competence")
    shown = lines_of(centre, nurse)[1].shown_by
    assert [(each.kind, each.on) for each in shown] == [
        ("orientation", day("2026-01-01")),
        ("yearly_competence", day("2026-03-01")),
    ]


def test_what_does_not_count_here_is_not_told(centre, nurse, settings):
    elsewhere = make_centre()
    join(elsewhere, nurse)
    align("COR-04", "care.crs")
    settings.ISSUE_UNREVIEWED = False
    complete(nurse, "COR-04")
    sign_off(nurse, make_task(care_crs="full"), elsewhere, noon("2026-04-01"))
    attest(nurse, elsewhere, "pers.yearly", day("2026-05-01"))
    taken_back = attest(nurse, centre, "pers.yearly", day("2026-05-01"))
    AttestationWithdrawal.objects.create(
        attestation=taken_back,
        reason="Wrong",
        withdrawn_at=noon("2026-05-02"),
        withdrawn_by=make_user(),
    )
    recognise(nurse, "pers.yearly", day("2026-02-01"), accepted=False)
    assert [line.shown_by for line in lines_of(centre, nurse)] == [(), ()]


def test_what_was_shown_later_is_not_told_of_an_earlier_day(centre, nurse):
    align("COR-04", "care.crs")
    complete(nurse, "COR-04", at=noon("2026-03-01"))
    (line, _) = lines_of(centre, nurse, day("2026-02-28"))
    assert (line.standing, line.shown_by) == (Standing.UNMET, ())


def test_own_requirements_have_their_lines(centre, nurse):
    drill = ask_locally(centre)
    attest(nurse, centre, drill, day("2026-02-01"))
    line = lines_of(centre, nurse)[-1]
    assert (line.group, line.requirement_label) == ("local", "Yearly drill")
    assert (line.standing, line.last_day) == (Standing.MET, day("2027-02-01"))
    assert [each.kind for each in line.shown_by] == ["yearly_competence"]


def test_no_line_has_a_place_for_scores_or_answers():
    assert [each.name for each in fields(Shown)] == [
        "kind", "title", "version", "language", "minutes", "on", "by", "place",
        "reviewed",
    ]  # fmt: skip


def test_many_dossiers_say_what_the_matrix_says_whatever_the_chunk(centre, nurse):
    align("COR-04", "care.crs")
    for number in range(5):
        person = join(centre, roles=("PHY",) if number % 2 else ("NUR",))
        complete(person, "COR-04", at=noon(f"2026-0{number + 1}-01"))
    members = members_of(centre, TODAY)
    matrix = matrix_of(centre, "std", TODAY)
    told = list(dossiers(centre, members, "std", TODAY, chunk=2))
    assert [member for member, _ in told] == list(members)
    assert told == list(dossiers(centre, members, "std", TODAY))
    for member, lines in told:
        cells = [cell for cell in matrix.row(member.id) if cell]
        assert [(line.standing, line.last_day) for line in lines] == [
            (cell.standing, cell.last_day) for cell in cells
        ]


def test_dossiers_cost_the_same_queries_for_one_and_for_three(
    centre, nurse, django_assert_num_queries
):
    align("COR-04", "care.crs")
    task = make_task(care_crs="partial")
    for number in (1, 3):
        while len(members_of(centre, TODAY)) < number:
            join(centre)
        members = members_of(centre, TODAY)
        for member in members:
            person = nurse.__class__.objects.get(pk=member.id)
            complete(person, "COR-04", at=noon("2026-10-01"))
            sign_off(person, task, centre, noon("2026-10-01"))
            attest(person, centre, "pers.yearly", day("2026-05-01"))
            recognise(person, "pers.yearly", day("2026-05-01"))
        with django_assert_num_queries(17):
            list(dossiers(centre, members, "std", TODAY))


def test_dossiers_read_some_people_at_a_time(centre, nurse, django_assert_num_queries):
    for _ in range(3):
        join(centre)
    members = members_of(centre, TODAY)
    told = dossiers(centre, members, "std", TODAY, chunk=2)
    next(told)
    with django_assert_num_queries(0):
        next(told)
    with django_assert_num_queries(5):  # modules, tasks, visits, attestations, claims
        next(told)
