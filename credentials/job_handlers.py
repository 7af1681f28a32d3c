"""What other apps' facts start here, and what follows an edition, a decision or an alarm."""

from typing import Any

from django.utils import timezone

from credentials.evidence.completions import holder_ids
from credentials.models import Alarm, Edition, Revocation
from credentials.services.documents import draw_first
from credentials.services.issuing import issue_edition
from credentials.services.notices import tell_alarm, tell_decided, tell_issued
from credentials.services.reassessing import reassess, reassess_each
from credentials.signing.signer import open_signer
from passport.jobs.registry import register


@register("completion_recorded")
def completion_recorded(*, learner_id: int, **_: Any) -> None:
    """A learner completed a module."""
    reassess(holder_id=learner_id, at=timezone.now())


@register("clinical_review_recorded")
def clinical_review_recorded(*, release_id: int, **_: Any) -> None:
    """A release was approved, or approval was taken back."""
    reassess_each(holder_ids=holder_ids(release_id), at=timezone.now())


@register("edition_requested", queue="signer")
def edition_requested(*, passport_id: int, **_: Any) -> None:
    """A passport may have something new to say; only the signer's worker does this."""
    issue_edition(passport_id=passport_id, signer=open_signer(), at=timezone.now())


@register("edition_issued")
def edition_issued(*, edition_id: int, **_: Any) -> None:
    """An edition was signed: draw it and tell its holder."""
    edition = Edition.objects.select_related("passport__holder__user").get(pk=edition_id)
    draw_first(edition=edition, at=timezone.now())
    tell_issued(edition=edition, at=timezone.now())


@register("standing_changed")
def standing_changed(*, decision_id: int, **_: Any) -> None:
    """The issuer withdrew, paused or reinstated a passport."""
    decision = Revocation.objects.select_related("passport__holder__user").get(pk=decision_id)
    tell_decided(decision=decision, at=timezone.now())


@register("alarm_raised")
def alarm_raised(*, alarm_id: int, **_: Any) -> None:
    """An edition does not match its seal."""
    alarm = Alarm.objects.select_related("edition__passport").get(pk=alarm_id)
    tell_alarm(alarm=alarm, at=timezone.now())
