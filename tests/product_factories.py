"""Rows around product add-ons: partner, programme with outcomes, versions, packages, rules.

The fictional product programme asks for three outcomes: two that core modules teach and one that
only the product module teaches.
"""

import uuid
from datetime import date, datetime
from itertools import count
from typing import Any

from curriculum.models import (
    AcceptanceRule,
    AcceptedOutcome,
    AddOnVersion,
    ContentPackage,
    Module,
    ModuleAlignment,
    ModuleOutcome,
    Outcome,
    ProductAddOn,
    RequiredOutcome,
    VersionPackage,
)
from passport.people.models import Partner, PartnerMembership, User
from passport.standards.models import Clause, Framework, Jurisdiction, Product, Requirement
from tests.factories import EPOCH, exam_question, make_release, make_user, release_content

_number = count(1)
OWN = "fictoleucel-thaw"
SHARED = ("crs-recognise", "icans-recognise")
TAUGHT = {"crs-recognise": ("COR-04", "O1"), "icans-recognise": ("COR-05", "O1")}


def make_partner(name: str = "", **fields: Any) -> Partner:
    """An industry partner."""
    defaults = {
        "name": name or f"Fictional Cell Company {next(_number)}",
        "country": "DE",
        "contact_email": "contact@cells.example",
        "created_at": EPOCH,
    }
    return Partner.objects.create(**{**defaults, **fields})


def make_partner_member(
    partner: Partner, kind: str = "manager", *, user: User | None = None, **fields: Any
) -> User:
    """Somebody who belongs to a partner since the epoch."""
    user = user or make_user()
    defaults = {"kind": kind, "starts_on": EPOCH.date()}
    PartnerMembership.objects.create(user=user, partner=partner, **{**defaults, **fields})
    return user


def make_product_programme(
    key: str = "fictoleucel", *, roles: tuple[str, ...] = ("NUR", "PHY"), months: int = 24
) -> Framework:
    """A product's programme with its requirements and the outcomes that they ask for."""
    jurisdiction, _ = Jurisdiction.objects.get_or_create(code="EU", defaults={"name": "EU"})
    product, _ = Product.objects.get_or_create(
        key=key, defaults={"inn": key, "brand": "Fictavia", "holder": "Fictional Cell Company"}
    )
    framework = Framework.objects.create(
        key=f"eu-programme-{key}",
        kind="product",
        title=f"EU product programme: {key}",
        owner="Fictional Cell Company",
        edition="2026",
        jurisdiction=jurisdiction,
        product=product,
        validity_months=months,
    )
    asked = {
        "programme.toxicity": SHARED,
        f"programme.{key}.handling": (f"{key}-thaw",),
        f"programme.{key}.education_completed": (),
    }
    for position, (name, outcomes) in enumerate(asked.items()):
        _ask(framework, name, outcomes, roles, position)
    return framework


def _ask(
    framework: Framework,
    name: str,
    outcomes: tuple[str, ...],
    roles: tuple[str, ...],
    position: int,
) -> None:
    """One requirement of a programme, and the outcomes behind it."""
    requirement, _ = Requirement.objects.get_or_create(
        key=name, defaults={"label": f"Asked: {name}", "roles": list(roles)}
    )
    Clause.objects.create(
        framework=framework, group="topics", requirement=requirement, position=position
    )
    for outcome in outcomes:
        RequiredOutcome.objects.get_or_create(
            requirement=requirement, outcome=make_outcome(outcome)
        )


def make_outcome(key: str, **fields: Any) -> Outcome:
    """An outcome; the shared ones are taught by core modules with releases."""
    outcome, _ = Outcome.objects.get_or_create(
        key=key, defaults={"label": key.replace("-", " ").capitalize(), **fields}
    )
    if key in TAUGHT:
        code, objective = TAUGHT[key]
        if not Module.objects.filter(code=code).exists():
            make_release(code)
        ModuleOutcome.objects.get_or_create(
            outcome=outcome, module=Module.objects.get(code=code), objective=objective
        )
    return outcome


def make_add_on(
    partner: Partner | None = None, programme: Framework | None = None, **fields: Any
) -> ProductAddOn:
    """An add-on without versions; `code` and `title` name its module."""
    code = fields.pop("code", f"PRD-{next(_number):06}")
    module = Module.objects.create(
        code=code, kind="product", title=fields.pop("title", f"Module {code}")
    )
    return ProductAddOn.objects.create(
        partner=partner or make_partner(),
        module=module,
        programme=programme or make_product_programme(),
        created_by=make_user(),
        created_at=EPOCH,
        **fields,
    )


