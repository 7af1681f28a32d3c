"""What a product still asks of one learner: deltas, the parts to do, what they spare."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from curriculum.domain.delta import Delta, Learned, LearnerRecord, Shown, delta
from curriculum.domain.delta_plan import Part, PartsPlan, delta_minutes, exam_objectives
from curriculum.domain.outcomes import Outcome
from curriculum.domain.savings import Saved, saved_by
from curriculum.models import AddOnVersion, Completion, DeltaTaken, PackageResult, UpdateTaken
from curriculum.models.module import ModuleKind
from curriculum.queries.live_versions import LiveProduct, live_products
from curriculum.queries.teaching_minutes import teaching_minutes
from passport.dates import local_day
from passport.people.models import Professional
from passport.people.queries.profiles import current_roles


@dataclass(frozen=True)
class ProductDelta:
    """One product for one learner on a day.

    `offered`: the version may be shown in the learner's country. `changes` are keys of the label
    changes that `delta.updates` stands for; `played` the packages that reported to be through.
    """

    product: LiveProduct
    roles: tuple[str, ...]
    offered: bool
    delta: Delta
    plan: PartsPlan
    saved: Saved
    changes: tuple[int, ...]
    played: frozenset[str]

    @property
    def version(self) -> AddOnVersion:
        """The live version."""
        return self.product.version

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Words of the outcomes by key."""
        return self.product.outcomes

    @property
    def parts(self) -> tuple[Part, ...]:
        """Parts to do, in order."""
        return tuple(part for part in self.product.parts if part.key in self.plan.parts)

    @property
    def chapters(self) -> tuple[str, ...]:
        """Slugs of the chapters to read."""
        return _keys(self.plan.parts, "chapter:")

    @property
    def packages(self) -> tuple[str, ...]:
        """Public ids of the packages to play."""
        return _keys(self.plan.parts, "package:")

    @property
    def packages_left(self) -> tuple[str, ...]:
        """Public ids of the packages that did not report to be through yet."""
        return tuple(key for key in self.packages if key not in self.played)

    @property
    def objectives(self) -> tuple[str, ...]:
        """Objectives that the exam asks."""
        return exam_objectives(self.delta.to_learn, self.product.objectives)

    @property
    def examined(self) -> tuple[str, ...]:
        """Outcomes that the exam asks; what the product does not teach is learned elsewhere."""
        taught = {key for name in self.objectives for key in self.product.objectives[name]}
        return tuple(key for key in self.delta.to_learn if key in taught)

    @property
    def is_update(self) -> bool:
        """Nothing is missing, only changes of the label are to be relearned."""
        return not self.delta.remaining and bool(self.delta.updates)

    @property
    def is_done(self) -> bool:
        """Nothing is asked now."""
        return not self.delta.to_learn


def product_deltas(learner: Professional, on: date, code: str = "") -> tuple[ProductDelta, ...]:
    """Every live product for a learner, or one by its module's code; few queries whatever
    their number.
    """
    products = live_products(learner.language, code)
    if not products:
        return ()
    roles = current_roles(learner, on)
    shown, learned = _shown(learner.pk), _learned(learner.pk)
    played = _played(learner.pk)
    asked = {key for product in products for key in product.outcomes}
    minutes = teaching_minutes(asked, learner.language)
    return tuple(
        _one(
            product,
            LearnerRecord(shown, learned[product.version.add_on_id], roles),
            learner.country in product.version.countries,
            played,
            minutes,
            on,
        )
        for product in products
    )


def product_delta(learner: Professional, code: str, on: date) -> ProductDelta | None:
    """One live product for a learner; None when it is not live."""
    return next(iter(product_deltas(learner, on, code)), None)


def _one(
    product: LiveProduct,
    record: LearnerRecord,
    offered: bool,
    played: frozenset[str],
    minutes: Mapping[tuple[str, str], float],
    on: date,
) -> ProductDelta:
    programme = product.programme(record.roles)
    found = delta(programme, record, on)
    return ProductDelta(
        product=product,
        roles=record.roles,
        offered=offered,
        delta=found,
        plan=delta_minutes(found.to_learn, product.parts),
        saved=saved_by(found, product.parts, minutes),
        changes=tuple(each.change for each in found.updates),
        played=played,
    )


def _keys(parts: Collection[str], prefix: str) -> tuple[str, ...]:
    return tuple(key.removeprefix(prefix) for key in parts if key.startswith(prefix))


def _shown(learner_id: int) -> tuple[Shown, ...]:
    """Completions of core and role modules that were not taken back."""
    rows = Completion.objects.filter(
        learner=learner_id,
        annulment__isnull=True,
        module__kind__in=[ModuleKind.CORE, ModuleKind.ROLE],
    ).values_list("module__code", "release__number", "completed_at", "pk")
    return tuple(
        Shown(code, number, local_day(at, settings.TIME_ZONE), pk) for code, number, at, pk in rows
    )


def _learned(learner_id: int) -> Mapping[int, tuple[Learned, ...]]:
    """By add-on, what was learned in its own module, updates included."""
    taken = DeltaTaken.objects.filter(
        completion__learner=learner_id, completion__annulment__isnull=True
    ).values_list("add_on_id", "learned", "taken_at", "version__number")
    updates = UpdateTaken.objects.filter(learner=learner_id).values_list(
        "change__add_on_id", "learned", "taken_at", "attempt__release__add_on_version__number"
    )
    found: dict[int, tuple[Learned, ...]] = defaultdict(tuple)
    for add_on, keys, at, number in [*taken, *updates]:
        day = local_day(at, settings.TIME_ZONE)
        found[add_on] += (Learned(tuple(keys), day, number or 0),)
    return found


def _played(learner_id: int) -> frozenset[str]:
    rows = PackageResult.objects.filter(learner=learner_id)
    return frozenset(str(key) for key in rows.values_list("package__public_id", flat=True))
