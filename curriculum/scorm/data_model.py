"""Checks what content wants to keep: each element is kept, or refused with its standard's code."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from curriculum.domain.packages import PackageStandard
from curriculum.scorm import data_model_12, data_model_2004, interaction_patterns
from curriculum.scorm.elements import Access, DataModel, Element, is_keyword, pattern_name, places
from curriculum.scorm.value_types import Verdict, is_storable

MODELS = {
    PackageStandard.SCORM_12: data_model_12.MODEL,
    PackageStandard.SCORM_2004: data_model_2004.MODEL,
}
# Ours: one learner's state of one unit, in characters of names and values together.
STATE_CHARACTERS = 1_000_000
NAME_CHARACTERS = 255
_FIRST = {"id": 0, "type": 1}
_RESPONSES = {"learner_response", "student_response", "correct_responses"}


@dataclass(frozen=True)
class Refusal:
    """An element that was not kept and the error code of the standard that says why."""

    element: str
    code: int


@dataclass(frozen=True)
class Cleaned:
    """What of a commit may be kept, in the order of the data model, and what was refused."""

    values: dict[str, str]
    rejected: tuple[Refusal, ...]


@dataclass
class _Kept:
    """What was kept so far, on top of what the platform had handed over at launch."""

    model: DataModel
    launched: Mapping[str, str]
    values: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    characters: int = 0

    def value(self, name: str) -> str | None:
        return self.values.get(name, self.launched.get(name))

    def keep(self, name: str, value: str) -> None:
        self.values[name] = value
        self.characters += len(name) + len(value)
        self.count(name)

    def count(self, name: str) -> None:
        for collection, index in places(name):
            self.counts[collection] = max(self.counts.get(collection, 0), index + 1)


def model_of(standard: PackageStandard) -> DataModel:
    """The data model of a standard; KeyError for cmi5, which has none."""
    return MODELS[standard]


def clean_state(
    standard: PackageStandard,
    cmi: Mapping[str, str],
    *,
    launched: Mapping[str, str] | None = None,
) -> Cleaned:
    """What of a commit may be kept; a commit is hostile until it went through here.

    `cmi` maps names like cmi.core.score.raw to text; `launched` is what the platform gave when
    the session began: what content may only read is left out in silence where it is unchanged.
    An empty text for an element that cannot be empty says "never set" and is left out as well.
    Bounds of ours: 500 interactions, 250 objectives and comments, 50 entries inside one of
    them, a million characters in all, with what is stored already.
    """
    kept = _Kept(MODELS[standard], launched or {})
    for name, value in kept.launched.items():
        kept.count(name)
        kept.characters += 0 if name in cmi else len(name) + len(value)
    rejected = []
    for name in _in_order(kept.model, cmi):
        code = _code(kept, name, cmi[name])
        if code:
            rejected.append(Refusal(str(name)[:NAME_CHARACTERS], code))
        elif not _is_silent(kept, name, cmi[name]):
            kept.keep(name, cmi[name])
    return Cleaned(kept.values, tuple(rejected))


def error_of(
    standard: PackageStandard, name: str, value: str, *, stored: Mapping[str, str] | None = None
) -> int:
    """The error code with which SetValue would answer, 0 when it is taken.

    `stored` is what the data model holds already.
    """
    kept = _Kept(MODELS[standard], stored or {})
    for each in kept.launched:
        kept.count(each)
    return _refused(kept, name, value)


def _in_order(model: DataModel, cmi: Mapping[str, str]) -> list[str]:
    """Names in the order of the tables, entries by index, an entry's id and type first."""
    ranks = {name: rank for rank, name in enumerate(model.elements)}

    def rank(name: str) -> tuple[bool, list[int], int, int, list[int], str]:
        inside = [index for _, index in places(name)]
        first = _FIRST.get(name.rsplit(".", 1)[-1], 2) if len(inside) == 1 else 3
        by_table = ranks.get(pattern_name(name), len(ranks))
        return bool(inside), inside[:1], first, by_table, inside, name

    return sorted((str(name) for name in cmi), key=rank)


def _code(kept: _Kept, name: str, value: str) -> int:
    """As SetValue answers, except for what the platform itself had set or what was never set."""
    element = kept.model.elements.get(pattern_name(name))
    if element is not None and kept.launched.get(name, element.default or "") == value:
        return 0
    return _refused(kept, name, value)


