"""Pages of the portal ask the database the same however much there is."""

import pytest

from curriculum.models import (
    ReviewComment,
)
from tests.factories import make_user
from tests.product_factories import (
    make_add_on,
    make_package,
    make_product_programme,
    make_version,
)

QUERIES = {"home": 8, "add_on": 7, "desk": 15, "packages/": 10, "thread": 8}


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_the_same_however_many_modules_there_are(
    home, editor, count, django_assert_num_queries
):
    for number in range(count):
        add_on = make_add_on(home.partner, make_product_programme(f"leucel-{number}"))
        make_version(add_on, state="in_review")
        make_version(add_on, language="de")
    address = f"/partner/{home.partner.public_id}/"
    editor.get(address)
    with django_assert_num_queries(QUERIES["home"]):
        editor.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_a_module_asks_the_same_however_many_versions_there_are(
    home, editor, count, django_assert_num_queries
):
    add_on = home.add_on()
    for number in range(count):
        make_version(add_on, state="retired", language="en", number=number + 1)
    address = f"/partner/{home.partner.public_id}/add-ons/{add_on.public_id}/"
    editor.get(address)
    with django_assert_num_queries(QUERIES["add_on"]):
        editor.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_desk_and_packages_ask_the_same_however_many_packages_there_are(
    home, editor, sample, page, count, django_assert_num_queries
):
    version = home.complete(sample)
    for place in range(count):
        package = make_package(home.partner)
        version.packages.create(package=package, position=place + 1, minutes=5)
    for rest in ("", "packages/"):
        editor.get(page(version, rest))
        with django_assert_num_queries(QUERIES[rest or "desk"]):
            editor.get(page(version, rest))


@pytest.mark.parametrize("count", [1, 3])
def test_a_thread_asks_the_same_however_long_it_is(
    home, editor, page, count, django_assert_num_queries
):
    version = home.draft()
    for _ in range(count):
        ReviewComment.objects.create(
            version=version, author=make_user(), from_partner=False, body="?", written_at=home.at
        )
    editor.get(page(version, "thread/"))
    with django_assert_num_queries(QUERIES["thread"]):
        editor.get(page(version, "thread/"))
