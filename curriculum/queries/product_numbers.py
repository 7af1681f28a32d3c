"""What happened in a product's module, for its numbers; and the numbers as they were published."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from curriculum.domain.aggregates import Cell, Dimension, Measure, Quarter, Table, quarter_of
from curriculum.domain.grading import is_right
from curriculum.domain.product_ways import Passed, Person
from curriculum.domain.question_bands import Band
from curriculum.models import (
    Attempt,
    ChapterRead,
    DeltaTaken,
    NumbersPeriod,
    PackageRegistration,
    ProductAddOn,
    UpdateTaken,
)
from curriculum.queries.add_ons import PartnerDoor
from curriculum.queries.attempts import answered_items
from passport.dates import local_day, within
from passport.people.models import PartnerMembership, Professional


def people_of_partners() -> frozenset[int]:
    """Learners who belong or ever belonged to any partner: no company fills a group itself."""
    rows = PartnerMembership.objects.filter(user__professional__isnull=False)
    return frozenset(rows.order_by().values_list("user__professional__pk", flat=True))


def people_in(add_on: ProductAddOn, left_out: Collection[int]) -> tuple[Person, ...]:
    """Everybody who did something in an add-on's module, but for some; six queries."""
    days, passed = _days(add_on), _passed(add_on)
    keys = {*days, *passed} - set(left_out)
    rows = Professional.objects.filter(pk__in=keys).order_by("pk")
    return tuple(
        Person(
            key=pk,
            country=country,
            profession=profession,
            days=tuple(days[pk]),
            passed=tuple(passed[pk]),
        )
        for pk, country, profession in rows.values_list("pk", "country", "profession")
    )


def _day(at: datetime) -> date:
    return local_day(at, settings.TIME_ZONE)


def _days(add_on: ProductAddOn) -> Mapping[int, list[date]]:
    """Days on which learners began an attempt, finished a chapter or opened a package."""
    module = add_on.module_id
    attempts = Attempt.objects.filter(module=module).values_list("learner_id", "started_at")
    chapters = ChapterRead.objects.filter(release__module=module).values_list(
        "learner_id", "read_at"
    )
    packages = PackageRegistration.objects.filter(
        learner__isnull=False, package__used_by__version__add_on=add_on
    ).values_list("learner_id", "created_at")
    found: dict[int, list[date]] = defaultdict(list)
    for learner, at in [*attempts.order_by(), *chapters.order_by(), *packages.order_by()]:
        found[learner].append(_day(at))
    return found


def _passed(add_on: ProductAddOn) -> Mapping[int, list[Passed]]:
    """Completions that were not taken back, and updates that were learned."""
    found: dict[int, list[Passed]] = defaultdict(list)
    taken = DeltaTaken.objects.filter(add_on=add_on, completion__annulment__isnull=True)
    for learner, at, country, profession, minutes in taken.order_by().values_list(
        "completion__learner_id", "taken_at", "country", "profession", "minutes_needed"
    ):
        found[learner].append(Passed(_day(at), country, profession, minutes))
    updates = UpdateTaken.objects.filter(change__add_on=add_on)
    for learner, at, country, profession, minutes in updates.order_by().values_list(
        "learner_id", "taken_at", "learner__country", "learner__profession", "minutes_needed"
    ):
        found[learner].append(Passed(_day(at), country, profession, minutes))
    return found


def saved_minutes(
    add_on: ProductAddOn, quarter: Quarter, left_out: Collection[int]
) -> tuple[int, ...]:
    """Minutes that recognition spared each person who completed in a quarter, the first time."""
    rows = DeltaTaken.objects.filter(add_on=add_on, completion__annulment__isnull=True)
    found: dict[int, int] = {}
    for learner, at, minutes in rows.order_by("taken_at", "pk").values_list(
        "completion__learner_id", "taken_at", "minutes_saved"
    ):
        if within(quarter.first_day, quarter.last_day, _day(at)) and learner not in left_out:
            found.setdefault(learner, minutes)
    return tuple(found.values())


