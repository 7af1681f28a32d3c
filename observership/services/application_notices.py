"""Mails to an applicant: handed in, decided."""

from datetime import datetime

from observership.models import Application
from passport.notices.services import send_notice


def tell_applicant(kind: str, application: Application, at: datetime) -> None:
    """Write one mail about an application; nothing once the trainee was unlinked."""
    trainee = application.trainee
    if trainee is None:
        return
    send_notice(
        kind=kind,
        recipient=trainee.user.email,
        language=trainee.language,
        context={
            "call": application.call.title,
            "number": application.number or "",
            "application": str(application.public_id),
            "closes_on": application.call.closes_on.isoformat(),
            "publish_on": application.call.publish_on.isoformat(),
        },
        at=at,
    )