def _is_silent(kept: _Kept, name: str, value: str) -> bool:
    """Whether an element goes without a word: read only, or empty where it cannot be."""
    element = kept.model.elements[pattern_name(name)]
    return element.access is Access.READ or element.check(value) is not Verdict.FITS


def _refused(kept: _Kept, name: str, value: str) -> int:
    codes = kept.model.codes
    element = kept.model.elements.get(pattern_name(name))
    if name == "":
        return codes.order
    if is_keyword(name) and _describes(kept.model, name):
        return codes.keyword
    if element is None or len(name) > NAME_CHARACTERS:
        return codes.unknown
    if element.access is Access.READ:
        return codes.read_only
    if not is_storable(value):
        return codes.wrong_type
    return (
        _of_place(kept, name)
        or _of_value(kept, element, name, value)
        or _of_size(kept, name, value)
    )


def _describes(model: DataModel, name: str) -> bool:
    parent = pattern_name(name).rsplit(".", 1)[0]
    return any(each == parent or each.startswith(f"{parent}.") for each in model.elements)


def _of_place(kept: _Kept, name: str) -> int:
    """Entries grow one by one, within bounds, and each begins with its id."""
    codes = kept.model.codes
    for collection, index in places(name):
        if index > kept.counts.get(collection, 0):
            return codes.order
        if index >= kept.model.bounds[pattern_name(collection)]:
            return codes.too_much
        first = kept.model.identified.get(collection)
        wanted = f"{collection}.{index}.{first}"
        if first and name != wanted and kept.value(wanted) is None:
            return codes.dependency
    return 0


def _of_value(kept: _Kept, element: Element, name: str, value: str) -> int:
    codes = kept.model.codes
    verdict = element.check(value)
    if verdict is Verdict.FITS and _RESPONSES & set(element.name.split(".")):
        return _of_response(kept, name, value)
    if verdict is Verdict.FITS:
        return _of_identity(kept, name, value)
    return codes.out_of_range if verdict is Verdict.OUT_OF_RANGE else codes.wrong_type


def _of_response(kept: _Kept, name: str, value: str) -> int:
    """Responses are written as the interaction's type says; SCORM 2004 asks for it first."""
    codes = kept.model.codes
    kind = kept.value(".".join(name.split(".")[:3]) + ".type")
    if kept.model is data_model_12.MODEL:
        verdict = interaction_patterns.is_feedback(kind or "", value)
        return 0 if verdict is Verdict.FITS else codes.wrong_type
    if kind not in interaction_patterns.TYPES_2004:
        return codes.dependency
    if name.endswith(".pattern"):
        return _of_pattern(kept, kind, name, value)
    verdict = interaction_patterns.is_response(kind, value)
    return 0 if verdict is Verdict.FITS else codes.wrong_type


def _of_pattern(kept: _Kept, kind: str, name: str, value: str) -> int:
    """Some types have one right answer only, and none the same twice (RTE 4th ed., 4.2.9.2)."""
    codes = kept.model.codes
    collection, index = places(name)[-1]
    if index and kind in interaction_patterns.ONE_PATTERN_ONLY:
        return codes.order
    if interaction_patterns.is_pattern(kind, value) is not Verdict.FITS:
        return codes.wrong_type
    repeated = kind in interaction_patterns.NO_REPEATED_PATTERN
    return codes.order if repeated and value in _siblings(kept, collection, name) else 0


def _of_identity(kept: _Kept, name: str, value: str) -> int:
    """An objective's id is unique and stays as it is (RTE 2004 4th ed., 4.2.17.1)."""
    inside = places(name)
    if kept.model is data_model_12.MODEL or not inside or not name.endswith(".id"):
        return 0
    collection = inside[-1][0]
    if not collection.endswith("objectives"):
        return 0
    changed = collection == "cmi.objectives" and kept.value(name) not in (None, value)
    return kept.model.codes.order if changed or value in _siblings(kept, collection, name) else 0


def _siblings(kept: _Kept, collection: str, name: str) -> set[str | None]:
    """Values of the same field in the other entries of a collection."""
    last = name.rsplit(".", 1)[-1]
    others = (f"{collection}.{index}.{last}" for index in range(kept.counts.get(collection, 0)))
    return {kept.value(other) for other in others if other != name}


def _of_size(kept: _Kept, name: str, value: str) -> int:
    grown = kept.characters + len(name) + len(value)
    return kept.model.codes.too_much if grown > STATE_CHARACTERS else 0
