"""Publishes an approved version as a frozen release, on a day, and retires what ended."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from curriculum.domain.add_ons import Actor, VersionState
from curriculum.domain.media import shown_under
from curriculum.domain.product_bundle import ProductBundle
from curriculum.models import (
    AddOnVersion,
    Module,
    ModuleAlignment,
    ModuleOutcome,
    ModuleRelease,
    Outcome,
)
from curriculum.queries.independence import conflict_of
from curriculum.queries.published import is_markable
from curriculum.rendering.release import render
from curriculum.services.freezing import freeze
from curriculum.services.publication_checks import approved_bundle, check_files, last_day_of
from curriculum.services.review_moves import held, keep_event, move, note
from curriculum.services.review_notices import tell_partner
from curriculum.services.reviewing import NotIndependentError
from curriculum.services.reviews import record_clinical_review
from curriculum.services.version_moves import VersionStateError, locked_version
from passport.dates import is_after, local_day
from passport.jobs import registry
from passport.jobs import services as jobs
from passport.people.models import User
from passport.standards.models import AlignmentStrength, Requirement
from passport.standards.services.marks import touch_standards

MEDIA = "/learn/media/"
REASSESS = "label_change_announced"


class PublishDayError(ValueError):
    """The day has passed, or lies after the last day of the version."""


def plan_publication(*, version: AddOnVersion, on: date, by: User, at: datetime) -> AddOnVersion:
    """An independent reviewer says on which day an approved version goes live; today means now.

    Raises VersionStateError, PublishDayError, NotIndependentError, PartnerSuspendedError and, on
    the same day, what `publish_version` raises.
    """
    today = local_day(at, settings.TIME_ZONE)
    row = _planned(version=version, on=on, by=by, at=at)
    return row if is_after(on, today) else publish_version(version=row, by=by, at=at)


@transaction.atomic
def _planned(*, version: AddOnVersion, on: date, by: User, at: datetime) -> AddOnVersion:
    today, row = local_day(at, settings.TIME_ZONE), locked_version(version)
    if row.state != VersionState.APPROVED:
        raise VersionStateError(row.state)
    if (reason := conflict_of(by, row, today)) is not None:
        raise NotIndependentError(reason)
    last_day = last_day_of(row)
    if is_after(today, on) or (last_day is not None and is_after(on, last_day)):
        raise PublishDayError
    row.publish_on = on
    row.save(update_fields=["publish_on"])
    note("publication_planned", row, at, by, on=on.isoformat())
    return row


def publish_version(*, version: AddOnVersion, at: datetime, by: User | None = None) -> AddOnVersion:
    """Freeze exactly what was approved, and let it go live; a live version stays as it is.

    Without `by` it is the daily run. Raises VersionStateError, ApprovedContentChangedError,
    NotApprovedError, PackageUnusableError, NothingExaminedError, VersionEndedError and
    PartnerSuspendedError; then nothing has changed.
    """
    check_files(version)
    return _publish(version=version, at=at, by=by)


@transaction.atomic
def _publish(*, version: AddOnVersion, at: datetime, by: User | None) -> AddOnVersion:
    module = Module.objects.select_for_update().get(pk=version.add_on.module_id)
    row = locked_version(version)
    if row.state == VersionState.LIVE:
        return row
    if row.state != VersionState.APPROVED:
        raise VersionStateError(row.state)
    bundle = approved_bundle(row, local_day(at, settings.TIME_ZONE))
    _retire_previous(row, at)
    row.release, row.live_at = _frozen(row, module, bundle, at, by), at
    move(row, VersionState.LIVE, Actor.OFFICE if by else Actor.CLOCK, at)
    _teach(module)
    _align(row, bundle)
    _hand_on_reviews(row)
    note("published", row, at, by, release=str(row.release.public_id))
    _tell(row, "version_live", at)
    return row


def _frozen(
    row: AddOnVersion, module: Module, bundle: ProductBundle, at: datetime, by: User | None
) -> ModuleRelease:
    rendered = render(bundle.content, bundle.references, show=shown_under(MEDIA, bundle.media))
    release = freeze(module=module, content=bundle.content, rendered=rendered, at=at, by=by)
    if module.title != release.title:
        module.title = release.title
        module.save(update_fields=["title"])
    return release


def _retire_previous(row: AddOnVersion, at: datetime) -> None:
    """What was live in this language makes room, without a mail of its own."""
    rows = AddOnVersion.objects.select_for_update(of=("self",)).select_related("add_on__partner")
    previous = rows.filter(
        add_on=row.add_on_id, language=row.language, state=VersionState.LIVE
    ).first()
    if previous is not None:
        previous.retired_at = at
        move(previous, VersionState.RETIRED, Actor.CLOCK, at, f"version {row.number}")
        note("replaced", previous, at, successor=str(row.public_id))


def _teach(module: Module) -> None:
    """The module teaches what its live versions teach, in whatever language, and nothing else."""
    live = AddOnVersion.objects.filter(add_on__module=module, state=VersionState.LIVE)
    pairs = {
        (objective, key)
        for outcomes in live.values_list("content__bundle__outcomes", flat=True)
        for objective, key in (outcomes or {}).items()
    }
    known = dict(Outcome.objects.values_list("key", "pk"))
    held_rows = {
        (row.objective, row.outcome.key): row for row in module.outcomes.select_related("outcome")
    }
    for gone in held_rows.keys() - pairs:
        held_rows[gone].delete()
    ModuleOutcome.objects.bulk_create(
        ModuleOutcome(module=module, objective=objective, outcome_id=known[key])
        for objective, key in sorted(pairs - held_rows.keys())
    )


def completed_key(row: AddOnVersion) -> str:
    """Key of the requirement that a programme was completed; "" where there is no product."""
    product = row.add_on.programme.product
    return f"programme.{product.key}.education_completed" if product else ""


def _align(row: AddOnVersion, bundle: ProductBundle) -> None:
    """The module supports requirements of its own programme, and never one of the passport's.

    It shows in full that the programme was completed: a completion is recorded only once nothing
    remains for its learner. Everything else as far as the approved text says so.
    """
    wanted = {**bundle.content.requirements, completed_key(row): AlignmentStrength.FULL}
    rows = Requirement.objects.filter(
        key__in=wanted, clauses__framework=row.add_on.programme_id
    ).distinct()
    found = {each.pk: wanted[each.key] for each in rows}
    module = row.add_on.module
    module.alignments.exclude(requirement__in=found).delete()
    for requirement, strength in found.items():
        ModuleAlignment.objects.update_or_create(
            module=module, requirement_id=requirement, defaults={"strength": strength}
        )
    touch_standards()


def _hand_on_reviews(row: AddOnVersion) -> None:
    """The approvals stand on the release as its clinical reviews, each on its own day."""
    if row.release is None:
        return
    approvals = row.decisions.filter(approved=True, content_hash=row.content_hash)
    for each in approvals.select_related("reviewer"):
        record_clinical_review(
            release=row.release,
            reviewer=each.reviewer,
            approved=True,
            open_points="",
            at=each.decided_at,
        )


@transaction.atomic
def retire_version(
    *, version: AddOnVersion, reason: str, at: datetime, by: User | None = None,
    for_safety: bool = False,
) -> AddOnVersion:  # fmt: skip
    """No learner is offered a version any more; stamps that were earned stay.

    For safety, exams that were begun or passed in it and earned nothing yet never will. Without
    `by` it is the daily run. Raises VersionStateError, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a version retires for a reason")
    row = held(version)
    row.retired_at, row.retired_for_safety = at, for_safety
    move(row, VersionState.RETIRED, Actor.OFFICE if by else Actor.CLOCK, at, reason.strip())
    if row.release_id:
        _teach(row.add_on.module)
    note("retired", row, at, by, reason=reason.strip(), for_safety=for_safety)
    more = {"reason": reason.strip() if by else "", "for_safety": for_safety}
    _tell(row, "version_retired", at, **more)
    return row


@transaction.atomic
def mark_unsafe(*, version: AddOnVersion, reason: str, by: User, at: datetime) -> AddOnVersion:
    """Say of a version that was retired or replaced before that it was not safe.

    What this means for exams is said in `retire_version`. Raises VersionStateError where it was
    never live, is not retired or was marked before, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a version is unsafe for a reason")
    row = held(version)
    if not is_markable(row):
        raise VersionStateError(row.state)
    row.retired_for_safety = True
    row.save(update_fields=["retired_for_safety"])
    keep_event(row, row.state, at, reason.strip())
    note("marked_unsafe", row, at, by, reason=reason.strip())
    _tell(row, "version_retired", at, reason=reason.strip(), for_safety=True)
    return row


def _tell(row: AddOnVersion, kind: str, at: datetime, **more: object) -> None:
    """Managers hear of it, and passports with this product are assessed anew."""
    tell_partner(kind=kind, version=row, at=at, **more)
    if REASSESS in registry.registered_kinds():
        jobs.ring(REASSESS, ids={"add_on_id": row.add_on_id}, at=at)
