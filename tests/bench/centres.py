"""Centres of many people with two years of evidence, always the same, made in bulk."""

import random
from datetime import UTC, date, datetime, time, timedelta

from credentials.models import Attestation, LocalRequirement
from curriculum.models import (
    Completion,
    Module,
    ModuleAlignment,
    ModuleRelease,
    Observation,
    ObservationSignOff,
    ObservedTask,
)
from passport.people.models import (
    Centre,
    CentreMembership,
    Professional,
    ProfessionalRole,
    User,
)
from passport.standards.models import Clause, Framework, Jurisdiction, Requirement

FRAMEWORK = "bench-standard"
REQUIREMENTS, GROUPS, MODULES = 200, 10, 24
ROLES = ("NUR", "NOP", "PHY", "PIT", "PHA", "LAB", "ICU", "COO")
UNITS = ("Ward 4", "Ward 5", "Day hospital", "Pharmacy", "Laboratory")
SEED = 20270301
BEGUN = datetime(2025, 1, 1, 9, 0, tzinfo=UTC)


def make_standard() -> Framework:
    """200 requirements of everybody in ten groups, each shown by one to three of 24 modules."""
    dice = random.Random(SEED)  # noqa: S311 - the same numbers every time, nothing secret
    framework = Framework.objects.create(
        key=FRAMEWORK,
        kind="accreditation",
        title="Fictional Standard",
        owner="Nobody",
        edition="1",
        jurisdiction=Jurisdiction.objects.first(),
        validity_months=12,
        grace_days=60,
        groups=[[f"g{number}", f"Group {number}"] for number in range(GROUPS)],
    )
    requirements = _make_requirements(dice)
    Clause.objects.bulk_create(
        Clause(framework=framework, requirement=each, group=f"g{at % GROUPS}", position=at)
        for at, each in enumerate(requirements)
    )
    modules = make_modules()
    ModuleAlignment.objects.bulk_create(
        ModuleAlignment(module=module, requirement=each, strength=dice.choice(["full", "partial"]))
        for each in requirements
        for module in dice.sample(modules, dice.choice([1, 1, 2, 3]))
    )
    return framework


def _make_requirements(dice: random.Random) -> list[Requirement]:
    return Requirement.objects.bulk_create(
        Requirement(
            key=f"bench.{number:03}",
            label=f"Fictional requirement {number}",
            roles=["all"],
            validity_months=dice.choice([None, None, 24, 0]),
            any_of=number % 5 == 0,
        )
        for number in range(REQUIREMENTS)
    )


def make_modules() -> list[Module]:
    """Modules with a release each."""
    modules = Module.objects.bulk_create(
        Module(code=f"BEN-{number:02}", kind="role", title=f"Fictional module {number}")
        for number in range(MODULES)
    )
    ModuleRelease.objects.bulk_create(
        ModuleRelease(
            module=module,
            language="en",
            number=1,
            version="1.0",
            title=module.title,
            content_hash="0" * 64,
            content={"chapters": [], "filling": "x" * 20_000},
            draw=5,
            pass_percent=80,
            minutes=30,
            words=2000,
            reviewed_on=BEGUN.date(),
            released_at=BEGUN,
        )
        for module in modules
    )
    return modules


def make_staff(centre: Centre, size: int, on: date) -> list[Professional]:
    """People of a centre with roles, units, completions, observed tasks and attestations."""
    dice = random.Random(SEED + size)  # noqa: S311 - the same numbers every time, nothing secret
    names = [f"{centre.pk}-{number}" for number in range(size)]
    users = User.objects.bulk_create(
        User(email=f"b{name}@example.org", first_name="Bea", last_name=f"Bench {name}")
        for name in names
    )
    staff = Professional.objects.bulk_create(
        Professional(
            user=user, profession="nurse", country="CZ", created_at=BEGUN, welcomed_at=BEGUN
        )
        for user in users
    )
    CentreMembership.objects.bulk_create(
        CentreMembership(
            professional=each,
            centre=centre,
            kind="staff",
            starts_on=BEGUN.date(),
            unit=dice.choice(UNITS),
        )
        for each in staff
    )
    ProfessionalRole.objects.bulk_create(
        ProfessionalRole(professional=each, centre=centre, role=role, starts_on=BEGUN.date())
        for each in staff
        for role in dice.sample(ROLES, dice.choice([1, 1, 1, 2]))
    )
    _show(centre, staff, on, dice)
    return staff


def _day(dice: random.Random, on: date) -> date:
    """Some day of the two years before, today among them."""
    return on - timedelta(days=dice.randint(0, 700))


def _moment(dice: random.Random, on: date) -> datetime:
    return datetime.combine(_day(dice, on), time(9, dice.randint(0, 59)), tzinfo=UTC)


def _show(centre: Centre, staff: list[Professional], on: date, dice: random.Random) -> None:
    """About twenty completions, one observed task and four attestations each."""
    releases = list(ModuleRelease.objects.filter(module__code__startswith="BEN-").defer("content"))
    Completion.objects.bulk_create(
        (
            Completion(
                learner=each,
                module_id=release.module_id,
                release=release,
                way="practice",
                language="en",
                completed_at=_moment(dice, on),
            )
            for each in staff
            for release in dice.sample(releases, dice.randint(16, MODULES))
        ),
        batch_size=500,
    )
    _observe(centre, staff, on, dice)
    _attest(centre, staff, on, dice)


def _attest(centre: Centre, staff: list[Professional], on: date, dice: random.Random) -> None:
    requirements = list(Requirement.objects.filter(key__startswith="bench."))
    asker = staff[0].user
    drill = LocalRequirement.objects.create(
        centre=centre, label="Yearly drill", roles=["all"], evidence_kind="yearly_competence",
        validity_months=12, starts_on=BEGUN.date(), created_by=asker, created_at=BEGUN,
    )  # fmt: skip
    Attestation.objects.bulk_create(
        Attestation(
            centre=centre,
            professional=each,
            requirement=requirement,
            local_requirement=None if requirement else drill,
            kind="yearly_competence",
            shown_on=_day(dice, on),
            attested_by=asker,
            attested_at=BEGUN,
        )
        for each in staff
        for requirement in [*dice.sample(requirements, 3), None]
    )


def _observe(centre: Centre, staff: list[Professional], on: date, dice: random.Random) -> None:
    task = ObservedTask.objects.first()
    assessor, *learners = staff
    common = {"task": task, "version": task.version, "steps": [], "centre": centre}
    moments = [_moment(dice, on) for _ in learners]
    observations = Observation.objects.bulk_create(
        Observation(
            **common, learner=each, assessor=assessor, opened_at=at, signed_at=at,
            received_at=at, confirmed_at=at,
        )
        for each, at in zip(learners, moments, strict=True)
    )  # fmt: skip
    ObservationSignOff.objects.bulk_create(
        ObservationSignOff(
            **common, observation=each, learner_id=each.learner_id, assessor=assessor,
            observed_at=each.opened_at, received_at=each.opened_at, confirmed_at=each.opened_at,
        )
        for each in observations
    )  # fmt: skip


def lead_of(centre: Centre) -> Professional:
    """Somebody of the staff who is a quality manager too."""
    lead = Professional.objects.filter(memberships__centre=centre).order_by("pk").first()
    CentreMembership.objects.create(
        professional=lead, centre=centre, kind="lead", starts_on=BEGUN.date()
    )
    return lead
