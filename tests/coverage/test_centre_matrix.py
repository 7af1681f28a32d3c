"""What counts for a centre's matrix: which evidence, whose, from when, for whom."""

import pytest

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Cell, role_rows
from credentials.queries.coverage import framework_views, heat_of, matrix_of, view_of
from curriculum.models import CompletionAnnulment, SignOffAnnulment
from passport.people.models import Centre
from passport.people.queries.centres import members_of
from passport.people.services.marks import touch_centre
from passport.standards.models import Certification, Framework
from passport.standards.services.marks import touch_standards
from tests.centre_factories import day, join, make_centre, make_framework, noon
from tests.coverage.rows import align, ask_locally, attest, make_task, recognise, sign_off
from tests.factories import approve, complete, make_programme, make_user

pytestmark = pytest.mark.django_db
TODAY = day("2026-11-21")
MET, UNMET, PARTIAL = Standing.MET, Standing.UNMET, Standing.PARTIAL


@pytest.fixture
def centre():
    return make_centre()


@pytest.fixture
def framework():
    return make_framework(
        "std",
        {
            "care.crs": {"roles": ["NUR"], "group": "care"},
            "care.once": {"group": "care", "validity_months": 0},
            "pers.site": {"group": "people", "roles": []},
            "pers.yearly": {"group": "people", "roles": ["PHY"], "any_of": True},
        },
    )


def shown(centre, person, on=TODAY, key="std"):
    """Standing by requirement; None where it is not asked."""
    matrix = matrix_of(centre, key, on)
    row = matrix.row(person.pk)
    return {
        column.key: cell and cell.standing
        for column, cell in zip(matrix.view.columns, row, strict=True)
    }


def test_what_is_asked_depends_on_the_roles_held_there(centre, framework):
    nurse, physician, nobody = join(centre), join(centre, roles=("PHY",)), join(centre, roles=())
    assert shown(centre, nurse) == {"care.crs": UNMET, "care.once": UNMET, "pers.yearly": None}
    assert shown(centre, physician) == {"care.crs": None, "care.once": UNMET, "pers.yearly": UNMET}
    assert shown(centre, nobody) == {"care.crs": None, "care.once": UNMET, "pers.yearly": None}


def test_all_full_modules_are_needed_and_a_part_shows_as_a_part(centre, framework):
    nurse = join(centre)
    align("COR-04", "care.crs")
    align("NUR-04", "care.crs")
    align("COR-05", "care.once", "partial")
    complete(nurse, "COR-04", at=noon("2026-10-01"))
    complete(nurse, "COR-05", at=noon("2026-10-01"))
    assert shown(centre, nurse)["care.crs"] is PARTIAL
    assert shown(centre, nurse)["care.once"] is PARTIAL
    complete(nurse, "NUR-04", at=noon("2026-11-01"))
    matrix = matrix_of(centre, "std", TODAY)
    assert matrix.cell(nurse.pk, 0) == Cell(MET, day("2027-10-01"))


def test_a_requirement_may_never_run_out(centre, framework):
    nurse = join(centre)
    align("COR-04", "care.crs")
    align("COR-05", "care.once")
    complete(nurse, "COR-04")
    complete(nurse, "COR-05")
    matrix = matrix_of(centre, "std", day("2031-01-01"))
    assert matrix.row(nurse.pk)[:2] == (
        Cell(Standing.EXPIRED, day("2027-01-05")),
        Cell(MET, None),
    )


def test_tasks_and_attestations_count_at_their_centre_only(centre, framework):
    elsewhere = make_centre()
    nurse = join(centre)
    join(elsewhere, nurse)
    task = make_task(care_crs="full")
    sign_off(nurse, task, elsewhere, noon("2026-10-01"))
    attest(nurse, elsewhere, "care.once", day("2026-10-01"))
    assert shown(centre, nurse) == {"care.crs": UNMET, "care.once": UNMET, "pers.yearly": None}
    assert shown(elsewhere, nurse) == {"care.crs": MET, "care.once": MET, "pers.yearly": None}


