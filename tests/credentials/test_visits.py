"""A visit that was signed off: a stamp of its own, requirements in part, and never a passport."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from credentials.domain.edition import read_content, write_content
from credentials.models import Edition
from credentials.queries.coverage import matrix_of
from credentials.queries.shown import shown_by
from credentials.queries.summaries import summary_of
from credentials.rendering.answers import json_of, page_of
from credentials.rendering.holder_page import own_verdict, stamps_of
from credentials.rendering.sheet import draw_sheet
from credentials.services.reassessing import reassess
from observership.models import ObjectiveAlignment, PlacementSignOffAnnulment, SignOff
from passport.jobs import services as jobs
from passport.standards.models import Requirement
from tests.centre_factories import join, make_centre, make_framework
from tests.factories import EPOCH
from tests.observership_factories import make_objective, make_supervisor, make_trainee

pytestmark = pytest.mark.django_db
WATCHED = {
    "key": "consent-talk",
    "title": "How a consent talk is led",
    "module": "COR-08",
    "requirements": ["care.consent"],
}


IN_LYON = {
    "host": "Fictional Host Hospital",
    "city": "Lyon",
    "country": "FR",
    "department": "Haematology",
    "setting": "adult",
    "starts_on": "2026-06-01",
    "ends_on": "2026-06-05",
    "days": 5,
    "objectives": [{"key": "consent-talk", "title": "How a consent talk is led"}],
}


@pytest.fixture
def standard(db):
    """A standard whose one requirement a visit supports."""
    framework = make_framework("fictional", {"care.consent": {"roles": ["NUR"]}})
    ObjectiveAlignment.objects.create(
        objective=make_objective("consent-talk"),
        requirement=Requirement.objects.get(key="care.consent"),
        strength="partial",
    )
    return framework


def sign_off(trainee, **fields):
    """Five days in June at a hospital in Lyon."""
    host = make_centre(name="Fictional Host Hospital", city="Lyon", country="FR")
    defaults = {
        "placement_public_id": "11111111-1111-4111-8111-111111111111",
        "host": host,
        "department": "Haematology",
        "supervisor": make_supervisor(host, first_name="Hugo", last_name="Hostier"),
        "starts_on": date(2026, 6, 1),
        "ends_on": date(2026, 6, 5),
        "days_attended": 5,
        "objectives": [WATCHED],
        "setting": "adult",
        "attested_at": EPOCH,
    }
    return SignOff.objects.create(trainee=trainee, **{**defaults, **fields})


def ring(trainee, run_jobs, at):
    jobs.ring("placement_signed_off", ids={"learner_id": trainee.pk}, at=at)
    run_jobs()


def test_a_visit_becomes_a_stamp_with_its_requirements(
    completed, standard, key_dir, clock, run_jobs
):
    reassess(holder_id=completed.pk, at=clock())
    run_jobs()
    row = sign_off(completed)

    ring(completed, run_jobs, clock())

    content = read_content(Edition.objects.latest("pk").content)
    stamp = content["stamps"][-1]
    assert (stamp["key"], stamp["kind"], stamp["title"], stamp["shown"]) == (
        f"placement.{row.public_id}",
        "placement",
        "Fictional Host Hospital",
        "observership",
    )
    assert (stamp["earned_on"], stamp["expires_on"], stamp["modules"]) == ("2026-06-05", "", [])
    assert stamp["placements"] == [IN_LYON]
    assert [(each["key"], each["strength"]) for each in stamp["requirements"]] == [
        ("care.consent", "partial")
    ]


def test_a_visit_taken_back_leaves_the_next_edition(completed, standard, key_dir, clock, run_jobs):
    row = sign_off(completed)
    ring(completed, run_jobs, clock())
    PlacementSignOffAnnulment.objects.create(
        sign_off=row, reason="Wrong person", annulled_by=row.supervisor.user, annulled_at=clock()
    )

    ring(completed, run_jobs, clock())

    kinds = [
        [stamp["kind"] for stamp in read_content(edition.content)["stamps"]]
        for edition in Edition.objects.order_by("pk")
    ]
    assert kinds == [["core", "role", "placement"], ["core", "role"]]


def test_a_visit_alone_makes_no_passport(standard, key_dir, clock, run_jobs):
    trainee = make_trainee()
    sign_off(trainee)
    ring(trainee, run_jobs, clock())
    assert Edition.objects.count() == 0


def test_the_stamp_holds_for_good_and_ends_nothing(completed, standard, key_dir, clock, run_jobs):
    sign_off(completed)
    ring(completed, run_jobs, clock())
    content = read_content(Edition.objects.get().content)

    years_later = own_verdict(content, None, date(2040, 1, 1))
    now = own_verdict(content, None, clock().date())

    assert [stamp.state.value for stamp in years_later.stamps] == ["valid", "expired", "expired"]
    assert now.state.value == "valid"
    answer = json_of(now, clock())["stamps"][-1]
    assert (answer["kind"], answer["expires_on"], answer["state"]) == ("placement", None, "valid")
    assert page_of(now, clock())["stamps"][-1]["line"] == "observership, took place"
    (drawn,) = [each for each in stamps_of(content, clock().date()) if each.content["placements"]]
    assert drawn.stamp["note"] == "5 days"
    assert drawn.visits == ("5 days, 1 June 2026 to 5 June 2026, patients: Adults",)


def test_the_printed_passport_says_what_was_watched(completed, standard, key_dir, clock, run_jobs):
    sign_off(completed)
    ring(completed, run_jobs, clock())
    pdf = draw_sheet(
        read_content(Edition.objects.get().content), "ABCDEFGHJKMNPQRSTVWXYZ2345", clock().date()
    )
    text = " ".join(
        " ".join(page.get_textpage().get_text_range().split())
        for page in pypdfium2.PdfDocument(BytesIO(pdf))
    )
    for said in (
        "Observership at Fictional Host Hospital",
        "Haematology, Lyon, France",
        "How a consent talk is led",
    ):
        assert said in text


def test_the_holder_reads_that_watching_is_no_practice(
    client, completed, standard, key_dir, clock, run_jobs
):
    sign_off(completed)
    ring(completed, run_jobs, clock())
    client.force_login(completed.user)
    text = " ".join(client.get("/passport/").content.decode().split())
    assert "An observership shows that somebody watched. It is no supervised practice." in text
    assert "until None" not in text


def standing(centre, person, on):
    matrix = matrix_of(centre, "fictional", on)
    return matrix.row(person.pk)[0].standing.value


def test_a_centre_sees_the_requirement_in_part_from_the_last_day_on(standard, nurse):
    centre = make_centre()
    join(centre, nurse)
    assert standing(centre, nurse, date(2026, 7, 1)) == "unmet"

    sign_off(nurse)

    days = date(2026, 6, 4), date(2026, 6, 5)
    assert [standing(centre, nurse, day) for day in days] == ["unmet", "partial"]
    (shown,) = shown_by(centre, [nurse.pk], date(2026, 7, 1))[nurse.pk]["visit.consent-talk"]
    assert (shown.kind, shown.title, shown.by, shown.place) == (
        "visited",
        "How a consent talk is led",
        "Hugo Hostier",
        "Fictional Host Hospital",
    )


def test_the_third_schema_is_read_without_visits(completed, key_dir, clock, run_jobs):
    reassess(holder_id=completed.pk, at=clock())
    run_jobs()
    content = read_content(Edition.objects.get().content)
    stamps = [
        {key: stamp[key] for key in stamp if key != "placements"} for stamp in content["stamps"]
    ]
    old = read_content(write_content({**content, "schema": 3, "stamps": stamps}))
    assert (old["schema"], [stamp["placements"] for stamp in old["stamps"]]) == (3, [[], []])


def test_the_plan_names_a_visit_that_has_no_last_day(completed, standard, key_dir, clock, run_jobs):
    sign_off(completed)
    ring(completed, run_jobs, clock())

    summary = summary_of(completed.pk, clock().date())

    found = [(stamp.kind, stamp.state.value, stamp.expires_on) for stamp in summary.stamps]
    assert found[-1] == ("placement", "valid", None)
