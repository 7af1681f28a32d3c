"""A developer's page that shows mails and codes; exists in development settings only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passport.notices.queries import written_mails


def mailbox(request: HttpRequest) -> HttpResponse:
    """Mails written on this machine, newest first, filtered by recipient."""
    recipient = request.GET.get("to", "").strip()
    return render(
        request,
        "notices/mailbox.html",
        {"mails": written_mails(recipient), "recipient": recipient},
    )
