"""Writes down that blocks and courses of cmi5 are satisfied, and keeps statements for good."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.conf import settings

from curriculum.domain.package_results import Completed
from curriculum.domain.packages import PackageManifest
from curriculum.models import PackageRegistration, XapiStatement
from curriculum.scorm.cmi5_rules import Cmi5Session, Verb
from curriculum.scorm.cmi5_satisfied import Whole, newly_satisfied
from curriculum.scorm.cmi5_statements import satisfied
from curriculum.scorm.xapi import StatementKept

_COURSE = "course"


def own_address(registration: PackageRegistration, key: str) -> str:
    """The platform's id of a unit, block or course (cmi5 8.1.5), the same at every launch."""
    short = sha256(key.encode()).hexdigest()[:32]
    return f"{settings.PUBLIC_URL}/content/{registration.public_id}/{short}"


def keep_statements(
    registration: PackageRegistration, unit: str, statements: Iterable[StatementKept], at: datetime
) -> None:
    """Keep statements about one unit, block or course, in the caller's transaction."""
    XapiStatement.objects.bulk_create(
        XapiStatement(
            registration=registration, statement_id=each.id, unit=unit,
            verb=each.verb[:200], body=each.content, stored_at=at,
        )
        for each in statements
    )  # fmt: skip


def say_satisfied(
    registration: PackageRegistration, manifest: PackageManifest, session: Cmi5Session, at: datetime
) -> None:
    """Write each block and course that is satisfied now, once (cmi5 9.3.9).

    `session` is the one that met the last moveOn; the caller holds the unit's row.
    """
    # Two units that end at once each see the other one.
    PackageRegistration.objects.select_for_update().get(pk=registration.pk)
    met = registration.units.filter(completion=Completed.COMPLETED).values_list("unit", flat=True)
    said = XapiStatement.objects.filter(registration=registration, verb=Verb.SATISFIED)
    told = {name.partition(":")[2] for name in said.values_list("unit", flat=True)}
    for whole in newly_satisfied(manifest, met=set(met), told=told):
        name = _name(whole)
        made = satisfied(session, at, whole=whole, own_id=own_address(registration, name))
        keep_statements(registration, name, [made], at)


def _name(whole: Whole) -> str:
    """What its statement is kept under, apart from units, whose keys are addresses."""
    return f"block:{whole.key}" if whole.key else f"{_COURSE}:"
