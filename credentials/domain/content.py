"""Content of an edition: composed from evidence, compared with the last one issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from credentials.domain.coverage import Earning, GroupStanding
from credentials.domain.edition import (
    SCHEMA,
    SHOWN,
    TYPE,
    Draft,
    EditionContent,
    HolderContent,
    IssuerContent,
    ModuleContent,
    PracticeContent,
    ProductContent,
    RequirementContent,
    StampContent,
)
from credentials.domain.evidence import (
    CORE,
    CORE_MINI,
    Evidence,
    Labels,
    Programme,
    RequirementLabel,
    StampKind,
    Strength,
)
from credentials.domain.placements import SHOWN as VISITED
from credentials.domain.placements import PlacementShown
from credentials.domain.practice import Practice
from credentials.domain.products import ProductShown
from passport.dates import earliest

Practices = Mapping[str, Sequence[Practice]]


@dataclass(frozen=True)
class Besides:
    """What a passport says besides its stamps of knowledge.

    Practice by role, products on top, and visits.
    """

    practices: Practices = field(default_factory=dict)
    products: Sequence[ProductShown] = ()
    placements: Sequence[PlacementShown] = ()


@dataclass(frozen=True)
class Subject:
    """Whom a passport is for and who issues it."""

    issuer: IssuerContent
    number: str
    holder: HolderContent
    profession: str


def shown_earnings(standings: Sequence[GroupStanding]) -> tuple[Earning, ...]:
    """Earnings that become stamps; the small core only where the whole core is not held."""
    earned = {standing.group: standing.earning for standing in standings if standing.earning}
    if CORE in earned:
        earned.pop(CORE_MINI, None)
    return tuple(earned.values())


def _module(item: Evidence) -> ModuleContent:
    return {
        "code": item.source,
        "title": item.title,
        "release": item.release,
        "version": item.version,
        "language": item.language,
        "completed_on": item.completed_on.isoformat(),
    }


def _strength(label: RequirementLabel, evidence: Sequence[Evidence]) -> Strength:
    """Full only when every module that the requirement needs in full stands in the stamp."""
    full = {item.source for item in evidence if (label.key, Strength.FULL) in item.alignments}
    enough = full and (label.any_of or full >= set(label.sources))
    return Strength.FULL if enough else Strength.PARTIAL


def _requirements(evidence: Sequence[Evidence], labels: Labels) -> list[RequirementContent]:
    keys = sorted({key for item in evidence for key, _ in item.alignments if key in labels})
    return [
        {
            "key": key,
            "label": labels[key].label,
            "strength": _strength(labels[key], evidence).value,
            "clauses": [
                {"framework": one.framework, "edition": one.edition, "number": one.number}
                for one in labels[key].clauses
            ],
        }
        for key in keys
    ]


def _practice(practice: Practice) -> PracticeContent:
    return {
        "centre": practice.place,
        "observed_on": practice.observed_on.isoformat(),
        "expires_on": practice.expires_on.isoformat(),
        "grace_days": practice.grace_days,
        "tasks": [
            {
                "key": task.source,
                "title": task.title,
                "version": task.version,
                "observed_on": task.observed_on.isoformat(),
            }
            for task in practice.tasks
        ],
    }


def _stamp(
    earning: Earning, programme: Programme, labels: Labels, practices: Sequence[Practice]
) -> StampContent:
    core = earning.group in {CORE, CORE_MINI}
    modules = [item for item in earning.evidence if not item.is_task]
    return {
        "key": earning.group,
        "kind": (StampKind.CORE if core else StampKind.ROLE).value,
        "title": programme.title(earning.group),
        "shown": SHOWN,
        "earned_on": earning.earned_on.isoformat(),
        "expires_on": earning.expires_on.isoformat(),
        "grace_days": programme.validity.grace_days,
        "minutes": sum(item.minutes for item in modules),
        "modules": [_module(item) for item in modules],
        "requirements": _requirements(earning.evidence, labels),
        "practice": [_practice(each) for each in practices],
        "products": [],
        "placements": [],
    }


def _product(shown: ProductShown) -> ProductContent:
    return {
        "inn": shown.inn,
        "brand": shown.brand,
        "sponsor": shown.sponsor,
        "jurisdiction": shown.jurisdiction,
        "label_on": shown.label_on.isoformat() if shown.label_on else "",
        "asked": shown.asked,
        "covered": shown.covered,
        "learned": shown.learned,
        "updates": [
            {"summary": each.summary, "due_on": each.due_on.isoformat()}
            for each in ([shown.update] if shown.update else [])
        ],
    }


def _product_stamp(shown: ProductShown, labels: Labels) -> StampContent:
    return {
        "key": shown.module.source,
        "kind": StampKind.PRODUCT.value,
        "title": shown.inn,
        "shown": SHOWN,
        "earned_on": shown.module.completed_on.isoformat(),
        "expires_on": shown.expires_on.isoformat(),
        "grace_days": shown.validity.grace_days,
        "minutes": shown.module.minutes,
        "modules": [_module(shown.module)],
        "requirements": _requirements([shown.module], labels),
        "practice": [],
        "products": [_product(shown)],
        "placements": [],
    }


def _placement_stamp(shown: PlacementShown, labels: Labels) -> StampContent:
    """A visit took place for good, so this stamp has no last day."""
    return {
        "key": f"{StampKind.PLACEMENT}.{shown.id}",
        "kind": StampKind.PLACEMENT.value,
        "title": shown.host,
        "shown": VISITED,
        "earned_on": shown.ends_on.isoformat(),
        "expires_on": "",
        "grace_days": 0,
        "minutes": 0,
        "modules": [],
        "requirements": _requirements(shown.evidence(), labels),
        "practice": [],
        "products": [],
        "placements": [shown.content()],
    }


def _used(
    earnings: Sequence[Earning], practices: Practices, products: Sequence[ProductShown]
) -> list[Evidence | Practice]:
    """Everything that a passport rests on."""
    return [
        *(item for each in earnings for item in each.evidence),
        *(practice for each in earnings for practice in practices.get(each.group, ())),
        *(each.module for each in products),
    ]


def compose(
    *,
    subject: Subject,
    programme: Programme,
    earnings: Sequence[Earning],
    labels: Labels,
    besides: Besides,
    on: date,
) -> Draft:
    """What the passport says on the evidence; one that shows nothing any more ended yesterday.

    Products and visits stand beside core and role: alone they make no passport, and they never
    end one.
    """
    practices, products = besides.practices, besides.products if earnings else ()
    visits = besides.placements if earnings else ()
    used = _used(earnings, practices, products)
    last_day = earliest([earning.expires_on for earning in earnings]) or on - timedelta(days=1)
    return {
        "type": TYPE,
        "schema": SCHEMA,
        "issuer": subject.issuer,
        "number": subject.number,
        "holder": subject.holder,
        "profession": subject.profession,
        "expires_on": last_day.isoformat(),
        "demonstration": not all(item.reviewed for item in used),
        "stamps": [
            *(_stamp(each, programme, labels, practices.get(each.group, ())) for each in earnings),
            *(_product_stamp(each, labels) for each in products),
            *(_placement_stamp(each, labels) for each in visits),
        ],
    }


def says_the_same(draft: Draft, edition: EditionContent) -> bool:
    """Whether an edition already says this; its number, times, key and schema do not count."""
    if not draft["stamps"] and not edition["stamps"]:
        return True
    said: dict[str, object] = {**edition, "schema": draft["schema"]}
    return all(said[key] == value for key, value in draft.items())


def complete(
    draft: Draft, *, edition: int, first_issued_on: str, issued_at: str, key_id: str
) -> EditionContent:
    """The draft with everything that the signer adds."""
    return {
        **draft,
        "edition": edition,
        "first_issued_on": first_issued_on,
        "issued_at": issued_at,
        "key_id": key_id,
    }
