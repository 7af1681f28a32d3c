"""Many more people need little more memory: what grows are their names."""

import tracemalloc

import pytest

from credentials.services.packing import make_pack
from curriculum.models import Completion, ModuleRelease
from passport.people.models import CentreMembership, Professional, ProfessionalRole, User
from tests.factories import EPOCH

pytestmark = pytest.mark.django_db


def crowd(world, size):
    """So many nurses who completed both modules, written in bulk."""
    users = User.objects.bulk_create(
        User(email=f"crowd{size}-{i}@example.org", first_name=f"Given{i}", last_name=f"Family{i}")
        for i in range(size)
    )
    people = Professional.objects.bulk_create(
        Professional(user=user, profession="nurse", country="CZ", created_at=EPOCH)
        for user in users
    )
    place = {"centre": world.centre, "starts_on": EPOCH.date()}
    CentreMembership.objects.bulk_create(
        CentreMembership(professional=each, kind="staff", **place) for each in people
    )
    ProfessionalRole.objects.bulk_create(
        ProfessionalRole(professional=each, role="NUR", **place) for each in people
    )
    Completion.objects.bulk_create(
        Completion(
            learner=each, module=release.module, release=release, way="practice",
            language="en", completed_at=world.at,
        )
        for each in people
        for release in ModuleRelease.objects.filter(module__code__in=["COR-01", "NUR-01"])
    )  # fmt: skip


def peak(world):
    """Most memory that making one pack takes, in bytes."""
    pack = world.ask()
    tracemalloc.start()
    make_pack(pack_id=pack.pk, clock=lambda: world.at, progress=lambda *_: None)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_four_times_the_people_need_less_than_three_times_the_memory(world, settings, tmp_path):
    on_disk = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "private": on_disk}
    peak(world)  # fonts and words are loaded once
    crowd(world, 100)
    few = peak(world)
    crowd(world, 300)
    many = peak(world)
    assert many < 3 * few, f"{few / 1e6:.1f} MB for 100, {many / 1e6:.1f} MB for 400"


def test_progress_counts_people_in_hundreds(world):
    crowd(world, 250)
    seen = []
    pack = world.ask()
    make_pack(
        pack_id=pack.pk,
        clock=lambda: world.at,
        progress=lambda step, done, total: seen.append((step, done, total)),
    )
    counted = [(done, total) for step, done, total in seen if step.startswith("Collecting")]
    assert counted == [(0, 254), (100, 254), (200, 254)]