@dataclass(frozen=True)
class Answered:
    """How many people answered a question in a quarter, and how many of them rightly."""

    right: int
    answers: int


def answered_questions(
    add_on: ProductAddOn, quarter: Quarter, left_out: Collection[int]
) -> Mapping[str, Answered]:
    """By question, the first answer of each person in exams that ended in a quarter."""
    attempts = Attempt.objects.filter(module=add_on.module_id, submitted_at__isnull=False)
    attempts = attempts.exclude(learner__in=left_out).select_related("release")
    rows = attempts.prefetch_related("answers").order_by("submitted_at", "pk")
    first: dict[tuple[str, int], bool] = {}
    for attempt in rows.iterator(chunk_size=200):
        ended = attempt.submitted_at
        if ended and within(quarter.first_day, quarter.last_day, _day(ended)):
            for drawn, item in zip(attempt.draw, answered_items(attempt), strict=True):
                first.setdefault(
                    (drawn["key"], attempt.learner_id), is_right(item.chosen, item.right)
                )
    found: dict[str, list[bool]] = defaultdict(list)
    for (key, _), right in first.items():
        found[key].append(right)
    return {key: Answered(sum(answers), len(answers)) for key, answers in found.items()}


@dataclass(frozen=True)
class QuarterNumbers:
    """What was published of a quarter: tables, minutes spared per person, bands of questions."""

    quarter: Quarter
    published_on: date
    tables: tuple[Table, ...]
    saved_each: int | None
    questions: tuple[tuple[str, Band], ...]

    def cells(self, measure: Measure, dimension: Dimension) -> tuple[Cell, ...]:
        """Cells of one table; none for fewer than ten people."""
        return next(
            each.cells
            for each in self.tables
            if each.measure == measure and each.dimension == dimension
        )

    def total(self, measure: Measure) -> int | None:
        """All people of a measure, in tens; None for fewer than ten."""
        return next((cell.people for cell in self.cells(measure, Dimension.TOTAL)), None)

    @property
    def saved_together(self) -> int | None:
        """Minutes spared together, about: people in tens times minutes of each."""
        people = self.total(Measure.COMPLETIONS)
        return None if self.saved_each is None or people is None else people * self.saved_each

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(each.cells for each in self.tables)


def published_numbers(door: PartnerDoor, add_on: ProductAddOn) -> tuple[QuarterNumbers, ...]:
    """Every published quarter of one of the partner's add-ons, newest first; one query."""
    rows = NumbersPeriod.objects.filter(add_on=add_on, add_on__partner=door.partner)
    return tuple(_read(row) for row in rows.order_by("-starts_on"))


def known_quarters(add_on: ProductAddOn) -> frozenset[Quarter]:
    """Quarters that were published."""
    days = NumbersPeriod.objects.filter(add_on=add_on).values_list("starts_on", flat=True)
    return frozenset(quarter_of(day) for day in days)


def _read(row: NumbersPeriod) -> QuarterNumbers:
    figures = row.figures
    return QuarterNumbers(
        quarter=quarter_of(row.starts_on),
        published_on=_day(row.published_at),
        tables=tuple(_table(each) for each in figures["tables"]),
        saved_each=figures["saved_each"],
        questions=tuple((key, Band(band)) for key, band in sorted(figures["questions"].items())),
    )


def _table(record: dict[str, Any]) -> Table:
    cells: Iterable[dict[str, Any]] = record["cells"]
    return Table(
        measure=Measure(record["measure"]),
        dimension=Dimension(record["dimension"]),
        cells=tuple(Cell(**cell) for cell in cells),
    )


def stems_of(add_on: ProductAddOn, keys: Collection[str]) -> dict[str, str]:
    """What the newest release asks under some keys; one query."""
    release = add_on.module.releases.order_by("-number", "-pk").only("exam").first()
    exam = release.exam if release else []
    return {each["key"]: each["stem"] for each in exam if each["key"] in keys}
