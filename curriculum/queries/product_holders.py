"""What a product would ask of everybody who ever completed it, in few queries for all of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from curriculum.domain.delta import Learned, LearnerRecord, Shown, delta
from curriculum.domain.delta_plan import delta_minutes
from curriculum.models import Completion, DeltaTaken, UpdateTaken
from curriculum.models.module import ModuleKind
from curriculum.queries.live_versions import LiveProduct
from passport.dates import local_day
from passport.people.models import ProfessionalRole
from passport.people.queries.centres import held_on


@dataclass(frozen=True)
class HolderDelta:
    """Outcomes that changed for one holder, and the minutes of the parts that teach them."""

    learner_id: int
    outcomes: tuple[str, ...]
    minutes: int


def holder_ids_of(add_on_id: int) -> tuple[int, ...]:
    """Everybody with a completion of an add-on's module that was not taken back."""
    rows = DeltaTaken.objects.filter(add_on=add_on_id, completion__annulment__isnull=True)
    return tuple(sorted(set(rows.order_by().values_list("completion__learner_id", flat=True))))


def holder_deltas(
    product: LiveProduct, learner_ids: Collection[int], on: date
) -> tuple[HolderDelta, ...]:
    """What each of these learners would have to learn again on a day; four queries for all."""
    roles, shown = _roles(learner_ids, on), _shown(learner_ids)
    learned = _learned(learner_ids, product.version.add_on_id)
    return tuple(
        _one(product, learner, LearnerRecord(shown[learner], learned[learner], roles[learner]), on)
        for learner in sorted(learner_ids)
    )


def _one(product: LiveProduct, learner: int, record: LearnerRecord, on: date) -> HolderDelta:
    found = delta(product.programme(record.roles), record, on)
    again = {key for update in found.updates for key in update.outcomes}
    outcomes = tuple(key for key in found.required if key in again)
    return HolderDelta(learner, outcomes, delta_minutes(outcomes, product.parts).minutes)


def _roles(learner_ids: Collection[int], on: date) -> Mapping[int, tuple[str, ...]]:
    """Codes of the roles held on a day, longest held first."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    rows = ProfessionalRole.objects.filter(held_on(on), professional__in=learner_ids)
    for learner, role in rows.order_by("starts_on", "pk").values_list("professional_id", "role"):
        found[learner][role] = None
    return defaultdict(tuple, {learner: tuple(roles) for learner, roles in found.items()})


def _shown(learner_ids: Collection[int]) -> Mapping[int, tuple[Shown, ...]]:
    """Completions of core and role modules that were not taken back."""
    found: dict[int, tuple[Shown, ...]] = defaultdict(tuple)
    rows = Completion.objects.filter(
        learner__in=learner_ids,
        annulment__isnull=True,
        module__kind__in=[ModuleKind.CORE, ModuleKind.ROLE],
    ).values_list("learner_id", "module__code", "release__number", "completed_at", "pk")
    for learner, code, number, at, pk in rows:
        found[learner] += (Shown(code, number, local_day(at, settings.TIME_ZONE), pk),)
    return found


def _learned(learner_ids: Collection[int], add_on_id: int) -> Mapping[int, tuple[Learned, ...]]:
    """What was learned in the product's own module, updates included."""
    taken = DeltaTaken.objects.filter(
        add_on=add_on_id,
        completion__learner__in=learner_ids,
        completion__annulment__isnull=True,
    ).values_list("completion__learner_id", "learned", "taken_at", "version__number")
    updates = UpdateTaken.objects.filter(
        change__add_on=add_on_id, learner__in=learner_ids
    ).values_list("learner_id", "learned", "taken_at", "attempt__release__add_on_version__number")
    found: dict[int, tuple[Learned, ...]] = defaultdict(tuple)
    for learner, keys, at, number in [*taken, *updates]:
        day = local_day(at, settings.TIME_ZONE)
        found[learner] += (Learned(tuple(keys), day, number or 0),)
    return found