def make_version(add_on: ProductAddOn | None = None, **fields: Any) -> AddOnVersion:
    """A version with all its declarations; a draft unless `state` says more."""
    add_on = add_on or make_add_on()
    state = fields.get("state", "draft")
    defaults = {
        "number": add_on.versions.count() + 1,
        "title": add_on.module.title,
        "countries": ["CZ", "DE", "FR"],
        "label_on": date(2026, 1, 1),
        "label_url": "https://label.example/fictoleucel",
        "rmp_version": "3.1",
        "authority_agreed": False,
        "approval_reference": "FICT-2026-001",
        "approval_ends_on": date(2027, 12, 31),
        "authors": [
            {
                "name": "Alex Author",
                "affiliation": "Fictional Cell Company",
                "interests": "Employee",
            }
        ],
        "created_by": add_on.created_by,
        "created_at": EPOCH,
    }
    if state not in {"draft", "changes_asked"}:
        defaults |= {
            "content_hash": "1" * 64,
            "submitted_by": add_on.created_by,
            "submitted_at": EPOCH,
        }
    return AddOnVersion.objects.create(add_on=add_on, **{**defaults, **fields})


def make_live_version(
    add_on: ProductAddOn | None = None, *, at: datetime = EPOCH, **fields: Any
) -> AddOnVersion:
    """A live version whose release teaches all outcomes of its programme, one per chapter."""
    add_on = add_on or make_add_on()
    outcomes = list(
        RequiredOutcome.objects.filter(requirement__clauses__framework=add_on.programme)
        .order_by("outcome__key")
        .values_list("outcome__key", flat=True)
    )
    objectives = {f"O{place}": key for place, key in enumerate(outcomes, start=1)}
    release = make_release(
        add_on.module.code,
        content=product_content(objectives),
        exam=[_question(objective, index) for objective in objectives for index in range(4)],
        practice={},
        vignettes={},
        draw=2 * len(objectives),
        minutes=6 * len(objectives),
        released_at=at,
        version=str(add_on.versions.count() + 1),
    )
    for objective, key in objectives.items():
        ModuleOutcome.objects.get_or_create(
            outcome=Outcome.objects.get(key=key), module=add_on.module, objective=objective
        )
    _align(add_on)
    return make_version(add_on, **{"state": "live", "live_at": at, "release": release, **fields})


def product_content(objectives: dict[str, str]) -> dict:
    """A release's content with a chapter of six minutes for each objective."""
    return release_content(
        objectives={name: f"What about {key}?" for name, key in objectives.items()},
        requirements={},
        chapters=[
            {
                "slug": key,
                "title": f"Chapter {key}",
                "objectives": [name],
                "minutes": 6,
                "segments": [{"kind": "html", "html": f"<p>Fictional text on {key}.</p>"}],
            }
            for name, key in objectives.items()
        ],
    )


def _question(objective: str, index: int) -> dict:
    return exam_question(f"{objective}E{index}", objective, right=index % 3)


def _align(add_on: ProductAddOn) -> None:
    """The product module completes the partner's programme."""
    key = f"programme.{add_on.programme.product.key}.education_completed"
    ModuleAlignment.objects.get_or_create(
        module=add_on.module, requirement=Requirement.objects.get(key=key), strength="full"
    )


def make_rule(
    add_on: ProductAddOn, *, lines: dict[str, str] | None = None, **fields: Any
) -> AcceptanceRule:
    """A signed rule in force since the epoch; `lines` maps outcome to module code.

    Without lines every shared outcome is accepted from the core module that teaches it.
    """
    lines = {key: code for key, (code, _) in TAUGHT.items()} if lines is None else lines
    defaults = {
        "number": add_on.rules.count() + 1,
        "valid_from": EPOCH.date(),
        "statement": "We accept what the core teaches.",
        "signed_name": "Petra Partner",
        "signed_by": make_user(),
        "signed_at": EPOCH,
        "rule_hash": "2" * 64,
    }
    rule = AcceptanceRule.objects.create(add_on=add_on, **{**defaults, **fields})
    for key, code in lines.items():
        AcceptedOutcome.objects.create(
            rule=rule,
            outcome=Outcome.objects.get(key=key),
            module=Module.objects.get(code=code),
            max_age_months=24,
        )
    return rule


def make_package(partner: Partner, **fields: Any) -> ContentPackage:
    """An accepted SCORM 1.2 package with one unit; nothing lies on the disk."""
    defaults = {
        "file_name": "thaw.zip",
        "sha256": uuid.uuid4().hex * 2,
        "size": 1000,
        "state": "accepted",
        "standard": "scorm_1.2",
        "title": "Thawing",
        "manifest": {
            "standard": "scorm_1.2",
            "edition": "1.2",
            "title": "Thawing",
            "units": [
                {"key": "unit-1", "title": "Thawing", "href": "index.html", "objectives": []}
            ],
            "files": [],
            "languages": [],
        },
        "uploaded_by": make_user(),
        "uploaded_at": EPOCH,
        "checked_at": EPOCH,
    }
    return ContentPackage.objects.create(partner=partner, **{**defaults, **fields})


def use_package(
    version: AddOnVersion, package: ContentPackage, outcomes: tuple[str, ...], minutes: int = 6
) -> VersionPackage:
    """A version plays a package that teaches some outcomes."""
    return VersionPackage.objects.create(
        version=version,
        package=package,
        position=version.packages.count() + 1,
        outcomes=list(outcomes),
        minutes=minutes,
    )
