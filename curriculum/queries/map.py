"""Which modules and tasks support which requirement of a framework, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain

from django.db.models import F

from curriculum.models import (
    Module,
    ModuleAlignment,
    ModulePage,
    ModuleRelease,
    ObservedTask,
    TaskAlignment,
)
from passport.dates import local_day, within
from passport.standards.domain.crosswalk import Change
from passport.standards.domain.roles import concerns_people
from passport.standards.models import (
    AlignmentStrength,
    Framework,
    FrameworkKind,
    NumberStatus,
    Requirement,
)
from passport.standards.queries.crosswalks import crosswalk_of
from passport.standards.queries.exchange import ordered_clauses

MODULE, TASK = "module", "task"
TO_LOOK_AT = (Change.CHANGED, Change.UNCHECKED)
Key = tuple[str, int]
Alignment = ModuleAlignment | TaskAlignment


@dataclass(frozen=True)
class Cell:
    """How far one thing supports one requirement, and whether somebody judged that."""

    kind: str
    alignment_id: int
    strength: str
    reviewed_at: datetime | None

    @property
    def is_full(self) -> bool:
        """All of the requirement, not a part."""
        return self.strength == AlignmentStrength.FULL


@dataclass(frozen=True)
class Column:
    """A module or an observed task; `objectives` counts what it teaches or its steps."""

    kind: str
    pk: int
    code: str
    title: str
    objectives: int
    page_id: int | None
    usable: bool

    @property
    def key(self) -> Key:
        """What its cells are found by."""
        return self.kind, self.pk


@dataclass(frozen=True)
class Row:
    """One requirement with a cell for each column; None where nothing supports it."""

    key: str
    label: str
    number: str
    for_people: bool
    cells: tuple[Cell | None, ...]
    state: str


@dataclass(frozen=True)
class Group:
    """Requirements under one heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Recheck:
    """An alignment that was made for another edition, or reviewed before this one."""

    kind: str
    alignment_id: int
    name: str
    requirement: str
    change: str
    note: str


@dataclass(frozen=True)
class CurriculumMap:
    """The whole matrix with what is missing in it."""

    framework: Framework
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    unused: tuple[Column, ...]
    recheck: tuple[Recheck, ...]
    counts: dict[str, int] = field(default_factory=dict)


def map_of(framework: Framework, zone: str) -> CurriculumMap:
    """The map of one framework; the same number of queries for any size."""
    clauses = ordered_clauses(framework)
    wanted = {clause.requirement_id for clause in clauses}
    alignments = [each for each in _alignments() if each.requirement_id in wanted]
    things = [*_modules(), *_tasks()]
    used = {_owner(each) for each in alignments}
    columns = tuple(each for each in things if each.key in used)
    rows = _Rows(columns, alignments)
    titles = {str(key): str(title) for key, title in framework.groups}
    found: dict[str, list[Row]] = {}
    for clause in clauses:
        number = clause.number if clause.number_status == NumberStatus.VERIFIED else ""
        found.setdefault(clause.group, []).append(rows.row(clause.requirement, number))
    groups = tuple(Group(titles.get(key, key), tuple(each)) for key, each in found.items())
    return CurriculumMap(
        framework=framework,
        columns=columns,
        groups=groups,
        unused=tuple(each for each in things if each.key not in used and each.usable),
        recheck=tuple(_recheck(framework, alignments, zone)),
        counts=_counts(groups, alignments),
    )


class _Rows:
    """Builds rows from columns and alignments."""

    def __init__(self, columns: tuple[Column, ...], alignments: list[Alignment]) -> None:
        self.columns = columns
        self.cells: dict[tuple[Key, int], Cell] = {}
        for each in alignments:
            kind, _pk = _owner(each)
            cell = Cell(kind, each.pk, each.strength, each.reviewed_at)
            self.cells[_owner(each), each.requirement_id] = cell

    def row(self, requirement: Requirement, number: str) -> Row:
        cells = tuple(self.cells.get((column.key, requirement.pk)) for column in self.columns)
        for_people = concerns_people(requirement.roles)
        return Row(
            key=requirement.key,
            label=requirement.label,
            number=number,
            for_people=for_people,
            cells=cells,
            state=self._state(cells, for_people),
        )

    def _state(self, cells: tuple[Cell | None, ...], for_people: bool) -> str:
        """A hole is what people must show and nothing that can be used supports."""
        strengths = [
            cell.is_full
            for cell, column in zip(cells, self.columns, strict=True)
            if cell and column.usable
        ]
        if any(strengths):
            return "full"
        if strengths:
            return "partial"
        return "hole" if for_people else "programme"


