"""Plays the fictional pilot of observerships: four trainees, three hosts, every step of the way."""

from datetime import datetime

from observership import api as observership
from passport.demo.pilot_people import COMMITTEE, COORDINATOR, HOSTS, TRAINEES
from passport.people.models import Centre, Professional, User
from passport.people.queries.profiles import home_centre

# Language beside English, first days of two-week windows counted from today.
_HOSTS = (("fr", (-60, 40)), ("de", (-2,)), ("it", (20, 45)))
# Language beside English, first day and length of the visit, head of department.
_TRAINEES = (
    ("fr", -60, 5, "Prof. Hana Vzorová"),
    ("de", -2, 12, "Prof. Ion Model"),
    ("it", 20, 5, "Prof. Ewa Wzorowa"),
    ("fr", 40, 10, "Prof. Aoife Pattern"),
)


def ensure_pilot(*, at: datetime) -> bool:
    """Play the pilot unless a call is there already; whether it was played now."""
    if observership.has_calls():
        return False
    people = {user.email: user for user in User.objects.filter(email__in=_addresses())}
    pilot = observership.SamplePilot(
        coordinator=people[COORDINATOR],
        committee=tuple(people[email] for email in COMMITTEE),
        hosts=tuple(
            observership.SampleHost(
                _centre(_professional(email)), _professional(email), "Haematology", *said
            )
            for email, said in zip(HOSTS, _HOSTS, strict=True)
        ),
        trainees=tuple(
            observership.SampleTrainee(_professional(email), *said)
            for email, said in zip(TRAINEES, _TRAINEES, strict=True)
        ),
    )
    observership.pilot_for_demo(pilot, at)
    return True


def _addresses() -> list[str]:
    return [COORDINATOR, *COMMITTEE]


def _professional(email: str) -> Professional:
    return Professional.objects.select_related("user").get(user__email=email)


def _centre(person: Professional) -> Centre:
    found = home_centre(person)
    if found is None:
        raise LookupError(person.pk)
    return found
