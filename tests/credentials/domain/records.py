"""Plain records for tests of the rules."""

from datetime import date

from credentials.domain.evidence import Evidence, Group, Programme, Required, Strength
from passport.dates import Validity

YEAR = Validity(months=12, grace_days=60)


def shown(module: str, on: date, **fields: object) -> Evidence:
    """A module completed on a day."""
    defaults: dict = {
        "title": f"Module {module}",
        "release": 1,
        "version": "1.0",
        "language": "en",
        "minutes": 30,
        "reviewed": True,
        "alignments": (("care.iec", Strength.PARTIAL),),
    }
    return Evidence(source=module, completed_on=on, **{**defaults, **fields})


def group(key: str, *modules: str, title: str = "") -> Group:
    """A stamp that needs these modules, each by a requirement of its own."""
    needed = tuple(Required(f"module.{module}", (module,), label=module) for module in modules)
    return Group(key, title or f"{key}: knowledge", needed)


def programme(*groups: Group) -> Programme:
    """A programme of a year and sixty days."""
    return Programme(YEAR, groups)
