"""Mails of the office: to readers of the committee, and to who hoped for a place until the end."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from observership.models import Application, Call, CommitteeReview
from passport.notices.services import send_notice
from passport.people.models import User
from passport.people.services.partner_notices import language_of


def tell_assigned(call: Call, reviews: Iterable[CommitteeReview], at: datetime) -> None:
    """Each reader hears once how many applications are new."""
    numbers = Counter(review.reviewer_id for review in reviews)
    for user in User.objects.filter(pk__in=numbers).select_related("professional"):
        send_notice(
            kind="observership_review_assigned",
            recipient=user.email,
            language=language_of(user),
            context={"call": call.title, "number": numbers[user.pk]},
            at=at,
        )


def tell_call_ended(application: Application, at: datetime) -> None:
    """An applicant hears that the call ended without a place."""
    trainee = application.trainee
    if trainee is None:
        return
    send_notice(
        kind="observership_call_ended",
        recipient=trainee.user.email,
        language=trainee.language,
        context={"call": application.call.title, "number": application.number or ""},
        at=at,
    )
