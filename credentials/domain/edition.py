"""The words and the exact shape of what is signed: one edition's content."""

from typing import TypedDict, cast

from credentials.domain.canonical import (
    Json,
    NotCanonicalError,
    Shape,
    canonical,
    fits,
    read_canonical,
)

TYPE = "cart-passport-edition"
SCHEMA = 4
SHOWN = "knowledge"
_MODULE: Shape = {
    "code": str,
    "title": str,
    "release": int,
    "version": str,
    "language": str,
    "completed_on": str,
}
_REQUIREMENT: Shape = {
    "key": str,
    "label": str,
    "strength": str,
    "clauses": [{"framework": str, "edition": str, "number": str}],
}
_PRACTICE: Shape = {
    "centre": str,
    "observed_on": str,
    "expires_on": str,
    "grace_days": int,
    "tasks": [{"key": str, "title": str, "version": str, "observed_on": str}],
}
_PRODUCT: Shape = {
    "inn": str,
    "brand": str,
    "sponsor": str,
    "jurisdiction": str,
    "label_on": str,
    "asked": int,
    "covered": int,
    "learned": int,
    "updates": [{"summary": str, "due_on": str}],
}
_PLACEMENT: Shape = {
    "host": str,
    "city": str,
    "country": str,
    "department": str,
    "setting": str,
    "starts_on": str,
    "ends_on": str,
    "days": int,
    "objectives": [{"key": str, "title": str}],
}
_STAMP: dict[str, Shape] = {
    "key": str,
    "kind": str,
    "title": str,
    "shown": str,
    "earned_on": str,
    "expires_on": str,
    "grace_days": int,
    "minutes": int,
    "modules": [_MODULE],
    "requirements": [_REQUIREMENT],
}


def _shape(stamp: Shape) -> Shape:
    return {
        "type": str,
        "schema": int,
        "issuer": {"name": str, "contact": str, "url": str, "disclaimer": str},
        "number": str,
        "edition": int,
        "holder": {"name": str, "family_name": str, "given_names": str},
        "profession": str,
        "first_issued_on": str,
        "issued_at": str,
        "expires_on": str,
        "demonstration": bool,
        "key_id": str,
        "stamps": [stamp],
    }


# Editions are never written anew: each schema that was ever signed can be read for good.
_WITH_PRACTICE: dict[str, Shape] = {**_STAMP, "practice": [_PRACTICE]}
_WITH_PRODUCTS: dict[str, Shape] = {**_WITH_PRACTICE, "products": [_PRODUCT]}
SHAPES: dict[int, Shape] = {
    1: _shape(_STAMP),
    2: _shape(_WITH_PRACTICE),
    3: _shape(_WITH_PRODUCTS),
    4: _shape({**_WITH_PRODUCTS, "placements": [_PLACEMENT]}),
}


class IssuerContent(TypedDict):
    """Who issues."""

    name: str
    contact: str
    url: str
    disclaimer: str


class HolderContent(TypedDict):
    """Whose passport it is, spelled as the person spells it."""

    name: str
    family_name: str
    given_names: str


class ModuleContent(TypedDict):
    """One completed release behind a stamp."""

    code: str
    title: str
    release: int
    version: str
    language: str
    completed_on: str


class ClauseContent(TypedDict):
    """A verified clause number in one edition of a standard."""

    framework: str
    edition: str
    number: str


class RequirementContent(TypedDict):
    """A requirement that the stamp evidences."""

    key: str
    label: str
    strength: str
    clauses: list[ClauseContent]


class TaskContent(TypedDict):
    """One observed task behind a line of practice."""

    key: str
    title: str
    version: str
    observed_on: str


class PracticeContent(TypedDict):
    """All observed tasks of a role were signed at one centre."""

    centre: str
    observed_on: str
    expires_on: str
    grace_days: int
    tasks: list[TaskContent]


class UpdateContent(TypedDict):
    """What changed on a product's label and is still to be relearned."""

    summary: str
    due_on: str


class ProductContent(TypedDict):
    """The product behind a product stamp, and what the stamp rests on, in numbers of outcomes."""

    inn: str
    brand: str
    sponsor: str
    jurisdiction: str
    label_on: str
    asked: int
    covered: int
    learned: int
    updates: list[UpdateContent]


class ObjectiveContent(TypedDict):
    """An objective of a visit that the supervisor attested."""

    key: str
    title: str


class PlacementContent(TypedDict):
    """A visit to a host centre: where, from which day to which, and what was watched."""

    host: str
    city: str
    country: str
    department: str
    setting: str
    starts_on: str
    ends_on: str
    days: int
    objectives: list[ObjectiveContent]


class StampContent(TypedDict):
    """One stamp: what was shown, when, until when, by which modules; practice by centre.

    `products` holds the product of a product stamp, and nothing in any other; `placements` the
    visit of an observership, which took place for good: its `expires_on` is empty.
    """

    key: str
    kind: str
    title: str
    shown: str
    earned_on: str
    expires_on: str
    grace_days: int
    minutes: int
    modules: list[ModuleContent]
    requirements: list[RequirementContent]
    practice: list[PracticeContent]
    products: list[ProductContent]
    placements: list[PlacementContent]


class Draft(TypedDict):
    """What an edition says, before it has a number, a time and a key."""

    type: str
    schema: int
    issuer: IssuerContent
    number: str
    holder: HolderContent
    profession: str
    expires_on: str
    demonstration: bool
    stamps: list[StampContent]


class EditionContent(Draft):
    """What is signed."""

    edition: int
    first_issued_on: str
    issued_at: str
    key_id: str


class WrongContentError(ValueError):
    """A canonical text is not the content of an edition of ours."""


def read_content(text: str) -> EditionContent:
    """The content behind a stored text; any other type, schema or field is refused.

    What older schemas could not say yet (observed practice, products, visits) is empty.
    """
    try:
        value = read_canonical(text)
    except NotCanonicalError as error:
        raise WrongContentError(str(error)) from error
    if not isinstance(value, dict) or not _is_edition(value):
        raise WrongContentError("type, schema or fields are missing, unknown or of the wrong type")
    content = cast(EditionContent, value)
    for stamp in content["stamps"]:
        stamp.setdefault("practice", [])
        stamp.setdefault("products", [])
        stamp.setdefault("placements", [])
    return content


def _is_edition(value: dict[str, Json]) -> bool:
    schema = value.get("schema")
    known = type(schema) is int and schema in SHAPES and value.get("type") == TYPE
    return known and fits(value, SHAPES[cast(int, schema)])


def write_content(content: EditionContent) -> str:
    """The text that is signed."""
    return canonical(cast(Json, content))
