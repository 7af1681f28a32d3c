"""Two centres that have one of everything, each marked by a word that stands nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from credentials.domain.pack import Scope
from credentials.models import (
    Attestation,
    CoverRule,
    EvidencePack,
    InspectorLink,
    LocalRequirement,
    PackKind,
    Reminder,
)
from credentials.services.packing import PackAsk, ask_for_pack
from curriculum.models import AssessorEndorsement, Observation, ObservationSignOff, ObservedTask
from passport.people.models import (
    Centre,
    CentreMembership,
    Invitation,
    JoinRequest,
    Professional,
    RosterImport,
)
from passport.standards.models import Framework
from tests.centre_factories import join, make_centre, make_lead
from tests.factories import make_learner, make_user

STEPS = [{"key": "ask", "text": "Asks.", "critical": True, "references": []}]


@dataclass(frozen=True)
class CentreWorld:
    """A centre, the people that tests sign in as, and an id for every argument of a route."""

    marker: str
    centre: Centre
    lead: Professional
    nurse: Professional
    assessor: Professional
    pack: EvidencePack
    values: dict[str, object]


def furnished(
    marker: str, framework: Framework, at: datetime, run: Callable[..., list[str]]
) -> CentreWorld:
    """A centre with one of everything; each name and text of it holds the marker."""
    centre = make_centre(name=f"Hospital {marker}", city=marker)
    lead = make_lead(centre, first_name=marker, last_name="Lead")
    nurse = join(centre, _person(marker, "Nurse"), unit=marker)
    assessor = join(centre, _person(marker, "Assessor"))
    things = {
        **_asked(marker, centre, lead, at),
        **_recorded(marker, centre, lead, nurse, at),
        **_observed(centre, lead, nurse, assessor, at),
    }
    pack, link = _packed(marker, centre, lead, framework, at, run)
    reminder = Reminder.objects.create(
        centre=centre, framework=framework, asked_by=lead.user, asked_at=at,
        due_at=at + timedelta(minutes=2),
    )  # fmt: skip
    reminder.professionals.add(nurse)
    values = {key: thing.public_id for key, thing in things.items()}
    values |= {
        "centre_id": centre.public_id,
        "person_id": nurse.public_id,
        "reminder_id": reminder.public_id,
        "pack_id": pack.public_id,
        "link_id": link.public_id,
        "name": pack.record.files[0]["name"],
    }
    return CentreWorld(marker, centre, lead, nurse, assessor, pack, values)


def at_a_centre(nurse: Professional, at: datetime) -> dict[str, object]:
    """Ids at a centre of which somebody is a member: an open invitation, a request, a task."""
    marker = "Gammaburg"
    centre = make_centre(name=f"Hospital {marker}")
    lead, assessor = make_lead(centre), join(centre)
    join(centre, nurse)
    things = {
        **_asked(marker, make_centre(), lead, at),
        **_recorded(marker, centre, lead, nurse, at),
        **_observed(centre, lead, nurse, assessor, at),
    }
    Invitation.objects.filter(kind="mail").update(email=nurse.user.email)
    JoinRequest.objects.update(professional=nurse)
    Observation.objects.filter(confirmed_at=None).update(signed_at=at, received_at=at)
    values = {key: thing.public_id for key, thing in things.items()}
    nowhere = uuid4()
    return {
        "reminder_id": nowhere,
        "pack_id": nowhere,
        "link_id": nowhere,
        **values,
        "centre_id": centre.public_id,
        "person_id": nurse.public_id,
    }


def _person(marker: str, family: str) -> Professional:
    return make_learner(make_user(first_name=marker, last_name=family))


def _asked(marker: str, centre: Centre, lead: Professional, at: datetime) -> dict[str, object]:
    """An invitation, a poster that somebody read, a roster."""
    made = {
        "centre": centre,
        "invited_by": lead.user,
        "invited_at": at,
        "expires_at": at + timedelta(days=7),
    }
    invitation = Invitation.objects.create(
        kind="mail", token_hash=f"{marker}-mail", email=f"{marker.lower()}@example.org",
        given_names=marker, **made,
    )  # fmt: skip
    poster = Invitation.objects.create(kind="poster", token_hash=f"{marker}-poster", **made)
    request = JoinRequest.objects.create(
        centre=centre, professional=_person(marker, "Reader"), invitation=poster, asked_at=at
    )
    roster = RosterImport.objects.create(
        centre=centre, file_name=f"{marker}.csv", rows=[], uploaded_by=lead.user, uploaded_at=at
    )
    return {"invitation_id": invitation, "request_id": request, "roster_id": roster}


def _recorded(
    marker: str, centre: Centre, lead: Professional, nurse: Professional, at: datetime
) -> dict[str, object]:
    """A requirement of the centre's own, an attestation of it, a minimum cover."""
    local = LocalRequirement.objects.create(
        centre=centre, label=f"Drill {marker}", roles=["all"], evidence_kind="orientation",
        starts_on=at.date(), created_by=lead.user, created_at=at,
    )  # fmt: skip
    attestation = Attestation.objects.create(
        centre=centre, professional=nurse, local_requirement=local, kind="orientation",
        shown_on=at.date(), reference=marker, attested_by=lead.user, attested_at=at,
    )  # fmt: skip
    rule = CoverRule.objects.create(centre=centre, role="NUR", minimum=1)
    return {"requirement_id": local, "attestation_id": attestation, "rule_id": rule}


