"""Blanks the texts of one placement or of one application, and unlinks the trainee."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from observership.domain.after_visit import ReportPart
from observership.domain.lifecycle import FundingState
from observership.models import (
    Agreement,
    AgreementSignature,
    Application,
    ApplicationEvent,
    CommitteeReview,
    FollowUp,
    FundingStep,
    GuestLink,
    HostPreference,
    LogEntry,
    MatchEvent,
    MatchRun,
    ObjectiveTick,
    Placement,
    PlacementEvent,
    PlacementReport,
    PlacementSignOffAnnulment,
    SignOff,
    SupportLetter,
)
from passport.notices.services import forget_notices

GONE = "erased"  # where a constraint asks for words


@transaction.atomic
def blank_placement(*, placement: Placement, at: datetime) -> None:
    """Blank every text of a placement; days, states, ticks, scores and amounts stay."""
    _blank_rows(placement)
    placement.days.update(title="", notes="")
    placement.items.update(text="")
    placement.tasks.update(label="", done_by=None)
    placement.ratings.update(comment="", by=None)
    placement.mentorships.filter(ended_at__isnull=True).update(ended_at=at)
    GuestLink.objects.filter(placement=placement).delete()
    _blank_money(placement)
    _blank_answers(placement)
    placement.match.override = placement.match.reason = ""
    placement.match.save(update_fields=["override", "reason"])
    placement.trainee, placement.erased_at = None, at
    placement.home_name = placement.home_email = ""
    placement.save(update_fields=["trainee", "erased_at", "home_name", "home_email"])
    forget_notices(ids=_ids_of(placement))


@transaction.atomic
def blank_application(*, application: Application, at: datetime) -> None:
    """Blank every text of an application; number, country, role and decisions stay."""
    _blank(ApplicationEvent, {"application": application}, note="", by=None)
    _blank(MatchEvent, {"match__application": application}, note="", by=None)
    SupportLetter.objects.filter(application=application).update(
        head_name="", head_position="", head_email="", text="", signed_name=""
    )
    CommitteeReview.objects.filter(application=application).update(comment="", conflict_reason="")
    said = HostPreference.objects.filter(application=application)
    said.filter(refused=True).update(reason=GONE)
    said.filter(refused=False).update(reason="")
    application.matches.update(override="", reason="")
    _blank_pins(application)
    application.sections, application.centre = {}, None
    application.centre_name = application.city = ""
    application.trainee, application.erased_at = None, at
    application.save(
        update_fields=["sections", "centre", "centre_name", "city", "trainee", "erased_at"]
    )
    matches = application.matches.values_list("public_id", flat=True)
    forget_notices(ids=[str(each) for each in (application.public_id, *matches)])


def _ids_of(placement: Placement) -> list[str]:
    """By what mails name a placement."""
    after = (placement.follow_ups, placement.mentorships)
    later = [each for rows in after for each in rows.values_list("public_id", flat=True)]
    return [str(each) for each in (placement.public_id, placement.match.public_id, *later)]


def _blank_rows(placement: Placement) -> None:
    """Append-only rows keep what happened and when, without words and without who did it."""
    mine = {"placement": placement}
    _blank(PlacementEvent, mine, note="", by=None)
    _blank(Agreement, mine, content="", why="", made_by=None)
    _blank(AgreementSignature, {"agreement__placement": placement}, name="", user=None)
    _blank(LogEntry, mine, saw="", learned="", will_use="")
    _blank(ObjectiveTick, mine, by=None)
    _blank(SignOff, {"placement_public_id": placement.public_id}, comment="")
    taken_back = {"sign_off__placement_public_id": placement.public_id}
    _blank(PlacementSignOffAnnulment, taken_back, reason="")


def _blank(table: type[models.Model], rows: Mapping[str, Any], **blank: str | None) -> None:
    """Blank columns of append-only rows, which their triggers allow and nothing else."""
    found = table._base_manager.filter(**rows).values("pk")
    models.QuerySet(table).filter(pk__in=found).update(**blank)


def _blank_money(placement: Placement) -> None:
    """Amounts and states stay; a payment that was made says that its reference is erased."""
    steps = FundingStep.objects.filter(placement=placement)
    steps.filter(state=FundingState.PAID).update(reference=GONE, note="")
    steps.exclude(state=FundingState.PAID).update(reference="", note="")


def _blank_answers(placement: Placement) -> None:
    """Words of report and follow-ups go; how many plans there were and what came of them stays."""
    for report in PlacementReport.objects.filter(placement=placement):
        plans = report.answers.get(ReportPart.PLANS, [])
        report.answers = {str(ReportPart.PLANS): [""] * len(plans)}
        report.save(update_fields=["answers"])
    for row in FollowUp.objects.filter(placement=placement):
        row.answers = {key: value for key, value in row.answers.items() if key != "words"}
        row.save(update_fields=["answers"])


def _blank_pins(application: Application) -> None:
    """Reasons typed beside an applicant's pins and forbids in the runs of the call."""
    mine = str(application.public_id)
    for run in MatchRun.objects.filter(call=application.call):
        pins, forbids = _reasonless(run.pins, mine), _reasonless(run.forbids, mine)
        if (pins, forbids) != (run.pins, run.forbids):
            MatchRun.objects.filter(pk=run.pk).update(pins=pins, forbids=forbids)


def _reasonless(rows: list[dict[str, Any]], application: str) -> list[dict[str, Any]]:
    return [{**row, "reason": ""} if row.get("application") == application else row for row in rows]
