"""A partner with every page and file of its portal works out no small group, and meets no name."""

import re
from datetime import timedelta
from io import BytesIO
from itertools import combinations
from random import Random
from zipfile import ZipFile, is_zipfile

import pytest
from django.test import Client

from curriculum.models import ChapterRead
from curriculum.services.product_numbers import publish_due_numbers
from tests.factories import EPOCH, make_learner, make_user
from tests.partner_rules.conftest import make_holder
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_rule
from tests.security.routes import site_routes

DAY = timedelta(days=1)
PLACES = (("CZ", "nurse"), ("DE", "physician"), ("FR", "pharmacist"), ("PL", "nurse"))
NUMBER = re.compile(r'<td class="number">(\d+)</td>')
WEIGHTS = (60, 25, 10, 5)


def somebody(random: Random, number: int, **fields):
    country, profession = random.choices(PLACES, WEIGHTS)[0]
    user = make_user(
        first_name=f"Zuzana{number}",
        last_name=f"Qvist{number}",
        email=f"hidden-person-{number}@ward.example",
    )
    return {"user": user, "country": country, "profession": profession, **fields}


@pytest.fixture
def crowd(desk):
    """Ninety people over three quarters: most completed, some only began, in uneven groups."""
    random = Random(26)  # noqa: S311 - a fixed crowd
    people = []
    for number in range(90):
        at = EPOCH + random.randrange(260) * DAY
        fields = somebody(random, number, minutes_saved=random.choice((0, 6, 12)))
        if random.random() < 0.75:
            people.append(make_holder(desk, at, **fields))
        else:
            fields.pop("minutes_saved")
            learner = make_learner(**fields)
            people.append(learner)
            ChapterRead.objects.create(
                learner=learner, release=desk.live.release, chapter="x", read_at=at
            )
    return people


def addresses(desk) -> list[str]:
    """Every page and file of the portal that belongs to this add-on or its partner."""
    rule = make_rule(desk.add_on)
    values = {
        "partner_id": desk.partner.public_id,
        "add_on_id": desk.add_on.public_id,
        "version_id": desk.live.public_id,
        "rule_id": rule.public_id,
        "role": "NUR",
    }
    found = []
    for route in site_routes():
        if route.pattern.startswith("partner/") and "partner_id" in route.pattern:
            for ending in ("csv", "xlsx", "gift"):
                try:
                    found.append(route.address({**values, "ending": ending}))
                except KeyError:
                    continue
    return list(dict.fromkeys(found))


def bytes_of(client: Client, address: str) -> bytes:
    """What is sent for an address, files of an archive unpacked; nothing for an error."""
    response = client.get(address)
    if response.status_code != 200:
        return b""
    body = b"".join(response) if response.streaming else response.content
    if not is_zipfile(BytesIO(body)):
        return body
    with ZipFile(BytesIO(body)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def figures_of(desk) -> list[list[int]]:
    """Numbers of people in each table of the page, and in the file, quarter by quarter."""
    page = desk.get("numbers").content.decode()
    tables = [
        [int(row.split("</td>")[0]) for row in table.split('<td class="number">')[1::2]]
        for table in re.findall(r'<table class="table">.*?</table>', page, re.DOTALL)
        if "Minutes" in table
    ]
    others = [
        [int(each) for each in NUMBER.findall(table)]
        for table in re.findall(r'<table class="table">.*?</table>', page, re.DOTALL)
        if "Minutes" not in table
    ]
    file = desk.get("numbers_file", "csv").content.decode("utf-8-sig").splitlines()[1:]
    cells = [line.split(";")[3] for line in file]
    return [*tables, *others, [int(cell) for cell in cells if cell]]


def differences(tables: list[list[int]]) -> set[int]:
    """Every figure, and every sum of up to three cells of a table, less every other."""
    single = {value for table in tables for value in table}
    sums = {
        sum(some) for table in tables[:-1] for size in (2, 3) for some in combinations(table, size)
    }
    return {one - other for one in single | sums for other in single | sums}


def test_no_difference_of_anything_shown_is_a_group_under_ten(desk, crowd, now):
    publish_due_numbers(at=EPOCH + 100 * DAY)
    seen = figures_of(desk)
    for number in range(7):
        make_holder(desk, EPOCH, **somebody(Random(number), 900 + number))  # noqa: S311
    publish_due_numbers(at=now)
    tables = [*seen, *figures_of(desk)]
    assert sum(len(table) for table in tables) > 10
    assert {value for value in differences(tables) if 0 < abs(value) < 10} == set()


def test_the_attack_would_work_on_exact_counts():
    exact = [[37, 12, 3], [34]]
    assert 3 in differences([*exact, []])


def people_named(desk) -> int:
    """How many completions the page on which a change is announced names."""
    page = desk.get("label_change_new").content.decode()
    return int(re.search(r"there were (\d+) completions", page)[1])


def test_the_count_of_an_announcement_is_one_of_the_published(desk, crowd, now):
    publish_due_numbers(at=now)
    found = people_named(desk)
    totals = [
        int(line.split(";")[3])
        for line in desk.get("numbers_file", "csv").content.decode("utf-8-sig").splitlines()
        if ";Completed;All learners;" in line
    ]
    assert found == sum(totals) > 0
    for number in range(25):
        make_holder(desk, EPOCH, **somebody(Random(number), 900 + number))  # noqa: S311
    assert people_named(desk) == found


def test_no_page_and_no_file_holds_name_address_or_id_of_a_learner(desk, crowd, now):
    publish_due_numbers(at=now)
    client, seen = strong_sign_in(Client(), desk.manager), {}
    secrets = [
        str(secret).encode()
        for learner in crowd
        for secret in (
            learner.user.first_name, learner.user.last_name, learner.user.email,
            learner.user.public_id, learner.public_id,
        )
    ]  # fmt: skip
    paths = addresses(desk)
    bodies = {path: bytes_of(client, path) for path in paths}
    for path, body in bodies.items():
        if found := [secret for secret in secrets if secret in body]:
            seen[path] = found[:3]
    assert seen == {}
    assert len([path for path, body in bodies.items() if body]) >= 15
    assert desk.path("numbers_file", "xlsx") in [path for path, body in bodies.items() if body]
