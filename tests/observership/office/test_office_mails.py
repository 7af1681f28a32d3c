"""Mails of the office say the fact first, in under 60 signs, and lead to one page."""

import pytest

from observership.domain.lifecycle import ApplicationState
from observership.models import CommitteeReview
from observership.services.office_notices import tell_assigned, tell_call_ended
from passport.notices.models import Notice
from passport.notices.services import build_mail
from tests.factories import EPOCH, make_user
from tests.observership_factories import make_application, make_call

LONG = "Fictional observerships of a very long title " + "x" * 75


@pytest.fixture
def application(db):
    return make_application(make_call(title=LONG), ApplicationState.ELIGIBLE)


def _mail():
    mail = build_mail(Notice.objects.get())
    assert len(mail.subject) < 60
    assert mail.body.count("http") == 1
    return mail


@pytest.mark.parametrize(
    ("number", "subject"), [(1, "1 application to read"), (3, "3 applications to read")]
)
def test_a_reader_hears_how_many_are_new(application, number, subject):
    review = CommitteeReview(application=application, reviewer=make_user(), assigned_at=EPOCH)
    tell_assigned(application.call, [review] * number, EPOCH)
    mail = _mail()
    assert mail.subject == subject
    assert "/committee/" in mail.body


def test_who_hoped_hears_that_the_call_ended(application):
    tell_call_ended(application, EPOCH)
    mail = _mail()
    assert mail.subject == "The call has ended without a place for you"
    assert application.number in mail.body


def test_nobody_is_told_whose_data_was_erased(application):
    application.trainee = None
    tell_call_ended(application, EPOCH)
    assert Notice.objects.count() == 0
