"""What publishing a version would do to those who hold the product's stamp, as computed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import prefetch_related_objects

from curriculum.domain.minutes import length_of
from curriculum.domain.product_bundle import ProductBundle
from curriculum.models import AddOnVersion
from curriculum.queries.live_versions import as_if_live
from curriculum.queries.product_holders import holder_deltas, holder_ids_of
from curriculum.queries.releases import ChapterOutline
from curriculum.services.version_checks import bundle_of

Answer = Callable[[str, Collection[int], date], frozenset[int]]
_passports: list[Answer] = []


@dataclass(frozen=True)
class Effect:
    """`keep` passports show the stamp, on and after that day; `deltas` of their holders learn.

    `outcomes` counts what any of them learns again, `minutes` is the median.
    """

    keep: int
    deltas: int
    outcomes: int
    minutes: int


def let_passports_answer(answer: Answer) -> None:
    """Whoever keeps passports says whose of these learners' show a module's stamp on a day."""
    _passports[:] = [answer]


def effect_of(version: AddOnVersion, on: date) -> Effect:
    """The effect of publishing on a day; a fixed number of queries whatever the holders.

    Nobody loses a stamp: they stay on the release on which they were earned. What is to be
    learned again comes from the changes of the label that were announced.
    """
    code, holders = version.add_on.module.code, holder_ids_of(version.add_on_id)
    shown = _passports[0](code, holders, on) if _passports else frozenset(holders)
    bundle = bundle_of(version)
    objectives = {key: (own,) for key, own in bundle.outcomes.items()} if bundle else {}
    prefetch_related_objects([version], "packages__package")
    product = as_if_live(version, _chapters(bundle), objectives)
    asked = [each for each in holder_deltas(product, shown, on) if each.outcomes]
    return Effect(
        keep=len(shown),
        deltas=len(asked),
        outcomes=len({key for each in asked for key in each.outcomes}),
        minutes=round(median([each.minutes for each in asked])) if asked else 0,
    )


def _chapters(bundle: ProductBundle | None) -> tuple[ChapterOutline, ...]:
    if bundle is None:
        return ()
    minutes = length_of(bundle.content).chapters
    return tuple(
        ChapterOutline(each.slug, each.title, minutes[each.slug], each.objectives)
        for each in bundle.content.chapters
    )