def _observed(
    centre: Centre,
    lead: Professional,
    nurse: Professional,
    assessor: Professional,
    at: datetime,
) -> dict[str, object]:
    """An assessor, a task under way, one that was signed off."""
    fields = {"version": "1", "title": "ICE", "summary": "Do it.", "steps": STEPS}
    task, _ = ObservedTask.objects.get_or_create(
        key="ice-score", defaults={**fields, "roles": ["NUR"], "reviewed_on": at.date()}
    )
    endorsement = AssessorEndorsement.objects.create(
        centre=centre, assessor=assessor, starts_on=date(2026, 1, 5),
        endorsed_by=lead.user, endorsed_at=at,
    )  # fmt: skip
    seen = {"task": task, "version": "1", "steps": STEPS, "learner": nurse, "centre": centre}
    done = Observation.objects.create(
        **seen, assessor=assessor, opened_at=at, ticks=["ask"],
        signed_at=at, received_at=at, confirmed_at=at,
    )  # fmt: skip
    sign_off = ObservationSignOff.objects.create(
        **seen, assessor=assessor, observation=done,
        observed_at=at, received_at=at, confirmed_at=at,
    )  # fmt: skip
    running = Observation.objects.create(**seen, assessor=assessor, opened_at=at)
    return {
        "endorsement_id": endorsement,
        "sign_off_id": sign_off,
        "observation_id": running,
    }


def _packed(
    marker: str,
    centre: Centre,
    lead: Professional,
    framework: Framework,
    at: datetime,
    run: Callable[..., list[str]],
) -> tuple[EvidencePack, InspectorLink]:
    """A signed pack with a link for an inspector."""
    ask = PackAsk(
        kind=PackKind.INSPECTION, framework=framework, status_on=at.date(), scope=Scope(names=True)
    )
    pack = ask_for_pack(centre=centre, by=lead.user, ask=ask, at=at)
    run()
    link = InspectorLink.objects.create(
        pack=pack, token_hash=f"{marker}-link", label=marker, made_by=lead.user, made_at=at,
        expires_at=at + timedelta(days=14),
    )  # fmt: skip
    return EvidencePack.objects.select_related("record").get(pk=pack.pk), link


def end_membership(professional: Professional, on: date) -> None:
    """Every membership of somebody ended on a day."""
    CentreMembership.objects.filter(professional=professional).update(ends_on=on)
