"""A pack is the same bytes for the same day and data, and is about the people of its day."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from credentials.domain.canonical import canonical, read_canonical
from credentials.domain.pack import DATA, DRAWN, WORKBOOK, Scope
from tests.factories import complete
from tests.packs.reading import data_of, hashes, names_in, text_of

FILES = (DRAWN, WORKBOOK, DATA)

pytestmark = pytest.mark.django_db


def test_the_same_day_and_data_are_the_same_bytes_whenever_it_is_made(world, clock):
    first = world.make()
    clock.at += timedelta(days=400)
    world.at = clock.at
    second = world.make(status_on=first.status_on)
    assert {name: world.file(first, name) for name in FILES} == {
        name: world.file(second, name) for name in FILES
    }
    assert first.record.code == second.record.code
    assert first.record.made_at != second.record.made_at


def test_one_changed_fact_is_other_bytes_and_another_code(world, clock):
    first = world.make()
    complete(world.petr, "COR-01", at=clock())
    second = world.make()
    assert set(hashes(first).values()).isdisjoint(hashes(second).values())
    assert first.record.code != second.record.code


AGAIN = """
import os, sys, time
from pathlib import Path
import django
django.setup()
from datetime import date
from passport.paper.pack_pages import draw_pack
from passport.workbook import Sheet, write_workbook
from tests.packs.papers import paper
folder = Path(sys.argv[1])
with (folder / "pack.pdf").open("wb") as file:
    draw_pack(paper(), file)
rows = [("=1+1", 2, date(2026, 11, 21)), ("é", 2.5, None)]
sheets = [Sheet("One", (10, 5, 12), ("a", "b", "c"), iter(rows))]
write_workbook(folder / "pack.xlsx", sheets, title="T", author="A", on=date(2026, 11, 21))
"""


def test_other_processes_zones_and_file_modes_write_the_same_bytes(tmp_path):
    made = []
    for number, (zone, seed, mask) in enumerate(
        [("UTC", "1", 0o022), ("Asia/Seoul", "2", 0o077), ("America/New_York", "3", 0o000)]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = {
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "DJANGO_SETTINGS_MODULE": "passport.settings.test",
        }
        subprocess.run(
            [sys.executable, "-c", AGAIN, str(folder)], env=environment, check=True, umask=mask
        )
        made.append([(folder / name).read_bytes() for name in (DRAWN, WORKBOOK)])
    assert made[0] == made[1] == made[2]


def test_the_list_is_canonical_and_holds_one_entry_per_person_and_requirement(world):
    pack = world.make()
    text = world.file(pack, DATA).decode()
    data = read_canonical(text)
    assert canonical(data) == text
    assert data["schema"] == "cart-passport/evidence-pack"
    assert data["status_on"] == "2026-11-21"
    entries = [(each["person"], each["requirement"], each["standing"]) for each in data["entries"]]
    assert [person["name"] for person in data["people"]] == [
        "Olga Labova", "Quinn Manager", "Jana Novakova", "Petr Zeman",
    ]  # fmt: skip
    assert sorted(entries) == [
        (1, "care.fever", "unmet"),
        (1, "cell.thaw", "unmet"),
        (2, "care.fever", "unmet"),
        (3, "care.fever", "met"),
        (3, "care.neuro", "met"),
        (4, "care.fever", "unmet"),
        (4, "care.neuro", "unmet"),
    ]


def test_an_entry_says_what_was_shown_and_neither_scores_nor_addresses(world):
    data = data_of(world, world.make())
    entry = next(each for each in data["entries"] if each["standing"] == "met")
    assert entry == {
        "person": 3,
        "requirement": "care.fever",
        "group": "clinical",
        "standing": "met",
        "last_day": "2027-11-21",
        "shown_by": [
            {
                "kind": "completion",
                "title": "Module COR-01",
                "version": "1.0",
                "language": "en",
                "minutes": 11,
                "on": "2026-11-21",
                "by": "",
                "place": "",
                "reviewed": False,
            }
        ],
    }
    assert set(data["people"][0]) == {
        "number", "name", "profession", "roles", "unit", "passport_code",
    }  # fmt: skip
    assert "@" not in json.dumps(data["people"])


def test_counts_equal_the_entries(world):
    data = data_of(world, world.make())
    nurses = next(row for row in data["coverage"] if row["role"] == "NUR")
    clinical = nurses["groups"][0]
    assert (nurses["people"], clinical["met"], clinical["total"]) == (2, 1, 2)


def test_people_out_of_scope_are_not_in_the_pack(world):
    assert names_in(world, world.make(scope=Scope(roles=("LAB",)))) == ["Olga Labova"]
    assert names_in(world, world.make(scope=Scope(unit="Ward 6"))) == ["Petr Zeman"]
    both = world.make(scope=Scope(roles=("NUR",), unit="Ward 5"))
    assert names_in(world, both) == ["Jana Novakova"]
    assert [row["role"] for row in data_of(world, both)["coverage"]] == ["NUR"]
    assert "Ward nurse; unit Ward 5" in text_of(world.file(both, DRAWN))


def leave(person, on):
    person.memberships.update(ends_on=on)
    person.roles.update(ends_on=on)


def test_who_left_stays_in_the_pack_made_before_and_is_only_counted_later(world, clock):
    before = world.make()
    clock.at += timedelta(days=3)
    world.at = clock.at
    leave(world.jana, before.status_on)
    after = world.make(status_on=before.status_on)
    assert "Jana Novakova" in names_in(world, before)
    assert "Jana Novakova" not in names_in(world, after)
    assert data_of(world, after)["left_since"] == 1
    text = text_of(world.file(after, DRAWN))
    assert "has left since and is not included" in text
    assert "Novakova" not in text


def test_the_day_decides_what_counts(world, clock):
    early = world.make(status_on=clock.at.date() - timedelta(days=30))
    met = [each for each in data_of(world, early)["entries"] if each["standing"] == "met"]
    assert met == []


def test_a_centre_that_lost_its_confirmation_sees_nobody(world):
    world.centre.confirmed_at = None
    world.centre.save()
    assert names_in(world, world.make()) == []