def test_accepted_prior_learning_counts_everywhere(centre, framework):
    nurse, other, refused = join(centre), join(centre), join(centre)
    recognise(nurse, "care.crs", day("2026-06-01"))
    recognise(other, "care.crs", day("2026-06-01"), strength="partial")
    recognise(refused, "care.crs", day("2026-06-01"), accepted=False)
    found = [shown(centre, each)["care.crs"] for each in (nurse, other, refused)]
    assert found == [MET, PARTIAL, UNMET]


def test_a_later_part_does_not_hide_an_earlier_whole(centre, framework):
    nurse = join(centre)
    recognise(nurse, "care.crs", day("2026-06-01"))
    recognise(nurse, "care.crs", day("2026-07-01"), strength="partial")
    assert matrix_of(centre, "std", TODAY).cell(nurse.pk, 0) == Cell(MET, day("2027-06-01"))


def test_a_release_without_review_counts_only_where_settings_allow_it(centre, framework, settings):
    nurse = join(centre)
    align("COR-04", "care.crs")
    done = complete(nurse, "COR-04", at=noon("2026-10-01"))
    settings.ISSUE_UNREVIEWED = False
    assert shown(centre, nurse)["care.crs"] is UNMET
    approve(done.release)
    assert shown(centre, nurse)["care.crs"] is MET
    approve(done.release, at=noon("2026-11-01"), approved=False)
    assert shown(centre, nurse)["care.crs"] is UNMET


def test_a_day_in_the_past_knows_what_was_shown_by_then(centre, framework):
    nurse = join(centre)
    align("COR-04", "care.crs")
    complete(nurse, "COR-04", at=noon("2026-03-12"))
    complete(nurse, "COR-04", at=noon("2026-08-01"))
    assert shown(centre, nurse, day("2026-03-11"))["care.crs"] is UNMET
    assert shown(centre, nurse, day("2026-03-12"))["care.crs"] is MET
    assert matrix_of(centre, "std", day("2026-03-12")).cell(nurse.pk, 0).last_day == day(
        "2027-03-12"
    )


def test_a_day_begins_at_midnight_of_our_time_zone(centre, framework):
    nurse = join(centre)
    align("COR-04", "care.crs")
    complete(nurse, "COR-04", at=noon("2026-06-30").replace(hour=22, minute=30))
    assert shown(centre, nurse, day("2026-06-30"))["care.crs"] is UNMET
    assert shown(centre, nurse, day("2026-07-01"))["care.crs"] is MET


def test_what_was_taken_back_never_counted(centre, framework):
    nurse = join(centre)
    align("COR-04", "care.crs")
    done = complete(nurse, "COR-04", at=noon("2026-03-12"))
    seen = sign_off(nurse, make_task(care_once="full"), centre, noon("2026-03-12"))
    CompletionAnnulment.objects.create(
        completion=done, reason="Wrong person", annulled_at=noon("2026-09-01")
    )
    SignOffAnnulment.objects.create(
        sign_off=seen,
        reason="Wrong person",
        annulled_at=noon("2026-09-01"),
        annulled_by=make_user(),
    )
    assert shown(centre, nurse, day("2026-04-01")) == {
        "care.crs": UNMET,
        "care.once": UNMET,
        "pers.yearly": None,
    }


def test_only_members_of_the_day_are_seen(centre, framework):
    leaver = join(centre, until=day("2026-05-31"))
    future = join(centre, on=day("2026-06-01"))
    assert matrix_of(centre, "std", day("2026-05-31")).people == (leaver.pk,)
    assert matrix_of(centre, "std", day("2026-06-01")).people == (future.pk,)


def test_an_unconfirmed_centre_sees_nobody(framework):
    centre = make_centre(confirmed_at=None)
    join(centre)
    assert matrix_of(centre, "std", TODAY).people == ()
    assert heat_of(centre, "std", TODAY).people == 0


