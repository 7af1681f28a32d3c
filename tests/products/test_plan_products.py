"""Products in my plan: those that I handle or have begun, updates first."""

import pytest

from curriculum import api
from curriculum.models import LabelChange
from curriculum.services.reading import mark_read
from tests.factories import complete, make_user
from tests.product_factories import (
    OWN,
    make_add_on,
    make_live_version,
    make_package,
    make_product_programme,
    make_rule,
    use_package,
)
from tests.products.conftest import LATER
from tests.products.reading import page
from tests.products.test_product_pages import pass_exam, path_of

pytestmark = pytest.mark.django_db


def changed(version):
    """A newer version replaces one, and announces a change that is due on 5 April."""
    version.state, version.retired_at = "retired", LATER
    version.save()
    newer = make_live_version(version.add_on, at=LATER)
    LabelChange.objects.create(
        add_on=version.add_on, version=newer, summary="The thaw window is shorter.",
        outcomes=[OWN], roles=["NUR"], announced_on=LATER.date(),
        due_on=LATER.date().replace(month=4, day=5), announced_by=make_user(), announced_at=LATER,
    )  # fmt: skip
    return newer


def test_a_product_that_nobody_handles_or_began_is_not_in_the_plan(reader, nurse, version):
    assert api.product_plan_of(nurse, LATER.date()).products == ()
    text = page(reader, "/plan/")
    assert "fictoleucel" not in text
    assert "All products: what each still asks of you" in text


def test_a_product_that_is_handled_has_a_ring_and_says_what_is_left(reader, nurse, version):
    nurse.products.add(version.add_on.programme.product)
    complete(nurse, "COR-04")
    text = page(reader, "/plan/")
    assert "Products 0 of 1" in text
    partner = version.add_on.partner.name
    assert (
        f"Products 0 of 1 products · 12 minutes left fictoleucel Fictavia · {partner}"
        " 12 minutes 2 outcomes left"
    ) in text


def test_a_product_that_was_begun_is_in_the_plan(nurse, version):
    mark_read(learner=nurse, release=version.release, chapter=OWN, at=LATER)
    (planned,) = api.product_plan_of(nurse, LATER.date()).products
    assert (planned.inn, planned.state, planned.outcomes, planned.minutes) == (
        "fictoleucel", "continue", 3, 18,
    )  # fmt: skip


def test_a_product_of_another_country_is_not_in_the_plan(nurse, version):
    nurse.products.add(version.add_on.programme.product)
    version.countries = ["KR"]
    version.save()
    assert api.product_plan_of(nurse, LATER.date()).products == ()


def test_an_update_stands_first_with_its_day(reader, nurse, version, monkeypatch):
    other = make_live_version(make_add_on(programme=make_product_programme("aleucel")))
    nurse.products.add(other.add_on.programme.product)
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER.replace(day=1))
    pass_exam(reader, version)
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    changed(version)
    plan = api.product_plan_of(nurse, LATER.date())
    assert [(each.inn, each.state) for each in plan.products] == [
        ("fictoleucel", "update_due"),
        ("aleucel", "begin"),
    ]
    assert "Update due by 5 April 2026" in page(reader, "/plan/")
    text = page(reader, path_of(version))
    assert (
        "The label changed: learn the update by 5 April 2026 The thaw window is shorter. Your stamp"
        " stays valid and says that an update is due."
    ) in text
    assert "0 of 3 already covered by your core and role modules; 3 learned here;" in text
    assert "1 to be learned again, 6 minutes." in text
    assert "Changed: to be learned again Fictoleucel thaw Learned here" in text
    attempt = pass_exam(reader, version)
    assert (
        "You have learned the update. Your stamp stays as it was and no longer says that an update"
        " is due."
    ) in page(reader, f"/exam/{attempt.public_id}/result/")
    assert "Nothing to do" in page(reader, path_of(version))


@pytest.mark.parametrize(("count", "queries"), [(0, 1), (1, 23), (3, 23)])
def test_the_plan_asks_the_same_for_one_product_and_three(
    nurse, count, queries, django_assert_num_queries
):
    for number in range(count):
        live = make_live_version(make_add_on(programme=make_product_programme(f"fict{number}")))
        make_rule(live.add_on)
        use_package(live, make_package(live.add_on.partner), (OWN,))
        nurse.products.add(live.add_on.programme.product)
    with django_assert_num_queries(queries):
        assert api.product_plan_of(nurse, LATER.date()).total == count
