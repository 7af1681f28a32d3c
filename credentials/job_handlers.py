"""What other apps' facts start here, and what follows an edition, a decision or an alarm."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from credentials.evidence.completions import holder_ids, holder_ids_observed
from credentials.evidence.products import holder_ids_of_product
from credentials.models import Alarm, Edition, RecognitionDecision, Revocation
from credentials.services.digest import send_digest
from credentials.services.documents import draw_first
from credentials.services.issuing import issue_edition
from credentials.services.network import take_snapshot
from credentials.services.notices import tell_alarm, tell_decided, tell_issued
from credentials.services.pack_signing import sign_pack
from credentials.services.packing import make_pack
from credentials.services.reassessing import reassess, reassess_each
from credentials.services.recognition import tell_claim_decided
from credentials.services.reminding import send_reminder
from credentials.signing.signer import open_signer
from passport.jobs.models import Job
from passport.jobs.registry import register
from passport.jobs.services import report_progress


@register("completion_recorded")
def completion_recorded(*, learner_id: int, **_: Any) -> None:
    """A learner completed a module."""
    reassess(holder_id=learner_id, at=timezone.now())


@register("observation_signed_off")
def observation_signed_off(*, learner_id: int, **_: Any) -> None:
    """An observed task was signed by both, or a sign-off was taken back."""
    reassess(holder_id=learner_id, at=timezone.now())


@register("placement_signed_off")
def placement_signed_off(*, learner_id: int, **_: Any) -> None:
    """A visit was attested by its supervisor, or that was taken back."""
    reassess(holder_id=learner_id, at=timezone.now())


@register("clinical_review_recorded")
def clinical_review_recorded(*, release_id: int, **_: Any) -> None:
    """A release was approved, or approval was taken back."""
    reassess_each(holder_ids=holder_ids(release_id), at=timezone.now())


@register("label_change_announced")
def label_change_announced(*, add_on_id: int, **_: Any) -> None:
    """A product's label changed: passports say what is due."""
    reassess_each(holder_ids=holder_ids_of_product(add_on_id), at=timezone.now())


@register("task_review_recorded")
def task_review_recorded(*, task_id: int, version: str, **_: Any) -> None:
    """A version of an observed task was approved, or approval was taken back."""
    reassess_each(holder_ids=holder_ids_observed(task_id, version), at=timezone.now())


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


@register("recognition_decided")
def recognition_decided(*, decision_id: int, **_: Any) -> None:
    """An issuer accepted or refused prior learning."""
    decisions = RecognitionDecision.objects.select_related("recognition__professional__user")
    tell_claim_decided(decision=decisions.get(pk=decision_id), at=timezone.now())


@register("reminder_asked")
def reminder_asked(*, reminder_id: int, **_: Any) -> None:
    """A quality manager's reminder goes out now, unless it was taken back."""
    send_reminder(reminder_id=reminder_id, at=timezone.now())


@register("digest_asked")
def digest_asked(*, centre_id: int, **_: Any) -> None:
    """A centre's week begins."""
    send_digest(centre_id=centre_id, at=timezone.now())


@register("network_snapshot_due")
def network_snapshot_due(*, job: Job, **_: Any) -> None:
    """The week's figures of all centres."""
    take_snapshot(job=job, at=timezone.now())


@register("pack_asked")
def pack_asked(*, pack_id: int, job: Job, **_: Any) -> None:
    """A quality manager asked for an evidence pack: compute and draw it."""

    def progress(step: str, done: int, total: int | None) -> None:
        report_progress(job=job, at=timezone.now(), step=step, done=done, total=total)

    make_pack(pack_id=pack_id, clock=timezone.now, progress=progress)


@register("pack_drawn", queue="signer")
def pack_drawn(*, pack_id: int, job: Job, **_: Any) -> None:
    """The files of a pack lie ready; only the signer's worker seals them."""
    report_progress(job=job, at=timezone.now(), step=gettext("Signing the pack"))
    sign_pack(pack_id=pack_id, signer=open_signer(), at=timezone.now())
