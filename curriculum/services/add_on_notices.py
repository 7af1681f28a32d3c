"""Mails about versions that partners send on their way."""

from datetime import datetime

from django.conf import settings

from curriculum.models import AddOnVersion
from curriculum.services.editorial import PRODUCT_REVIEWERS
from passport.notices.services import send_notice
from passport.people.models import User
from passport.people.queries.profiles import professional_of


def tell_reviewers_submitted(*, version: AddOnVersion, at: datetime) -> None:
    """Every product reviewer hears that a version waits; the mail names module and product."""
    product = version.add_on.programme.product
    context = {
        "title": version.title,
        "code": version.add_on.module.code,
        "number": version.number,
        "inn": product.inn if product else "",
        "version_id": str(version.public_id),
    }
    for reviewer in User.objects.filter(groups__name=PRODUCT_REVIEWERS, is_active=True):
        send_notice(
            kind="version_submitted",
            recipient=reviewer.email,
            language=_language_of(reviewer),
            context=context,
            at=at,
        )


def _language_of(user: User) -> str:
    professional = professional_of(user)
    return professional.language if professional else settings.LANGUAGE_CODE
