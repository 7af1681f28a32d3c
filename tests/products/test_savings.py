"""Minutes saved: one's own, and those of a centre's present people together."""

from datetime import timedelta

import pytest

from curriculum.domain.savings import SavedTotal, Saving, by_month, by_product
from curriculum.models import Completion, CompletionAnnulment
from curriculum.queries.savings import savings_of
from passport.people.models import CentreMembership
from tests.centre_factories import join, make_centre, make_lead
from tests.factories import complete
from tests.people.sign_in import strong_sign_in
from tests.product_factories import OWN
from tests.products.conftest import LATER
from tests.products.reading import page
from tests.products.test_product_pages import pass_exam

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(reader, nurse, version):
    """The nurse learned 6 minutes of 18."""
    complete(nurse, "COR-04")
    complete(nurse, "COR-05")
    pass_exam(reader, version)
    return nurse


def test_months_come_in_their_order_and_products_by_minutes():
    day = LATER.date()
    rows = [
        Saving(1, "a", day, 6, needed=12),
        Saving(2, "b", day, 9, needed=3),
        Saving(1, "b", day.replace(month=1), 2, needed=1),
    ]
    assert by_month(rows) == (
        SavedTotal("2026-01", 2, 1, 1, 1),
        SavedTotal("2026-02", 15, 2, 2, 15),
    )
    assert by_product(rows) == (SavedTotal("b", 11, 2, 2, 4), SavedTotal("a", 6, 1, 1, 12))


def test_a_learner_reads_the_own_minutes_by_product(reader, saved):
    assert page(reader, "/savings/") == (
        "Minutes saved What you had shown before and did not have to learn again for a product."
        " 12 minutes saved 6 minutes were still learned 1 product completed"
        " By product Show as table Minutes by product minutes saved minutes learned Together"
        " fictoleucel 12 6 18"
    )


def test_a_learner_without_products_is_led_to_them(reader):
    text = page(reader, "/savings/")
    assert "Your saved minutes will stand here You have not completed a product yet." in text


def test_what_was_taken_back_saves_nothing(saved):
    completion = Completion.objects.get(learner=saved, module__kind="product")
    CompletionAnnulment.objects.create(completion=completion, reason="Wrong", annulled_at=LATER)
    assert savings_of([saved.pk]) == ()


def test_a_quality_manager_reads_the_minutes_of_present_people(client, saved, settings):
    centre = make_centre()
    lead = make_lead(centre)
    join(centre, saved)
    strong_sign_in(client, lead.user)
    path = f"/centre/{centre.public_id}/savings/"
    text = page(client, path)
    assert "12 minutes saved 6 minutes were still learned" in text
    assert "by 1 person of today" in text
    assert "By month, the latest twelve" in text
    assert "February 2026 12 6 18" in text
    assert "Completions Completions by product Product Completions People fictoleucel 1 1" in text
    assert saved.user.last_name not in text
    members = CentreMembership.objects.filter(professional=saved)
    members.update(ends_on=LATER.date() - timedelta(days=1))
    assert "Nobody at your centre has completed a product yet." in page(client, path)


def test_another_centres_manager_gets_nothing(client, saved):
    strong_sign_in(client, make_lead(make_centre()).user)
    assert client.get(f"/centre/{make_centre().public_id}/savings/").status_code == 404


def test_learned_outcomes_are_no_saving(reader, nurse, version):
    pass_exam(reader, version)
    (saving,) = savings_of([nurse.pk])
    assert (saving.product, saving.minutes, saving.needed) == ("fictoleucel", 0, 18)
    assert OWN in nurse.completions.get().delta.learned
