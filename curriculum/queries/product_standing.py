"""How far a learner is with every product, in few queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from curriculum.domain.add_ons import VersionState
from curriculum.domain.product_state import (
    PlannedProduct,
    ProductPlan,
    ProductState,
    Standing,
    state_of,
)
from curriculum.models import (
    Attempt,
    ChapterRead,
    Completion,
    DeltaTaken,
    Module,
    PackageRegistration,
    ProductAddOn,
    UpdateTaken,
)
from curriculum.models.module import ModuleKind
from curriculum.queries.deltas import ProductDelta, product_deltas
from passport.dates import local_day
from passport.people.models import Professional


@dataclass(frozen=True)
class Held:
    """The latest completion of a product module, and the numbers of the rules it rested on."""

    on: date
    version_id: int
    rules: tuple[int, ...]


@dataclass
class Done:
    """What a learner did in one product module; `waiting` is what a passed exam rests on.

    `taken_back`: an exam that earned nothing yet was about a version retired for safety.
    """

    open_attempt: UUID | None = None
    waiting: dict[str, Any] | None = None
    passed_at: datetime | None = None
    tries: int = 0
    begun: bool = False
    taken_back: bool = False
    held: Held | None = None


@dataclass(frozen=True)
class CoreModule:
    """A core or role module that is needed first."""

    code: str
    title: str


@dataclass(frozen=True)
class ProductLine:
    """One product for one learner: what is asked, what was done, and where that leads."""

    found: ProductDelta
    done: Done
    state: ProductState
    core: tuple[CoreModule, ...] = ()
    packages_left: tuple[str, ...] = field(default=())

    @property
    def code(self) -> str:
        """Code of the product's module."""
        return self.found.version.add_on.module.code

    @property
    def inn(self) -> str:
        """The active substance."""
        product = self.found.version.add_on.programme.product
        return product.inn if product else self.found.version.title

    @property
    def brand(self) -> str:
        """The brand name, or nothing."""
        product = self.found.version.add_on.programme.product
        return product.brand if product else ""

    @property
    def sponsor(self) -> str:
        """Name of the partner."""
        return self.found.version.add_on.partner.name

    @property
    def update_due_on(self) -> date | None:
        """The day by which the first update is to be learned."""
        updates = self.found.delta.updates
        return updates[0].due_on if updates else None

    @property
    def minutes(self) -> int:
        """Minutes of the parts that are still asked; after a passed exam, of what it waits for."""
        if self.state is not ProductState.PACKAGES_LEFT:
            return self.found.plan.minutes
        left = {f"package:{key}" for key in self.packages_left}
        return sum(part.minutes for part in self.found.product.parts if part.key in left)


def product_lines(learner: Professional, on: date, code: str = "") -> tuple[ProductLine, ...]:
    """Every live product for a learner, or one by its module's code."""
    found = product_deltas(learner, on, code)
    if not found:
        return ()
    done = _done(learner.pk)
    codes = {name for each in found for name in _teachers(each)}
    titles = dict(Module.objects.filter(code__in=codes).values_list("code", "title"))
    return tuple(_line(each, done[each.version.add_on.module_id], titles) for each in found)


def product_plan(learner: Professional, on: date) -> ProductPlan:
    """Products that a learner handles or has begun, as the plan shows them.

    One query for somebody without any.
    """
    mine = set(_mine(learner).values_list("module__code", flat=True))
    if not mine:
        return ProductPlan()
    out = {ProductState.NOT_OFFERED, ProductState.NOT_ASKED}
    lines = [each for each in product_lines(learner, on) if each.code in mine]
    planned = [_planned(each) for each in lines if each.state not in out]
    return ProductPlan(tuple(sorted(planned, key=_due_first)))


def _due_first(each: PlannedProduct) -> tuple[date, str]:
    return (each.update_due_on or date.max, each.inn)


def _planned(line: ProductLine) -> PlannedProduct:
    return PlannedProduct(
        code=line.code,
        inn=line.inn,
        brand=line.brand,
        sponsor=line.sponsor,
        state=line.state,
        outcomes=len(line.found.delta.to_learn),
        minutes=line.minutes,
        update_due_on=line.update_due_on,
    )


