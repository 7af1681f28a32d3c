"""Writes versions of a placement's agreement and their signatures, and says when it is agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from observership.domain.agreement import (
    MOST_OBJECTIVES,
    Missing,
    Terms,
    canonical,
    first_objectives,
    hash_of,
)
from observership.domain.codes import Side
from observership.domain.lifecycle import BEFORE_VISIT, PlacementState
from observership.models import Agreement, AgreementSignature, Placement
from observership.queries.agreements import (
    agreeable,
    agreed_objectives,
    as_agreed,
    content_of,
    goals_of,
    missing_of,
    newest_agreement,
    signatures_of,
    terms_of,
)
from observership.services.guest_links import ask_home, is_home_asked
from observership.services.placement_moves import Why, move_placement
from observership.services.placement_notices import tell
from observership.services.visits import screened
from passport.people.models import User


class AgreementClosedError(ValueError):
    """The visit has begun or is off: its agreement stays as it is."""


class StaleAgreementError(ValueError):
    """There is a newer version than the one that was read."""


class NoObjectivesError(ValueError):
    """An agreement names at least one objective, and no more than MOST_OBJECTIVES."""


class NotReadyError(ValueError):
    """An agreement without supervisor or objectives is not signed; `missing` says what lacks."""

    def __init__(self, lacks: Sequence[Missing]) -> None:
        super().__init__(", ".join(lacks))
        self.missing = tuple(lacks)


@dataclass(frozen=True)
class Author:
    """Who changes an agreement, for which side, and why.

    `read` is the hash of the version that was read, where an older one does not do; `knowingly`
    says that the texts were read again after a warning about patient data.
    """

    user: User | None
    side: Side
    why: str
    read: str | None = None
    knowingly: bool = False


@transaction.atomic
def first_agreement(*, placement: Placement, at: datetime) -> Agreement:
    """The first version: what the trainee wanted of the host's offer, else the offer itself."""
    offered = {each.key: each for each in agreeable(placement)}
    keys = first_objectives(list(offered), goals_of(placement), MOST_OBJECTIVES)
    terms = terms_of(placement, [as_agreed(offered[key]) for key in keys])
    return _append(placement, terms, Author(None, Side.COORDINATOR, ""), at)


@transaction.atomic
def change_agreement(
    *, placement: Placement, objectives: Sequence[str], rules: str, author: Author, at: datetime
) -> Agreement:
    """A new version with these objectives, of the offer or agreed before, and these house rules.

    It needs three new signatures. Raises AgreementClosedError, StaleAgreementError,
    NoObjectivesError, and PatientLikeError unless knowingly.
    """
    locked = open_row(placement)
    newest = newest_agreement(locked)
    if author.read is not None and (newest is None or newest.content_hash != author.read):
        raise StaleAgreementError
    screened([rules, author.why], near=locked.starts_on, knowingly=author.knowingly)
    before = {each.key: each for each in agreed_objectives(newest)}
    offered = {each.key: as_agreed(each) for each in agreeable(locked)}
    known = {**before, **offered}
    chosen = [known[key] for key in dict.fromkeys(objectives) if key in known]
    if not 1 <= len(chosen) <= MOST_OBJECTIVES:
        raise NoObjectivesError
    return _renew(locked, terms_of(locked, chosen, rules), author, at)


@transaction.atomic
def refresh_agreement(*, placement: Placement, author: Author, at: datetime) -> Agreement:
    """A new version because days, supervisor or head changed; objectives and rules stay.

    Raises AgreementClosedError.
    """
    locked = open_row(placement)
    newest = newest_agreement(locked)
    rules = content_of(newest).get("rules")
    return _renew(locked, terms_of(locked, agreed_objectives(newest), rules), author, at)


@transaction.atomic
def sign_agreement(
    *, placement: Placement, side: Side, by: User, content_hash: str, at: datetime
) -> AgreementSignature:
    """A side signs in its account the version that it read; signing twice is signing once.

    Raises AgreementClosedError, StaleAgreementError, NotReadyError.
    """
    name = by.get_full_name() or by.email
    return _sign(placement, AgreementSignature(side=side, name=name, user=by), content_hash, at)


@transaction.atomic
def sign_for_home(
    *, placement: Placement, name: str, content_hash: str, at: datetime
) -> AgreementSignature:
    """The head of department signs through the link, with a typed name; errors as above."""
    return _sign(placement, AgreementSignature(side=Side.HOME, name=name), content_hash, at)


@transaction.atomic
def settle(*, placement: Placement, at: datetime) -> Placement:
    """Move on to agreed once nothing is missing; else the placement as it is."""
    locked = Placement.objects.select_for_update().get(pk=placement.pk)
    if locked.state != PlacementState.PREPARING or missing_of(locked):
        return locked
    agreed = move_placement(placement=locked, to=PlacementState.AGREED, at=at)
    tell(kind="agreed", placement=agreed, at=at, sides=(Side.TRAINEE, Side.HOST, Side.HOME))
    return agreed


def open_row(placement: Placement) -> Placement:
    """The placement, locked; raises AgreementClosedError once the visit began or is off."""
    locked = Placement.objects.select_for_update().get(pk=placement.pk)
    if locked.state not in BEFORE_VISIT:
        raise AgreementClosedError(locked.state)
    return locked


def _sign(
    placement: Placement, signature: AgreementSignature, content_hash: str, at: datetime
) -> AgreementSignature:
    locked = open_row(placement)
    newest = newest_agreement(locked)
    if newest is None or newest.content_hash != content_hash:
        raise StaleAgreementError
    lacks = {Missing.SUPERVISOR, Missing.OBJECTIVES} & set(missing_of(locked))
    if lacks:
        raise NotReadyError(sorted(lacks))
    if before := signatures_of(newest).get(signature.side):
        return before
    signature.agreement, signature.content_hash, signature.signed_at = newest, content_hash, at
    signature.save()
    settle(placement=locked, at=at)
    return signature


def _renew(placement: Placement, terms: Terms, author: Author, at: datetime) -> Agreement:
    """Append a version unless it says the same; whoever signed the last one is asked again."""
    before = newest_agreement(placement)
    signed = signatures_of(before)
    after = _append(placement, terms, author, at)
    if before is not None and after.pk == before.pk:
        return after
    if placement.state == PlacementState.AGREED:
        why = Why(side=author.side, note=author.why)
        move_placement(
            placement=placement, to=PlacementState.PREPARING, at=at, by=author.user, why=why
        )
    others = [side for side in (Side.TRAINEE, Side.HOST) if side is not author.side]
    tell(kind="agreement_changed", placement=placement, at=at, sides=others)
    asked = is_home_asked(placement, at)
    if placement.home_email and (Side.HOME in signed or not asked):
        ask_home(placement=placement, at=at, by=author.user)
    return after


def _append(placement: Placement, terms: Terms, author: Author, at: datetime) -> Agreement:
    """The next version; the same text as the newest stays that version and its signatures."""
    before = newest_agreement(placement)
    content = canonical(terms)
    if before is not None and before.content == content:
        return before
    return Agreement.objects.create(
        placement=placement,
        version=before.version + 1 if before else 1,
        content=content,
        content_hash=hash_of(content),
        why=author.why,
        made_by=author.user,
        made_at=at,
    )
