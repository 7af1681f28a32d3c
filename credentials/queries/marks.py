"""Keeps what was computed of a centre in memory, and knows at once when it is old."""

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import uuid4

from django.core.cache import caches
from django.db.models import Model, Subquery

from credentials.models import Attestation, AttestationWithdrawal, RecognitionAlignment
from curriculum import api as curriculum
from observership import api as observership
from passport.append_only import Growth, growth_of, unseen
from passport.people.models import Centre
from passport.prepared import Prepared
from passport.standards.models import StandardsMark

TABLES: tuple[type[Model], ...] = (Attestation, AttestationWithdrawal, RecognitionAlignment)
KEPT_SECONDS = 6 * 60 * 60
VALUES_MOST = 64
Value = TypeVar("Value")
_STANDARDS: Prepared[int] = Prepared(lambda: StandardsMark.objects.values_list("number", flat=True))
_RULES: Prepared[tuple[object, ...]] = Prepared(
    lambda pk: (
        Centre.objects.filter(pk=pk)
        .annotate(standards=Subquery(StandardsMark.objects.values("number")[:1]))
        .values_list("mark", "confirmed_at", "standards")
    ),
    Centre._meta.pk,
)


@dataclass(frozen=True)
class Marks:
    """How far everything stood when something was computed.

    `rules` changes with frameworks, alignments, members, roles and own rules; the others grow with
    every fact that anybody shows anywhere.
    """

    rules: tuple[object, ...]
    learned: tuple[Growth, ...]
    visited: tuple[Growth, ...]
    attested: tuple[Growth, ...]


@dataclass(frozen=True)
class Kept:
    """A value by its token, and the marks read before it was computed."""

    marks: Marks
    token: str


@dataclass(frozen=True)
class Computed(Generic[Value]):
    """A value, and whom it speaks of."""

    people: tuple[int, ...]
    value: Value


# Values themselves, the latest stored last. They never change, so they are handed out as they are:
# copying a matrix out of the cache costs more than everything else that a page does with it.
_VALUES: OrderedDict[str, Computed[Any]] = OrderedDict()


def marks_of(centre: Centre) -> Marks:
    """How far everything stands now; four queries."""
    (rules,) = _RULES.rows(centre.pk)
    return Marks(
        rules, curriculum.evidence_growth(), observership.placement_growth(), growth_of(TABLES)
    )


def kept(name: str, centre: Centre, compute: Callable[[], tuple[tuple[int, ...], Value]]) -> Value:
    """A centre's value from memory, computed anew when something that concerns it changed.

    `compute` returns whom the value speaks of, and the value. What was shown elsewhere by others
    changes nothing.
    """
    cache, key = caches["local"], f"coverage:{centre.pk}:{name}"
    now = marks_of(centre)
    found: Kept | None = cache.get(key)
    computed: Computed[Value] | None = _VALUES.get(found.token) if found else None
    if found is None or computed is None or _is_old(found.marks, now, centre, computed.people):
        computed = Computed(*compute())
        found = Kept(now, _stored(computed))
    elif found.marks == now:
        return computed.value
    cache.set(key, Kept(now, found.token), timeout=KEPT_SECONDS)
    return computed.value


def _stored(computed: Computed[Any]) -> str:
    """Keep a value and let go of the one that was stored longest ago; returns its token."""
    token = uuid4().hex
    _VALUES[token] = computed
    while len(_VALUES) > VALUES_MOST:
        _VALUES.popitem(last=False)
    return token


def kept_standards(name: str, compute: Callable[[], Value]) -> Value:
    """A value that rests on frameworks alone, from memory until one of them changes."""
    number = next(iter(_STANDARDS.rows()), None)
    cache, key = caches["local"], f"standards:{name}"
    seen, token = cache.get(key) or (None, "")
    computed: Computed[Value] | None = _VALUES.get(token)
    if computed is None or seen != number:
        computed = Computed((), compute())
        cache.set(key, (number, _stored(computed)), timeout=KEPT_SECONDS)
    return computed.value


def _is_old(seen: Marks, now: Marks, centre: Centre, people: tuple[int, ...]) -> bool:
    if seen == now:
        return False
    if seen.rules != now.rules:
        return True
    return (
        curriculum.new_evidence_concerns(seen.learned, now.learned, people)
        or observership.new_placements_concern(seen.visited, now.visited, people)
        or _attested_since(seen.attested, now.attested, centre, people)
    )


def _attested_since(
    seen: tuple[Growth, ...], now: tuple[Growth, ...], centre: Centre, people: Collection[int]
) -> bool:
    concerns: dict[type[Model], dict[str, Any]] = {
        Attestation: {"centre": centre},
        AttestationWithdrawal: {"attestation__centre": centre},
        RecognitionAlignment: {"decision__recognition__professional_id__in": people},
    }
    return any(
        unseen(table, before).filter(**concerns[table]).exists()
        for table, before, after in zip(TABLES, seen, now, strict=True)
        if before != after
    )
