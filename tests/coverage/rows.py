"""Rows behind a centre's coverage: alignments, sign-offs, attestations, prior learning."""

from datetime import date, datetime, timedelta
from typing import Any

from credentials.models import (
    Attestation,
    LocalRequirement,
    Recognition,
    RecognitionAlignment,
    RecognitionDecision,
)
from curriculum.models import (
    Module,
    ModuleAlignment,
    Observation,
    ObservationSignOff,
    ObservedTask,
    TaskAlignment,
)
from passport.people.models import Centre, Professional
from passport.standards.models import Requirement
from tests.centre_factories import noon
from tests.factories import EPOCH, make_learner, make_release, make_user


def align(code: str, requirement: str, strength: str = "full") -> ModuleAlignment:
    """A module, released if it was not yet, supports a requirement."""
    if not Module.objects.filter(code=code).exists():
        make_release(code)
    return ModuleAlignment.objects.create(
        module=Module.objects.get(code=code),
        requirement=Requirement.objects.get(key=requirement),
        strength=strength,
    )


def make_task(key: str = "ice-score", **supports: str) -> ObservedTask:
    """An observed task; `supports` gives strength by requirement, with _ for dots."""
    task = ObservedTask.objects.create(
        key=key, version="1.0", title=f"Task {key}", summary="Seen.", reviewed_on=EPOCH.date()
    )
    for name, strength in supports.items():
        requirement = Requirement.objects.get(key=name.replace("_", "."))
        TaskAlignment.objects.create(task=task, requirement=requirement, strength=strength)
    return task


def sign_off(
    learner: Professional,
    task: ObservedTask,
    centre: Centre,
    at: datetime,
    assessor: Professional | None = None,
) -> ObservationSignOff:
    """An assessor saw the task done."""
    assessor = assessor or make_learner(make_user(first_name="Alan", last_name="Assessor"))
    common = {
        "task": task,
        "version": task.version,
        "steps": [],
        "learner": learner,
        "centre": centre,
        "assessor": assessor,
        "received_at": at,
        "confirmed_at": at,
    }
    opened_at = at - timedelta(minutes=20)
    observation = Observation.objects.create(**common, opened_at=opened_at, signed_at=at)
    return ObservationSignOff.objects.create(**common, observation=observation, observed_at=at)


def attest(
    person: Professional,
    centre: Centre,
    asked: str | LocalRequirement,
    on: date,
    **fields: Any,
) -> Attestation:
    """A quality manager says that a colleague showed something."""
    own = isinstance(asked, LocalRequirement)
    defaults = {"kind": "yearly_competence", "attested_at": EPOCH}
    fields.setdefault("attested_by", None)
    by = fields.pop("attested_by") or make_user(first_name="Quinn", last_name="Quality")
    return Attestation.objects.create(
        centre=centre,
        professional=person,
        requirement=None if own else Requirement.objects.get(key=asked),
        local_requirement=asked if own else None,
        shown_on=on,
        attested_by=by,
        **{**defaults, **fields},
    )


def recognise(
    person: Professional, requirement: str, on: date, strength: str = "full", accepted: bool = True
) -> RecognitionDecision:
    """Prior learning was decided upon."""
    claim = Recognition.objects.create(
        professional=person,
        title="A course elsewhere",
        provider="Fictional Academy",
        reference="FA-7",
        achieved_on=on,
        claimed_at=EPOCH,
    )
    decision = RecognitionDecision.objects.create(
        recognition=claim,
        accepted=accepted,
        reason="Read by two.",
        decided_by=make_user(),
        decided_at=EPOCH,
    )
    RecognitionAlignment.objects.create(
        decision=decision,
        requirement=Requirement.objects.get(key=requirement),
        strength=strength,
    )
    return decision


def ask_locally(centre: Centre, label: str = "Yearly drill", **fields: Any) -> LocalRequirement:
    """A centre asks something of its own people."""
    defaults: dict[str, Any] = {
        "roles": ["all"],
        "evidence_kind": "yearly_competence",
        "validity_months": 12,
        "starts_on": EPOCH.date(),
        "created_by": make_user(),
        "created_at": noon("2026-01-05"),
    }
    return LocalRequirement.objects.create(centre=centre, label=label, **{**defaults, **fields})
