"""Prior learning: a holder claims it, an issuer decides; both stay written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from credentials.models import Recognition, RecognitionAlignment, RecognitionDecision
from credentials.permissions import can_decide_claim
from credentials.queries.recognitions import alignable_requirements
from passport.audit.services import record
from passport.dates import in_last_years, local_day
from passport.jobs import services as jobs
from passport.notices.services import send_notice
from passport.people.models import Professional, User
from passport.standards.models import Requirement


@dataclass(frozen=True)
class Learned:
    """What was learned, who certified it, the number on the paper, the day."""

    title: str
    provider: str
    reference: str
    achieved_on: date


@dataclass(frozen=True)
class Supports:
    """An accepted claim supports this requirement, in full or in part."""

    requirement: Requirement
    strength: str


@dataclass(frozen=True)
class Judgement:
    """Accepted for these requirements, or refused; always with a reason."""

    accepted: bool
    reason: str
    supports: Sequence[Supports] = ()


class TooManyClaimsError(ValueError):
    """So many claims of this holder wait already that no more are taken."""


class ClaimRefusedError(ValueError):
    """The day lies in the future or too long ago."""


class ClaimDecidedError(ValueError):
    """The claim was decided before."""


class OwnClaimError(PermissionError):
    """This person may not decide about this claim."""


class JudgementError(ValueError):
    """Accepted for nothing, or refused for something, or for what only our modules show."""


@transaction.atomic
def claim_learning(*, holder: Professional, learned: Learned, at: datetime) -> Recognition:
    """Put a claim before the issuers. Raises TooManyClaimsError, ClaimRefusedError."""
    Professional.objects.select_for_update().get(pk=holder.pk)
    if not in_last_years(
        learned.achieved_on, local_day(at, settings.TIME_ZONE), settings.CLAIM_YEARS
    ):
        raise ClaimRefusedError
    waiting = Recognition.objects.filter(professional=holder, decision=None)
    if waiting.count() >= settings.CLAIMS_OPEN_MAX:
        raise TooManyClaimsError
    return Recognition.objects.create(
        professional=holder,
        title=learned.title,
        provider=learned.provider,
        reference=learned.reference,
        achieved_on=learned.achieved_on,
        claimed_at=at,
    )


@transaction.atomic
def decide_claim(
    *, claim: Recognition, judgement: Judgement, by: User, at: datetime
) -> RecognitionDecision:
    """Accept or refuse, once. Raises OwnClaimError, ClaimDecidedError, JudgementError."""
    claim = Recognition.objects.select_related("professional__user").get(pk=claim.pk)
    Professional.objects.select_for_update().get(pk=claim.professional_id)
    if not can_decide_claim(by, claim):
        raise OwnClaimError
    if RecognitionDecision.objects.filter(recognition=claim).exists():
        raise ClaimDecidedError
    _refuse_judgement(judgement)
    decision = RecognitionDecision.objects.create(
        recognition=claim,
        accepted=judgement.accepted,
        reason=judgement.reason,
        decided_by=by,
        decided_at=at,
    )
    _align(decision, judgement, by, at)
    _record_decided(claim, judgement, by, at)
    jobs.ring("recognition_decided", ids={"decision_id": decision.pk}, at=at)
    return decision


def _refuse_judgement(judgement: Judgement) -> None:
    if judgement.accepted != bool(judgement.supports):
        raise JudgementError
    keys = {each.requirement.pk for each in judgement.supports}
    if alignable_requirements().filter(pk__in=keys).count() != len(judgement.supports):
        raise JudgementError


def _align(decision: RecognitionDecision, judgement: Judgement, by: User, at: datetime) -> None:
    RecognitionAlignment.objects.bulk_create(
        RecognitionAlignment(
            decision=decision,
            requirement=each.requirement,
            strength=each.strength,
            reason=judgement.reason,
            reviewed_by=by,
            reviewed_at=at,
        )
        for each in judgement.supports
    )


def _record_decided(claim: Recognition, judgement: Judgement, by: User, at: datetime) -> None:
    record(
        action="recognition_accepted" if judgement.accepted else "recognition_refused",
        subject=f"recognition:{claim.public_id}",
        at=at,
        actor_id=by.public_id,
        details={each.requirement.key: str(each.strength) for each in judgement.supports},
    )


@transaction.atomic
def tell_claim_decided(*, decision: RecognitionDecision, at: datetime) -> None:
    """Tell the holder what the issuer decided, and why."""
    holder = decision.recognition.professional
    send_notice(
        kind="recognition_decided",
        recipient=holder.user.email,
        language=holder.language,
        context={
            "title": decision.recognition.title,
            "accepted": decision.accepted,
            "reason": decision.reason,
        },
        at=at,
    )
