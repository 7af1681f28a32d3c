"""Asks again who is sitting here before something is signed."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from passport.people.models import User


def require_recent_sign_in(request: HttpRequest, user: User) -> None:
    """Raise ReauthenticationRequired when the last sign-in is some hours old; keeps the place."""
    allowed = settings.EXAM_RECENT_SIGN_IN_HOURS * 3600
    moments = [record["at"] for record in get_authentication_records(request, user)]
    recent = bool(moments) and time.time() - max(moments) <= allowed
    account_age = timezone.now() - user.date_joined
    if not recent and account_age.total_seconds() > allowed:
        raise ReauthenticationRequired
