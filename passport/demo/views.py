"""A developer's page: who can sign in here, and the code each authenticator app would show."""

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passport.demo.people import PASSWORD, PEOPLE


def current_code(secret: str) -> str:
    """Six digits that an authenticator app shows now; empty without a secret."""
    if not secret:
        return ""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def people(request: HttpRequest) -> HttpResponse:
    """The demo people and their codes."""
    rows = [(person, current_code(person.totp_secret)) for person in PEOPLE]
    return render(request, "demo/people.html", {"rows": rows, "password": PASSWORD})
