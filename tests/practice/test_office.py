"""The back office shows tasks and sign-offs, and changes none."""

from datetime import timedelta

import pytest
from django.urls import reverse

from curriculum.models import SignOffAnnulment
from tests.authoring.conftest import sign_in  # noqa: F401 - a fixture that ours rests on
from tests.factories import make_user
from tests.practice.conftest import make_task, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(sign_in):  # noqa: F811 - as above
    return sign_in(make_user(is_staff=True, is_superuser=True))


def test_a_task_shows_its_steps(admin, ward):
    html = admin.get(reverse("observedtask:inspect", args=[ward.task.pk])).content.decode()
    assert "<li>Asks for the year. (must be seen)</li>" in html
    assert "<li>Says what does not count.</li>" in html


def test_a_sign_off_shows_who_saw_whom_and_that_it_was_taken_back(admin, ward, now):
    sign_off = ward.sign_off(now)
    page = reverse("observationsignoff:inspect", args=[sign_off.pk])
    html = admin.get(page).content.decode()
    assert "Jana Learner" in html
    assert "Ana Assessor" in html
    SignOffAnnulment.objects.create(
        sign_off=sign_off, reason="Wrong day", annulled_at=now, annulled_by=ward.quinn.user
    )
    listed = admin.get(reverse("observationsignoff:index")).content.decode()
    assert "2026-11-21: Wrong day" in listed


@pytest.mark.parametrize("name", ["observedtask", "observationsignoff"])
def test_records_are_never_added_or_changed_by_hand(admin, ward, now, name):
    row = ward.task.pk if name == "observedtask" else ward.sign_off(now).pk
    assert admin.get(reverse(f"{name}:add")).status_code == 302
    assert admin.get(reverse(f"{name}:edit", args=[row])).status_code == 302
    assert admin.get(reverse(f"{name}:delete", args=[row])).status_code == 302


def test_lists_cost_the_same_for_one_row_and_three(admin, ward, now):
    counts = []
    for number in range(3):
        ward.sign_off(now + timedelta(days=number), task=make_task(f"task-{number}"))
        if number != 1:
            counts.append(
                [
                    queries_of(admin, reverse(f"{name}:index"))
                    for name in ("observedtask", "observationsignoff")
                ]
            )
    assert counts[0] == counts[1]