def test_own_requirements_are_the_last_group_as_asked_on_the_day(centre, framework):
    nurse = join(centre)
    drill = ask_locally(centre, ends_on=day("2026-12-31"))
    ask_locally(make_centre())
    attest(nurse, centre, drill, day("2026-02-01"))
    view = view_of(centre, "std", TODAY)
    assert [group for group, _ in view.groups] == ["care", "people", "local"]
    assert [(each.key, each.local) for each in view.columns if each.local] == [
        (f"local:{drill.public_id}", True)
    ]
    assert matrix_of(centre, "std", TODAY).row(nurse.pk)[-1] == Cell(MET, day("2027-02-01"))
    assert [each.key for each in view_of(centre, "std").columns if each.local] == []
    assert [each.local for each in view_of(centre, "std", day("2027-01-01")).columns] == [
        False, False, False,
    ]  # fmt: skip


def test_the_programme_asks_by_its_groups(centre):
    make_programme(core=("COR-01", "COR-02"), roles={"core-mini": ("COR-01",), "NUR": ("NUR-01",)})
    nurse, intensive, nobody = join(centre), join(centre, roles=("ICU",)), join(centre, roles=())
    matrix = matrix_of(centre, "cart-passport", TODAY)
    groups = [column.group for column in matrix.view.columns]
    asked = {
        person.pk: [
            group for group, cell in zip(groups, matrix.row(person.pk), strict=True) if cell
        ]
        for person in (nurse, intensive, nobody)
    }
    assert asked == {
        nurse.pk: ["core", "core", "NUR"],
        intensive.pk: ["core-mini"],
        nobody.pk: [],
    }


def test_only_a_verified_number_is_shown(centre, framework):
    clause = framework.clauses.get(requirement__key="care.crs")
    clause.number = "B1.2"
    clause.save()
    assert [each.number for each in view_of(centre, "std", TODAY).columns] == ["", "", ""]
    clause.number_status = "verified"
    clause.save()
    assert [each.number for each in view_of(centre, "std", TODAY).columns] == ["B1.2", "", ""]


def test_counts_in_memory_are_those_of_the_members(centre, framework):
    align("COR-04", "care.crs")
    for number in range(3):
        nurse = join(centre, roles=("NUR", "PHY") if number else ("NUR",))
        complete(nurse, "COR-04", at=noon("2026-10-01"))
    matrix, heat = matrix_of(centre, "std", TODAY), heat_of(centre, "std", TODAY)
    assert heat.rows == role_rows(matrix, members_of(centre, TODAY))
    assert [(row.role, row.people) for row in heat.rows] == [("NUR", 3), ("PHY", 2)]
    assert (heat.view, heat.people, heat.units) == (matrix.view, 3, ())
    join(centre, unit="Ward 5")
    join(centre, unit="Ward 4")
    touch_centre(centre.pk)
    assert heat_of(centre, "std", TODAY).units == ("Ward 4", "Ward 5")


def test_computing_costs_the_same_queries_for_one_and_for_three(
    centre, framework, django_assert_num_queries
):
    align("COR-04", "care.crs")
    for number in (1, 3):
        while len(members_of(centre, TODAY)) < number:
            complete(join(centre), "COR-04", at=noon("2026-10-01"))
        Centre.objects.filter(pk=centre.pk).update(mark=number)
        with django_assert_num_queries(22):
            matrix_of(centre, "std", TODAY)
        with django_assert_num_queries(4):
            matrix_of(centre, "std", TODAY)


def test_the_programme_is_offered_first_and_what_asks_nothing_of_people_not(centre, framework):
    make_programme()
    assert [each.key for each in framework_views(centre)] == ["cart-passport", "std"]
    make_framework("site", {"only.site": {"roles": []}}, kind="law")
    later = make_framework("later", {"care.crs": {}}, title="A standard", valid_from="2027-01-01")
    earlier = make_framework(
        "earlier", {"care.crs": {}}, title="A standard", valid_from="2020-01-01"
    )
    touch_standards()
    assert [each.key for each in framework_views(centre)] == [
        "cart-passport", "later", "earlier", "std",
    ]  # fmt: skip
    Certification.objects.create(
        centre=centre,
        framework=earlier,
        certified_on=TODAY,
        entered_by=make_user(),
        entered_at=noon("2026-11-21"),
    )
    assert [each.key for each in framework_views(centre)][1:] == ["earlier", later.key, "std"]


def test_an_unknown_framework_is_said_so(centre):
    with pytest.raises(Framework.DoesNotExist):
        matrix_of(centre, "nothing", TODAY)
