"""The weekly mail to quality managers: counts of what waits and what runs out, no names."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Break, Matrix
from credentials.queries.coverage import forecast_of, matrix_of
from credentials.queries.standards import PROGRAMME_KEY
from curriculum import api as curriculum
from passport.dates import days_left, local_day
from passport.jobs import services as jobs
from passport.notices.models import Notice
from passport.notices.services import send_notice
from passport.people.models import Centre, Invitation, JoinRequest
from passport.people.queries.centres import leads_of
from passport.standards.models import Framework

KIND = "centre_digest"
HELD = {Standing.MET, Standing.RENEWAL_DUE}
BREAK_MONTHS = 2


@dataclass(frozen=True)
class Week:
    """A centre on a Monday, in counts: people, percent in force, what runs out, what waits."""

    people: int
    in_force: int
    expiring_30: int
    expiring_60: int
    expiring_90: int
    breaks: int
    first_break: str
    invitations: int
    requests: int
    sign_offs: int

    @property
    def says_something(self) -> bool:
        """Whether anything runs out, breaks or waits."""
        waiting = self.invitations + self.requests + self.sign_offs
        return bool(self.expiring_90 or self.breaks or waiting)


@transaction.atomic
def ask_digests(*, at: datetime) -> int:
    """Ring one job for each confirmed centre; returns how many."""
    centres = list(Centre.objects.filter(confirmed_at__isnull=False).values_list("pk", flat=True))
    for pk in centres:
        jobs.ring("digest_asked", ids={"centre_id": pk}, at=at)
    return len(centres)


@transaction.atomic
def send_digest(*, centre_id: int, at: datetime) -> int:
    """Mail a centre's quality managers, once a day at most; returns how many mails."""
    centre = Centre.objects.select_for_update().get(pk=centre_id)
    on = local_day(at, settings.TIME_ZONE)
    week = week_of(centre, on, at) if centre.confirmed_at else None
    if week is None or not week.says_something:
        return 0
    context = {
        **asdict(week),
        "centre": str(centre),
        "centre_id": str(centre.public_id),
        "on": on.isoformat(),
    }
    leads = [lead for lead in leads_of(centre, on) if not _has_it(lead.user.email, context)]
    for lead in leads:
        send_notice(
            kind=KIND, recipient=lead.user.email, language=lead.language, context=context, at=at
        )
    return len(leads)


def _has_it(email: str, context: dict[str, object]) -> bool:
    same = Notice.objects.filter(kind=KIND, recipient=email, context__on=context["on"])
    return same.filter(context__centre_id=context["centre_id"]).exists()


def week_of(centre: Centre, on: date, at: datetime) -> Week | None:
    """A centre's counts on a day; None before the programme is loaded."""
    try:
        matrix = matrix_of(centre, PROGRAMME_KEY, on)
    except Framework.DoesNotExist:
        return None
    breaks = _breaks_soon(centre, on)
    people = [_one(matrix, person) for person in matrix.people]
    soonest = [days for *_, days in people if days is not None]
    return Week(
        people=len(people),
        in_force=_percent(sum(held for held, *_ in people), sum(asked for _, asked, _ in people)),
        expiring_30=sum(days <= 30 for days in soonest),
        expiring_60=sum(days <= 60 for days in soonest),
        expiring_90=sum(days <= 90 for days in soonest),
        breaks=len(breaks),
        first_break=breaks[0].on.isoformat() if breaks else "",
        **_waiting(centre, at),
    )


def _one(matrix: Matrix, person: int) -> tuple[int, int, int | None]:
    """How much of what is asked of somebody is in force, and in how many days the first ends."""
    every = (matrix.cell(person, column) for column in range(len(matrix.view.columns)))
    cells = [cell for cell in every if cell is not None]
    held = [cell for cell in cells if cell.standing in HELD]
    ends = [days_left(cell.last_day, matrix.on) for cell in held if cell.last_day is not None]
    return len(held), len(cells), min(ends, default=None)


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0


def _breaks_soon(centre: Centre, on: date) -> list[Break]:
    """Minimum covers that do not hold now or will not within the days looked ahead."""
    breaks, _ = forecast_of(centre, None, on, BREAK_MONTHS)
    soon = [each for each in breaks if days_left(each.on, on) <= settings.DIGEST_BREAK_DAYS]
    return sorted(soon, key=lambda each: each.on)


def _waiting(centre: Centre, at: datetime) -> dict[str, int]:
    invitations = Invitation.objects.filter(
        centre=centre,
        kind="mail",
        accepted_at=None,
        withdrawn_at=None,
        declined_at=None,
        expires_at__gte=at,
    )
    return {
        "invitations": invitations.count(),
        "requests": JoinRequest.objects.filter(centre=centre, decided_at=None).count(),
        "sign_offs": curriculum.waiting_sign_offs(centre.pk),
    }
