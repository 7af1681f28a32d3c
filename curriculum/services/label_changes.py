"""Announces that a label changed, and tells the learners whom it concerns, then and in time."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from curriculum.domain.add_ons import VersionState
from curriculum.domain.delta import Change
from curriculum.domain.label_changes import (
    ChangeCode,
    ChangeDraft,
    change_findings,
    reminder_due,
)
from curriculum.domain.packages import PackageFinding
from curriculum.domain.promotion import PlainText, text_findings
from curriculum.models import AddOnVersion, LabelChange, ProductAddOn
from curriculum.queries.acceptance import change_scope
from curriculum.queries.live_versions import live_products
from curriculum.queries.product_holders import HolderDelta, holder_deltas, holder_ids_of
from curriculum.services.version_checks import context_of
from curriculum.services.version_moves import NotManagerError, locked_version
from passport.audit.services import record
from passport.dates import local_day
from passport.jobs.services import ring
from passport.notices.models import Notice
from passport.notices.services import send_notice
from passport.people.domain.roles import Role
from passport.people.models import Professional, User
from passport.people.queries.partners import is_manager

logger = logging.getLogger(__name__)
TOLD, REMINDED = "label_changed", "label_change_reminder"


class NotTeachingError(Exception):
    """The version is not live, or no version was live before it: nothing changed."""


class ChangeRefusedError(Exception):
    """It cannot be announced; `codes` say what is missing, `promotion` which words to leave out."""

    def __init__(
        self, codes: tuple[ChangeCode, ...], promotion: tuple[PackageFinding, ...]
    ) -> None:
        super().__init__([*codes, *(str(each.rule) for each in promotion)])
        self.codes, self.promotion = codes, promotion


def teaching_versions(add_on: ProductAddOn) -> list[AddOnVersion]:
    """Live versions that followed another in their language: they may teach a change."""
    rows = add_on.versions.filter(live_at__isnull=False).defer("content").order_by("-number")
    shown = list(rows)
    return [
        each
        for each in shown
        if each.state == VersionState.LIVE
        and any(
            before.language == each.language and before.number < each.number for before in shown
        )
    ]


@transaction.atomic
def announce_label_change(
    *, version: AddOnVersion, draft: ChangeDraft, by: User, at: datetime
) -> LabelChange:
    """A manager says what changed; passports are looked at again and learners are told.

    Raises PartnerSuspendedError, NotManagerError, NotTeachingError, ChangeRefusedError.
    """
    row, on = locked_version(version), local_day(at, settings.TIME_ZONE)
    if not is_manager(by, row.add_on.partner, on):
        raise NotManagerError
    if row.pk not in {each.pk for each in teaching_versions(row.add_on)}:
        raise NotTeachingError
    scope = change_scope(row.add_on, tuple(Role))
    codes = change_findings(draft, scope.outcomes, scope.roles, on)
    promotion = tuple(promotion_in(row, draft.summary))
    if codes or promotion:
        raise ChangeRefusedError(codes, promotion)
    change = _write(row, draft, by, at)
    _audit(change, by, at)
    ring("label_change_announced", ids={"add_on_id": row.add_on_id}, at=at)
    ring("label_change_to_tell", ids={"label_change_id": str(change.public_id)}, at=at)
    return change


def promotion_in(version: AddOnVersion, summary: str) -> list[PackageFinding]:
    """Words of a summary that read like promotion, by the rules for the version's text."""
    text = PlainText(text=summary, file="", language=version.language)
    return text_findings([text], context_of(version))


def _write(version: AddOnVersion, draft: ChangeDraft, by: User, at: datetime) -> LabelChange:
    return LabelChange.objects.create(
        add_on=version.add_on,
        version=version,
        summary=draft.summary.strip(),
        outcomes=list(draft.outcomes),
        roles=list(draft.roles),
        announced_on=local_day(at, settings.TIME_ZONE),
        due_on=draft.due_on,
        announced_by=by,
        announced_at=at,
    )


def _audit(change: LabelChange, by: User, at: datetime) -> None:
    record(
        action="label_change.announced",
        subject=f"label_change:{change.public_id}",
        actor_id=by.public_id,
        at=at,
        details={
            "add_on": str(change.add_on.public_id),
            "version": change.version.number,
            "outcomes": change.outcomes,
            "roles": change.roles,
            "due_on": change.due_on.isoformat(),
        },
    )


def tell_learners(*, change: LabelChange, at: datetime) -> int:
    """Everybody who has to relearn it is told once; returns how many mails were written."""
    return _tell(change, TOLD, None, at)


def remind_learners(*, at: datetime) -> None:
    """Remind of every change that is due in 30 or 7 days; done twice it changes nothing.

    Each change stands for itself: one that makes trouble is logged.
    """
    on = local_day(at, settings.TIME_ZONE)
    for change in _changes().filter(due_on__gte=on):
        days = reminder_due(change.announced_on, change.due_on, on)
        if days is None:
            continue
        try:
            _tell(change, REMINDED, days, at)
        except Exception:  # one change's trouble must not stop the others
            logger.exception("learners were not reminded of change %s", change.public_id)


def change_to_tell(public_id: str) -> LabelChange:
    """An announced change with what its mails say."""
    return _changes().get(public_id=public_id)


def _changes() -> QuerySet[LabelChange]:
    rows = LabelChange.objects.select_related(
        "version__add_on__module", "add_on__module", "add_on__programme__product"
    )
    return rows.defer("version__content").order_by("pk")


@transaction.atomic
def _tell(change: LabelChange, kind: str, days: int | None, at: datetime) -> int:
    """One mail to each learner who was not told this yet."""
    key = {"label_change_id": str(change.public_id), "days": days}
    told = set(
        Notice.objects.filter(
            kind=kind, context__label_change_id=key["label_change_id"], context__days=days
        ).values_list("recipient", flat=True)
    )
    count = 0
    for learner, due in _concerned(change, local_day(at, settings.TIME_ZONE)):
        if learner.user.email in told:
            continue
        send_notice(
            kind=kind,
            recipient=learner.user.email,
            language=learner.language,
            context={**_facts(change), **key, "minutes": due.minutes},
            at=at,
        )
        count += 1
    return count


def _facts(change: LabelChange) -> dict[str, object]:
    product = change.add_on.programme.product
    return {
        "code": change.add_on.module.code,
        "title": change.version.title,
        "inn": product.inn if product else change.version.title,
        "summary": change.summary,
        "due_on": change.due_on.isoformat(),
    }


def _concerned(change: LabelChange, on: date) -> Iterator[tuple[Professional, HolderDelta]]:
    """Learners who have to relearn this change, with what remains of it for them."""
    product = next(iter(live_products(change.version.language, change.add_on.module.code)), None)
    if product is None:
        return
    only = replace(product, changes=_only(product.changes, change))
    deltas = holder_deltas(only, holder_ids_of(change.add_on_id), on)
    due = {each.learner_id: each for each in deltas if each.outcomes}
    rows = Professional.objects.filter(pk__in=due, user__is_active=True).select_related("user")
    for learner in rows.order_by("pk"):
        yield learner, due[learner.pk]


def _only(changes: tuple[Change, ...], change: LabelChange) -> tuple[Change, ...]:
    return tuple(each for each in changes if each.key == change.pk)
