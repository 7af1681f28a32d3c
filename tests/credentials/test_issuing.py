"""From completions to a signed edition."""

import pytest

from credentials.domain.edition import read_content
from credentials.services import reassessing

pytestmark = pytest.mark.django_db


def test_completing_core_and_role_issues_one_edition_with_both_stamps(edition, copy):
    content = read_content(edition.content)
    assert [stamp["title"] for stamp in content["stamps"]] == [
        "Core: knowledge",
        "Ward nurse: knowledge",
    ]
    assert content["expires_on"] == "2027-11-21"
    assert content["holder"]["name"] == "Jana Nováková"


def test_asking_again_changes_nothing(edition, clock, run_jobs):
    assert reassessing.reassess(holder_id=edition.passport.holder_id, at=clock()) is False
    assert edition.passport.editions.count() == 1
