"""Opens add-ons and their versions, and writes what a partner declares about them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from curriculum.models import AddOnVersion, Module, ProductAddOn, VersionPackage
from curriculum.models.module import ModuleKind
from curriculum.queries.add_ons import open_version_of, programmes_to_offer, version_to_copy
from curriculum.services.version_moves import audit, begin, locked_draft
from passport.audit.services import record
from passport.dates import local_day
from passport.people.domain.roles import Role
from passport.people.models import Partner, User
from passport.people.services.partners import PartnerSuspendedError
from passport.standards.models import Framework

LETTERS = 3
_TAKEN = frozenset({"COR", *Role})
_COPIED = (
    "notes", "countries", "label_on", "label_ends_on", "label_url", "additional_monitoring",
    "rmp_version", "authority_agreed", "approval_reference", "approval_ends_on", "authors",
)  # fmt: skip


class ProgrammeNotOfferedError(Exception):
    """The programme is no product's, not in force, or this partner has an add-on for it."""


class VersionOpenError(Exception):
    """A version in this language is on its way already."""


@dataclass(frozen=True)
class VersionFacts:
    """What a partner declares about a version; names are those of AddOnVersion."""

    title: str
    notes: str
    countries: list[str]
    label_on: date | None
    label_ends_on: date | None
    label_url: str
    additional_monitoring: bool
    rmp_version: str
    authority_agreed: bool | None
    approval_reference: str
    approval_ends_on: date | None
    authors: list[dict[str, str]]


def module_code(programme: Framework) -> str:
    """The next free code of a product's modules: three letters of its name, then a number."""
    name = programme.product.inn if programme.product else programme.key
    letters = "".join(each for each in name.upper() if "A" <= each <= "Z")
    prefix = letters[:LETTERS].ljust(LETTERS, "X")
    prefix = f"X{prefix[: LETTERS - 1]}" if prefix in _TAKEN else prefix
    codes = Module.objects.filter(code__startswith=f"{prefix}-").values_list("code", flat=True)
    numbers = [int(tail) for code in codes if (tail := code.rpartition("-")[2]).isdecimal()]
    return f"{prefix}-{max(numbers, default=0) + 1:02d}"


@transaction.atomic
def open_add_on(
    *, partner: Partner, programme: Framework, title: str, by: User, at: datetime
) -> ProductAddOn:
    """A partner's module for a product programme, without versions yet.

    Raises ProgrammeNotOfferedError, PartnerSuspendedError.
    """
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    if partner.suspended_at is not None:
        raise PartnerSuspendedError
    on = local_day(at, settings.TIME_ZONE)
    if not programmes_to_offer(partner, on).filter(pk=programme.pk).exists():
        raise ProgrammeNotOfferedError
    code = module_code(programme)
    module = Module.objects.create(code=code, kind=ModuleKind.PRODUCT, title=title)
    add_on = ProductAddOn.objects.create(
        partner=partner, module=module, programme=programme, created_by=by, created_at=at
    )
    record(
        action="add_on.opened",
        subject=f"add_on:{add_on.public_id}",
        actor_id=by.public_id,
        at=at,
        details={"partner": str(partner.public_id), "module": code, "programme": programme.key},
    )
    return add_on


@transaction.atomic
def open_version(*, add_on: ProductAddOn, language: str, by: User, at: datetime) -> AddOnVersion:
    """A draft with what the latest version says; its text only when that is in this language.

    Raises VersionOpenError, PartnerSuspendedError.
    """
    rows = ProductAddOn.objects.select_for_update(of=("self",)).select_related("partner", "module")
    row = rows.get(pk=add_on.pk)
    if row.partner.suspended_at is not None:
        raise PartnerSuspendedError
    if open_version_of(row, language) is not None:
        raise VersionOpenError
    latest = version_to_copy(row, language)
    try:
        with transaction.atomic():
            version = AddOnVersion.objects.create(**_new(row, language, latest, by, at))
    except IntegrityError as error:  # somebody was faster
        raise VersionOpenError from error
    if latest is not None:
        _copy_packages(latest, version)
    begin(version, by, at)
    return version


def _new(
    add_on: ProductAddOn, language: str, latest: AddOnVersion | None, by: User, at: datetime
) -> dict[str, Any]:
    last = add_on.versions.order_by("-number").values_list("number", flat=True).first() or 0
    fresh: dict[str, Any] = {
        "add_on": add_on, "number": last + 1, "language": language, "title": add_on.module.title,
        "created_by": by, "created_at": at,
    }  # fmt: skip
    if latest is None:
        return fresh
    same = latest.language == language
    text = {"content": latest.content, "title": latest.title} if same else {}
    return {**fresh, **{name: getattr(latest, name) for name in _COPIED}, **text}


def _copy_packages(source: AddOnVersion, target: AddOnVersion) -> None:
    VersionPackage.objects.bulk_create(
        VersionPackage(
            version=target,
            package_id=line.package_id,
            position=line.position,
            outcomes=line.outcomes,
            minutes=line.minutes,
        )
        for line in source.packages.all()
    )


@transaction.atomic
def save_metadata(
    *, version: AddOnVersion, facts: VersionFacts, by: User, at: datetime
) -> AddOnVersion:
    """Write what a partner declares; raises VersionStateError, PartnerSuspendedError."""
    row = locked_draft(version)
    before = {name: getattr(row, name) for name in vars(facts)}
    for name, value in vars(facts).items():
        setattr(row, name, value)
    row.save(update_fields=[*vars(facts)])
    changed = sorted(name for name, value in vars(facts).items() if before[name] != value)
    audit("declared", row, by, at, changed=changed)
    return row