def _mine(learner: Professional) -> QuerySet[ProductAddOn]:
    """Live add-ons of products that somebody handles, or whose module somebody began."""
    own = {"learner": learner.pk}
    begun = Attempt.objects.filter(**own, module=OuterRef("module"))
    read = ChapterRead.objects.filter(**own, release__module=OuterRef("module"))
    completed = Completion.objects.filter(**own, module=OuterRef("module"))
    handled = Q(programme__product__in=learner.products.values("pk"))
    rows = ProductAddOn.objects.filter(versions__state=VersionState.LIVE)
    return rows.filter(handled | Exists(begun) | Exists(read) | Exists(completed)).order_by()


def _line(found: ProductDelta, done: Done, titles: Mapping[str, str]) -> ProductLine:
    waits = done.waiting or {}
    left = tuple(key for key in waits.get("packages", ()) if key not in found.played)
    standing = Standing(
        offered=found.offered,
        asked=bool(found.delta.required),
        to_learn=found.delta.to_learn,
        examined=found.examined,
        passed=waits.get("learned"),
        packages_left=len(left),
        is_update=found.is_update,
        exam_open=done.open_attempt is not None,
        begun=done.begun or any(key in found.played for key in found.packages),
        held=done.held is not None,
    )
    core = tuple(CoreModule(code, titles[code]) for code in _teachers(found) if code in titles)
    return ProductLine(found, done, state_of(standing), core, left)


def _teachers(found: ProductDelta) -> tuple[str, ...]:
    """Modules that teach what remains and the product itself does not, as its rules accept."""
    untaught = set(found.delta.to_learn) - set(found.examined)
    lines = [line for rule in found.product.rules for line in rule.lines]
    return tuple(sorted({line.module for line in lines if line.outcome in untaught}))


def _done(learner_id: int) -> Mapping[int, Done]:
    """By module, what a learner did in product modules; four queries."""
    found: dict[int, Done] = defaultdict(Done)
    for row in _attempts(learner_id):
        _note(found[row["module_id"]], row)
    for module_id in _begun(learner_id):
        found[module_id].begun = True
    rows = DeltaTaken.objects.filter(
        completion__learner=learner_id, completion__annulment__isnull=True
    ).order_by("taken_at", "pk")
    for module_id, at, version_id, covered in rows.values_list(
        "completion__module_id", "taken_at", "version_id", "covered"
    ):
        found[module_id].held = Held(
            on=local_day(at, settings.TIME_ZONE),
            version_id=version_id,
            rules=tuple(sorted({each["rule_number"] for each in covered})),
        )
    return found


def _attempts(learner_id: int) -> Iterable[Any]:
    """Attempts at product modules, oldest first, with whether a pass was recorded."""
    own = OuterRef("pk")
    recorded = Exists(Completion.objects.filter(attempt=own)) | Exists(
        UpdateTaken.objects.filter(attempt=own)
    )
    unsafe = Coalesce(F("release__add_on_version__retired_for_safety"), False)
    rows = Attempt.objects.filter(learner=learner_id, module__kind=ModuleKind.PRODUCT)
    return (
        rows.annotate(recorded=recorded, unsafe=unsafe)
        .order_by("submitted_at", "pk")
        .values(
            "module_id", "public_id", "submitted_at", "passed", "delta", "recorded", "unsafe",
        )
    )  # fmt: skip


def _note(done: Done, row: Mapping[str, Any]) -> None:
    done.begun = True
    if row["unsafe"] and not row["recorded"]:
        done.taken_back = True
        return
    if row["submitted_at"] is None:
        done.open_attempt = row["public_id"]
        return
    done.tries += 1
    if row["passed"]:
        waits = not row["recorded"]
        done.waiting = row["delta"] if waits else None
        done.passed_at = row["submitted_at"] if waits else None
        done.tries = 0
        done.taken_back = False


def _begun(learner_id: int) -> Collection[int]:
    """Product modules of which a chapter was read or a package opened."""
    read = ChapterRead.objects.filter(
        learner=learner_id, release__module__kind=ModuleKind.PRODUCT
    ).order_by()
    opened = PackageRegistration.objects.filter(learner=learner_id).order_by()
    return set(
        read.values_list("release__module_id", flat=True).union(
            opened.values_list("package__used_by__version__add_on__module_id", flat=True)
        )
    )
