"""Mails about placements: short subjects, at most one link, no amount and no name too many."""

import re

import pytest

from observership.domain.codes import Side
from observership.services.placement_notices import tell
from passport.notices.models import Notice
from passport.notices.services import build_mail
from tests.observership.placements.conftest import opened
from tests.observership_factories import at, make_coordinator

pytestmark = pytest.mark.django_db
DAYS = {"before_first": "2026-06-01", "before_last": "2026-06-05"}
KINDS = {
    "opened": {},
    "agreed": {},
    "agreement_changed": {},
    "changes_asked": {},
    "report_due": {},
    "dates_changed": DAYS,
    "supervisor_changed": {},
    "cancelled": {"begun": True},
    "incident": {},
    "funding": {"state": "paid"},
}
LONGEST = "Centrum Transfuziologie a Komórkowych Terapii Uniwersytetu Przykładowego w Mieście" * 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "de", "pl"])
def test_every_mail_is_written_in_every_language_with_the_longest_names(kind, language):
    make_coordinator()
    placement = opened(department="Department of Haematology and Cell Therapy " * 2)
    placement.host.name = LONGEST[:200]
    placement.host.save()
    Notice.objects.all().delete()
    tell(kind=kind, placement=placement, at=at("2026-05-07"), sides=tuple(Side), **KINDS[kind])
    for notice in Notice.objects.all():
        notice.language = language
        mail = build_mail(notice)
        assert 0 < len(mail.subject) < 60
        assert len(re.findall(r"http\S+", mail.body)) <= 1
        assert placement.trainee.user.last_name not in mail.body


def test_the_home_department_gets_no_link_into_accounts():
    placement = opened()
    tell(kind="cancelled", placement=placement, at=at("2026-05-07"), sides=[Side.HOME], begun=False)
    notice = Notice.objects.get(kind="observership_cancelled")
    assert "http" not in build_mail(notice).body
    assert "The visit does not take place." in build_mail(notice).body
