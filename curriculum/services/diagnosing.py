"""Gathers what the completion doctor looks at, for one learner and one product."""

from dataclasses import replace
from datetime import date, datetime

from django.conf import settings

from curriculum.domain.add_ons import VersionState
from curriculum.domain.doctor import Diagnosis, diagnosis
from curriculum.domain.doctor_facts import DoctorFacts, ExamFacts, UnitFacts
from curriculum.domain.package_results import Completed, Reason, Success, UnitOutcome
from curriculum.domain.packages import LaunchUnit, PackageStandard
from curriculum.models import AddOnVersion, ContentPackage, PackageRegistration, UnitState
from curriculum.models.packages import Purpose
from curriculum.queries.learning import module_access, valid_completions
from curriculum.queries.packages import is_playable
from curriculum.queries.product_pages import add_on_of, is_reviewed, product_line
from curriculum.queries.product_standing import Held, ProductLine
from curriculum.scorm.manifest import unit_from_json
from curriculum.scorm.runtime import unit_outcome
from passport.dates import is_after, local_day
from passport.people.models import Professional


def diagnose(*, learner: Professional, code: str, at: datetime) -> Diagnosis | None:
    """Why a learner's work on a product counts or does not; None for an unknown product.

    Reads only: packages by what their units told, the exam by whether it was passed.
    """
    on = local_day(at, settings.TIME_ZONE)
    line = product_line(learner, code, on)
    if line is not None:
        return diagnosis(_facts(line, learner, at, on), on=on)
    version = _latest(code)
    if version is None:
        return None
    facts = DoctorFacts(
        version=VersionState(version.state),
        country_offered=learner.country in version.countries,
        for_safety=version.retired_for_safety,
        counted_on=_counted_on(learner, version),
    )
    return diagnosis(facts, on=on)


def _counted_on(learner: Professional, version: AddOnVersion) -> date | None:
    """The day of the latest completion of a product that is not live any more."""
    rows = valid_completions(learner.pk).filter(module=version.add_on.module_id)
    last = rows.order_by("-completed_at").values_list("completed_at", flat=True).first()
    return local_day(last, settings.TIME_ZONE) if last else None


def diagnose_trial(*, package: ContentPackage, at: datetime) -> Diagnosis | None:
    """What a learner's work in a package would come to, by its last trial; None without one.

    It counts when every unit is through; the exam is the learner's own and left out here.
    """
    registration = (
        package.registrations.filter(purpose=Purpose.TRIAL).order_by("launched_at").last()
    )
    if registration is None:
        return None
    states = {row.unit: row for row in registration.units.all()}
    units = package.manifest.get("units", ())
    on = local_day(at, settings.TIME_ZONE)
    facts = DoctorFacts(
        version=VersionState.LIVE,
        country_offered=True,
        units=tuple(_unit(package, unit, states.get(unit["key"])) for unit in units),
        exam=ExamFacts(passed_on=on),
    )
    found = diagnosis(facts, on=on)
    return replace(found, counts=not found.notes)


def _latest(code: str) -> AddOnVersion | None:
    """The version that was live last."""
    add_on = add_on_of(code)
    if add_on is None:
        return None
    rows = AddOnVersion.objects.filter(add_on=add_on, live_at__isnull=False).defer("content")
    rows = rows.select_related("add_on")
    return rows.order_by("-live_at").first()


def _facts(line: ProductLine, learner: Professional, at: datetime, on: date) -> DoctorFacts:
    found, packages = line.found, _needed(line)
    passed = set((line.done.waiting or {}).get("learned", ()))
    untaught = set(found.delta.to_learn) - set(found.examined)
    then, now = _rules(line, line.done.held, on)
    return DoctorFacts(
        version=VersionState(found.version.state),
        country_offered=found.offered,
        units=_units(packages, learner),
        closed=tuple(str(each) for each in packages if not is_playable(each)),
        exam=_exam(line, learner, at),
        remaining=len(set(found.delta.to_learn) - passed - untaught),
        core_missing=len(untaught),
        counted_on=line.done.held.on if line.done.held else None,
        rule_then=then,
        rule_now=now,
        update_due_on=line.update_due_on,
        clinically_reviewed=is_reviewed(found.version.release_id or 0),
    )


def _rules(line: ProductLine, held: Held | None, on: date) -> tuple[str, str]:
    """Numbers of the newest rule that a result rests on, and of the one in force."""
    begun = [each.number for each in line.found.product.rules if not is_after(each.valid_from, on)]
    now = str(max(begun, default=0))
    return (str(held.rules[-1]) if held and held.rules else now), now


def _exam(line: ProductLine, learner: Professional, at: datetime) -> ExamFacts:
    done = line.done
    zone = settings.TIME_ZONE
    paused = module_access(learner.pk, line.found.version.add_on.module_id, at).paused_until
    return ExamFacts(
        passed_on=local_day(done.passed_at, zone) if done.passed_at else None,
        is_open=done.open_attempt is not None,
        tries=done.tries,
        again_on=local_day(paused, zone) if paused else None,
        taken_back=done.taken_back,
    )


def _needed(line: ProductLine) -> list[ContentPackage]:
    """Packages that are needed and did not report to be through."""
    left = {*line.found.packages_left, *line.packages_left}
    uses = line.found.version.packages.all()
    return [use.package for use in uses if str(use.package.public_id) in left]


def _units(packages: list[ContentPackage], learner: Professional) -> tuple[UnitFacts, ...]:
    """Units of those packages that can be opened."""
    states = _states(packages, learner)
    return tuple(
        _unit(package, unit, states.get((package.pk, unit["key"])))
        for package in packages
        if is_playable(package)
        for unit in package.manifest.get("units", ())
    )


def _states(
    packages: list[ContentPackage], learner: Professional
) -> dict[tuple[int, str], UnitState]:
    registrations = PackageRegistration.objects.filter(
        learner=learner.pk, purpose=Purpose.LEARN, package__in=packages
    )
    rows = UnitState.objects.filter(registration__in=registrations).select_related("registration")
    return {(row.registration.package_id, row.unit): row for row in rows}


def _unit(package: ContentPackage, unit: dict, state: UnitState | None) -> UnitFacts:
    launch = unit_from_json(unit)
    if package.standard == PackageStandard.CMI5:
        outcome = _told(launch, state)
    else:
        standard = PackageStandard(package.standard)
        outcome = unit_outcome(standard, state.cmi if state else None, launch)
    is_open = state is not None and state.ended_at is None
    refused = state.refused if state else 0
    return UnitFacts(title=launch.title, outcome=outcome, refused=refused, left_open=is_open)


def _told(unit: LaunchUnit, state: UnitState | None) -> UnitOutcome:
    """What a cmi5 unit told by its statements, as it was kept."""
    if state is None:
        reasons = (Reason.NEVER_OPENED,)
        return UnitOutcome(unit.key, Completed.NOT_STARTED, Success.UNKNOWN, None, 0, reasons)
    through = state.completion == Completed.COMPLETED
    return UnitOutcome(
        key=unit.key,
        completed=Completed.COMPLETED if through else Completed.INCOMPLETE,
        success=Success(state.success),
        scaled=state.score,
        seconds=state.total_seconds,
    )
