"""Puts two versions side by side in words, for partners and reviewers."""

from django.utils.translation import gettext as _

from curriculum.domain.version_diff import Compared, Part, version_diff
from curriculum.models import AddOnVersion
from curriculum.queries.add_ons import used_packages
from curriculum.services.version_checks import bundle_of, declarations_of


def changes_since(before: AddOnVersion | None, version: AddOnVersion) -> tuple[Part, ...]:
    """Every part that is not the same; nothing when there is no version before."""
    return version_diff(compared(before) if before else None, compared(version))


def compared(version: AddOnVersion) -> Compared:
    """A version as a side of a comparison; raises ContentJsonError."""
    return Compared(
        bundle=bundle_of(version),
        declarations={name: _plain(value) for name, value in declarations_of(version).items()},
        packages={
            line.package.sha256: _("%(name)s, %(minutes)s min: %(outcomes)s")
            % {
                "name": line.package,
                "minutes": line.minutes,
                "outcomes": ", ".join(sorted(line.outcomes)),
            }
            for line in used_packages(version)
        },
    )


def _plain(value: object) -> str:
    """A declaration as the words that are compared."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, dict):
        return " · ".join(str(each) for each in value.values() if each)
    return str(value)
