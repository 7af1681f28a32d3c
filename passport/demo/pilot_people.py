"""The people of the fictional pilot: coordinator, committee, three hosts, four trainees."""

from passport.demo.person import DemoPerson

COORDINATOR = "carla.coordinator@example.org"
COMMITTEE = ("conrad.committee@example.org", "cecile.committee@example.org")
HOSTS = ("helene.host@example.org", "hans.host@example.org", "ilaria.host@example.org")
TRAINEES = (
    "tereza.trainee@example.org",
    "radu.visitor@example.org",
    "piotr.guest@example.org",
    "iona.away@example.org",
)


def _host(
    email: str, given: str, family: str, place: tuple[str, str, str], secret: str
) -> DemoPerson:
    return DemoPerson(
        email=email,
        given=given,
        family=family,
        does=f"Receives visitors in {place[1]}",
        profession="physician",
        roles=("PHY",),
        membership="supervisor",
        totp_secret=secret,
        place=place,
    )


def _trainee(
    email: str, given: str, family: str, does: str, place: tuple[str, str, str]
) -> DemoPerson:
    return DemoPerson(
        email=email,
        given=given,
        family=family,
        does=does,
        profession="physician",
        roles=("PHY",),
        modules="core" if email == TRAINEES[0] else "",
        place=place,
    )


PILOT_PEOPLE = (
    DemoPerson(
        email=COORDINATOR,
        given="Carla",
        family="Coordinator",
        does="Runs observerships at /placements/",
        groups=("Observership coordinators",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXV",  # noqa: S106
    ),
    DemoPerson(
        email=COMMITTEE[0],
        given="Conrad",
        family="Committee",
        does="Reads applications at /committee/",
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXW",  # noqa: S106
    ),
    DemoPerson(
        email=COMMITTEE[1],
        given="Cécile",
        family="Committee",
        does="Second reader of applications",
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXX",  # noqa: S106
    ),
    _host(
        HOSTS[0],
        "Hélène",
        "Hôtesse",
        ("Fictional Hôpital du Rhône", "Lyon", "FR"),
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXY",
    ),
    _host(
        HOSTS[1],
        "Hans",
        "Gastgeber",
        ("Fictional Klinikum an der Isar", "Munich", "DE"),
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXZ",
    ),
    _host(
        HOSTS[2],
        "Ilaria",
        "Ospitale",
        ("Fictional Ospedale dei Navigli", "Milan", "IT"),
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX2",
    ),
    _trainee(
        TRAINEES[0],
        "Tereza",
        "Ukázková",
        "Trainee whose visit is over: holds an observership stamp",
        ("Fictional Hospital Brno", "Brno", "CZ"),
    ),
    _trainee(
        TRAINEES[1],
        "Radu",
        "Exemplu",
        "Trainee whose visit is under way",
        ("Fictional Hospital Cluj", "Cluj-Napoca", "RO"),
    ),
    _trainee(
        TRAINEES[2],
        "Piotr",
        "Przykładowy",
        "Trainee whose visit is agreed",
        ("Fictional Hospital Gdańsk", "Gdańsk", "PL"),
    ),
    _trainee(
        TRAINEES[3],
        "Iona",
        "Sampleton",
        "Trainee who was matched again after a host declined",
        ("Fictional Hospital Galway", "Galway", "IE"),
    ),
)
