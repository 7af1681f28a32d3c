"""Colleagues at the demo centre: fictional, and each at another point of the way."""

from dataclasses import dataclass

BOTH, CORE, FEW, NONE = "core role", "core", "COR-01 COR-04 COR-05", ""


@dataclass(frozen=True)
class Colleague:
    """Somebody at the demo centre, who completed `modules` so many days ago."""

    given: str
    family: str
    profession: str
    role: str
    unit: str
    modules: str
    days_ago: int = 0
    left: bool = False

    @property
    def email(self) -> str:
        """An address that never receives anything."""
        return f"{self.given}.{self.family}@example.org".lower()


COLLEAGUES = (
    Colleague("Alba", "Example", "nurse", "NUR", "Ward 7", BOTH, 40),
    Colleague("Bruno", "Specimen", "nurse", "NUR", "Ward 7", BOTH, 120),
    Colleague("Cleo", "Mockup", "nurse", "NUR", "Ward 7", BOTH, 330),
    Colleague("Dario", "Placeholder", "nurse", "NUR", "Ward 7", BOTH, 390),
    Colleague("Ella", "Imagined", "nurse", "NUR", "Ward 8", BOTH, 500),
    Colleague("Finn", "Invented", "nurse", "NUR", "Ward 8", CORE, 60),
    Colleague("Greta", "Pretend", "nurse", "NUR", "Ward 8", FEW, 20),
    Colleague("Hugo", "Nobody", "nurse", "NUR", "Ward 8", NONE),
    Colleague("Iris", "Exemplar", "nurse", "NOP", "Day clinic", CORE, 200),
    Colleague("Jonas", "Muster", "nurse", "NOP", "Day clinic", CORE, 345),
    Colleague("Kaja", "Fabled", "physician", "PHY", "Ward 7", CORE, 15),
    Colleague("Leo", "Storybook", "physician", "PHY", "Ward 8", CORE, 340),
    Colleague("Mira", "Legend", "physician", "PHY", "Ward 7", FEW, 30),
    Colleague("Nils", "Novel", "physician", "PIT", "Ward 8", NONE),
    Colleague("Olga", "Paragon", "pharmacist", "PHA", "Pharmacy", CORE, 100),
    Colleague("Paul", "Sketch", "pharmacist", "PHA", "Pharmacy", CORE, 380),
    Colleague("Rosa", "Outline", "laboratory_scientist", "LAB", "Cell laboratory", CORE, 70),
    Colleague("Stefan", "Draft", "laboratory_scientist", "LAB", "Cell laboratory", FEW, 10),
    Colleague("Tilda", "Dummy", "nurse", "APN", "Apheresis", CORE, 250),
    Colleague("Ugo", "Stencil", "physician", "ICU", "Intensive care", FEW, 90),
    Colleague("Vera", "Template", "nurse", "COO", "Day clinic", CORE, 5),
    Colleague("Willem", "Formerly", "nurse", "NUR", "Ward 7", CORE, 300, left=True),
)
# Role, and how many of it must be able to take part.
COVER = (("NUR", "always", 4), ("NUR", "night", 2), ("PHY", "always", 2), ("PHA", "day", 1))
OWN_REQUIREMENTS = (
    ("Emergency call drill on the ward", ("NUR", "PHY"), "yearly_competence", 12),
    ("Tour of the cell laboratory", ("all",), "orientation", None),
)
ASSESSOR = "alba.example@example.org"
OBSERVED = ("ice-score", "two-person-check", "tocilizumab-drill")
OBSERVED_LEARNERS = ("bruno.specimen@example.org", "cleo.mockup@example.org")
