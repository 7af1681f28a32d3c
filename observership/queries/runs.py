"""Runs of a call: which there are, which is in force, and the jobs that make them."""

from collections.abc import Collection

from django.db.models import QuerySet

from observership.models import Call, MatchRun, PriorityOrder, RunKind
from passport.jobs.models import Job

RUN_JOB = "match_run_asked"


def runs_of(call: Call) -> QuerySet[MatchRun]:
    """Runs of a call, the latest first, without what went in."""
    rows = MatchRun.objects.filter(call=call).select_related("asked_by", "published_by")
    return rows.defer("inputs").order_by("-number")


def run_of(call: Call, number: int) -> MatchRun | None:
    """One run of a call by its number."""
    rows = MatchRun.objects.filter(call=call, number=number)
    return rows.select_related("call", "asked_by", "published_by").first()


def published_run(call: Call) -> MatchRun | None:
    """The run that was published; None before."""
    return MatchRun.objects.filter(call=call, kind=RunKind.PUBLISHED).defer("inputs").first()


def run_in_force(call: Call) -> MatchRun | None:
    """The published run, or the latest after an answer: what explanations are read from."""
    rows = MatchRun.objects.filter(call=call).exclude(kind=RunKind.TRIAL)
    return rows.order_by("-number").first()


def next_number(call: Call) -> int:
    """The number that a new run gets; the caller holds the call's lock."""
    last = MatchRun.objects.filter(call=call).order_by("-number").values_list("number", flat=True)
    return (last.first() or 0) + 1


def order_of(call: Call) -> PriorityOrder | None:
    """The order that breaks ties; None until it is fixed."""
    return PriorityOrder.objects.filter(call=call).first()


def jobs_behind(runs: Collection[MatchRun]) -> dict[int, Job]:
    """The job that makes each of some runs, by the run's key; one query."""
    wanted = [run.pk for run in runs]
    rows = Job.objects.filter(kind=RUN_JOB, ids__run_id__in=wanted)
    return {job.ids["run_id"]: job for job in rows.order_by("pk")}