def _owner(alignment: Alignment) -> Key:
    if isinstance(alignment, TaskAlignment):
        return TASK, alignment.task_id
    return MODULE, alignment.module_id


def _alignments() -> list[Alignment]:
    modules = ModuleAlignment.objects.select_related("module", "requirement")
    tasks = TaskAlignment.objects.select_related("task", "requirement")
    rows = tasks.filter(task__retired_at__isnull=True)
    return list(chain(modules.order_by("module__code"), rows.order_by("task__key")))


def _modules() -> Iterator[Column]:
    """Modules with the objectives of their latest release; without a release nobody learns."""
    releases = ModuleRelease.objects.order_by("number")
    objectives = dict(releases.values_list("module_id", "content__objectives"))
    pages = dict(ModulePage.objects.filter(module__isnull=False).values_list("module_id", "pk"))
    for module in Module.objects.order_by("code"):
        yield Column(
            kind=MODULE,
            pk=module.pk,
            code=module.code,
            title=module.title,
            objectives=len(objectives.get(module.pk) or {}),
            page_id=pages.get(module.pk),
            usable=module.pk in objectives,
        )


def _tasks() -> Iterator[Column]:
    for task in ObservedTask.objects.filter(retired_at__isnull=True).order_by("key"):
        yield Column(
            kind=TASK,
            pk=task.pk,
            code=task.key,
            title=task.title,
            objectives=len(task.steps),
            page_id=None,
            usable=True,
        )


def _counts(groups: tuple[Group, ...], alignments: list[Alignment]) -> dict[str, int]:
    rows = [row for group in groups for row in group.rows]
    states = ("full", "partial", "hole", "programme")
    found = {state: sum(row.state == state for row in rows) for state in states}
    waiting = sum(each.reviewed_at is None for each in alignments)
    return {**found, "requirements": len(rows), "waiting": waiting}


def _recheck(framework: Framework, alignments: list[Alignment], zone: str) -> Iterator[Recheck]:
    """What was judged for the edition before, where that requirement may have changed."""
    if framework.replaces is None:
        return
    lines = {each.key: each for each in crosswalk_of(framework.replaces, framework).lines}
    for each in alignments:
        line = lines.get(each.requirement.key)
        if line is None or line.change not in TO_LOOK_AT or line.earlier is None:
            continue
        if _judged_since(each.reviewed_at, framework.valid_from, zone):
            continue
        kind, _pk = _owner(each)
        thing = each.task if isinstance(each, TaskAlignment) else each.module
        yield Recheck(kind, each.pk, str(thing), line.label, line.change.value, line.note)


def _judged_since(reviewed_at: datetime | None, valid_from: date | None, zone: str) -> bool:
    """Whether the review was made under this edition."""
    if reviewed_at is None:
        return False
    return valid_from is None or within(valid_from, None, local_day(reviewed_at, zone))


def frameworks_to_map() -> list[Framework]:
    """Frameworks to choose from, newest first, each with the edition before it."""
    newest = F("valid_from").desc(nulls_last=True)
    replacing = F("replaces").asc(nulls_last=True)
    return list(Framework.objects.select_related("replaces").order_by(newest, replacing, "title"))


def first_to_map(choices: list[Framework]) -> Framework | None:
    """What the map opens with: the newest accreditation, else the newest of all."""
    accreditations = (row for row in choices if row.kind == FrameworkKind.ACCREDITATION)
    return next(accreditations, next(iter(choices), None))
