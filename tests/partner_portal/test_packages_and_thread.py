"""Which packages a version plays, and what a partner writes to the reviewers."""

import pytest

from curriculum.models import AddOnVersion, ReviewAssignment, ReviewComment
from curriculum.queries.add_ons import reviewer_numbers
from curriculum.services.version_moves import VersionStateError
from curriculum.services.version_packages import (
    OutcomeNotAskedError,
    PackageLine,
    PackageNotUsableError,
    choose_packages,
)
from curriculum.services.version_thread import write_to_reviewers
from tests.factories import make_user
from tests.product_factories import make_package, make_partner


def chosen(home, version, *lines: PackageLine) -> None:
    choose_packages(version=version, lines=lines, by=home.editor, at=home.at)


def test_packages_are_played_in_the_order_chosen(home):
    version = home.draft()
    first, second = make_package(home.partner), make_package(home.partner)
    chosen(home, version, PackageLine(first, (), 5))
    chosen(home, version, PackageLine(second, ("fictoleucel-thaw",), 7), PackageLine(first, (), 5))
    rows = version.packages.order_by("position")
    assert [(row.position, row.package, row.minutes, row.outcomes) for row in rows] == [
        (1, second, 7, ["fictoleucel-thaw"]), (2, first, 5, []),
    ]  # fmt: skip
    chosen(home, version)
    assert version.packages.count() == 0


@pytest.mark.parametrize("state", ["received", "checking", "refused", "withdrawn"])
def test_only_accepted_packages_are_played(home, state):
    package = make_package(home.partner, state=state)
    with pytest.raises(PackageNotUsableError):
        chosen(home, home.draft(), PackageLine(package, (), 5))


def test_another_partners_package_is_not_played(home):
    with pytest.raises(PackageNotUsableError):
        chosen(home, home.draft(), PackageLine(make_package(make_partner()), (), 5))


def test_a_package_teaches_only_what_the_programme_asks(home):
    with pytest.raises(OutcomeNotAskedError):
        chosen(home, home.draft(), PackageLine(make_package(home.partner), ("other",), 5))


def test_a_partner_writes_to_the_thread_until_the_version_is_retired(home):
    version = home.draft()
    comment = write_to_reviewers(
        version=version, anchor="", body="We mended it.", by=home.editor, at=home.at
    )
    assert (comment.from_partner, comment.author, comment.body) == (
        True, home.editor, "We mended it.",
    )  # fmt: skip
    AddOnVersion.objects.filter(pk=version.pk).update(state="retired")
    with pytest.raises(VersionStateError):
        write_to_reviewers(version=version, anchor="", body="More", by=home.editor, at=home.at)


def test_reviewers_are_numbered_in_the_order_in_which_they_came(home):
    version, first, second, third = home.draft(), make_user(), make_user(), make_user()
    for user in (second, first):
        ReviewAssignment.objects.create(
            version=version, reviewer=user, content_hash="1" * 64, no_interest_at=home.at,
            assigned_at=home.at, due_on=home.at.date(),
        )  # fmt: skip
    ReviewComment.objects.create(
        version=version, author=third, from_partner=False, body="Hm.", written_at=home.at
    )
    assert reviewer_numbers(version) == {second.pk: 1, first.pk: 2, third.pk: 3}
