"""Reads the files of observed tasks, and says with file and line what must be mended."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from curriculum.domain.findings import Rule
from curriculum.domain.practice import Step, Support, TaskContent
from curriculum.formats.bundle import BundleError
from curriculum.formats.entries import Entry
from curriculum.formats.notes import Notes
from curriculum.formats.yaml_text import read_yaml

FOLDER = "tasks"
STRENGTHS = ("full", "partial")
LONGEST = {"title": 120, "summary": 400, "setting": 200}
LONGEST_STEP, LONGEST_REASON = 400, 500
_KEY = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True)
class Known:
    """Keys that a task's file may name."""

    references: Collection[str]
    requirements: Collection[str]
    roles: Collection[str]


class _Reader:
    """One file on its way to a record; what does not fit is noted where it stands."""

    def __init__(self, path: Path, known: Known) -> None:
        self.file, self.known, self.notes = f"{FOLDER}/{path.name}", known, Notes()
        text = path.read_text(encoding="utf-8")
        data = read_yaml(text, file=self.file, notes=self.notes)
        self.entry = Entry(data, file=self.file, notes=self.notes)

    def note(self, rule: Rule, entry: Entry, **values: object) -> None:
        self.notes.add(rule, self.file, entry.line, **values)

    def text(self, entry: Entry, name: str, limit: int) -> str:
        """A text that fits."""
        value = entry.text(name)
        if len(value) > limit:
            self.note(Rule.TOO_LONG, entry, name=name, length=len(value), limit=limit)
        return value

    def pattern(self, entry: Entry, name: str, pattern: re.Pattern[str], expected: str) -> str:
        """A text of one shape."""
        value = entry.text(name)
        if value and not pattern.match(value):
            self.note(Rule.VALUE, entry, name=name, value=value, expected=expected)
        return value

    def key(self, entry: Entry) -> str:
        return self.pattern(entry, "key", _KEY, "small letters, digits and hyphens")

    def references(self, entry: Entry) -> tuple[str, ...]:
        """Keys of sources, each of them listed."""
        keys = entry.keys("references", required=True)
        for key in keys:
            if key not in self.known.references:
                self.note(Rule.REFERENCE_UNKNOWN, entry, key=key)
        return keys

    def step(self, entry: Entry) -> Step:
        step = Step(
            key=self.key(entry),
            text=self.text(entry, "text", LONGEST_STEP),
            critical=entry.flag("critical"),
            references=self.references(entry),
        )
        entry.close()
        return step

    def support(self, entry: Entry) -> Support:
        support = Support(
            requirement=entry.text("key"),
            strength=entry.text("strength"),
            reason=self.text(entry, "reason", LONGEST_REASON),
        )
        if support.strength not in STRENGTHS:
            self.note(
                Rule.VALUE, entry, name="strength", value=support.strength, expected="full, partial"
            )
        self.requirement(support.requirement, entry)
        entry.close()
        return support

    def requirement(self, key: str, entry: Entry) -> None:
        if key and key not in self.known.requirements:
            self.note(Rule.REQUIREMENT_UNKNOWN, entry, key=key)

    def roles(self) -> tuple[str, ...]:
        codes = self.entry.keys("roles", required=True)
        for code in codes:
            if code not in self.known.roles:
                self.note(Rule.VALUE, self.entry, name="roles", value=code, expected="a role code")
        return codes

    def minutes(self) -> int:
        value = self.entry.raw("minutes")
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self.note(Rule.SHAPE, self.entry, name="minutes", expected="a whole number")
        return 0

    def steps(self) -> tuple[Step, ...]:
        """All steps; keys once each, at least one that is critical."""
        entries = self.entry.entries("steps")
        steps = tuple(self.step(entry) for entry in entries)
        keys = [step.key for step in steps]
        for entry, key in zip(entries, keys, strict=True):
            if keys.count(key) > 1:
                self.note(Rule.DOUBLED, entry, name=key)
        if not any(step.critical for step in steps):
            self.note(
                Rule.COUNT, self.entry, count=0, name="critical steps", expected="at least one"
            )
        return steps

    def unlisted(self, task: TaskContent) -> None:
        """Every source of a step stands in the task's list, and nothing else does."""
        cited = {key for step in task.steps for key in step.references}
        for key in sorted(cited ^ set(task.references)):
            self.note(
                Rule.VALUE, self.entry, name="references", value=key,
                expected="the sources of the steps, no more and no less",
            )  # fmt: skip

    def task(self) -> TaskContent:
        entry = self.entry
        task = TaskContent(
            key=self.key(entry),
            version=self.text(entry, "version", 20),
            **{name: self.text(entry, name, limit) for name, limit in LONGEST.items()},
            roles=self.roles(),
            minutes=self.minutes(),
            module=entry.text("module"),
            reviewed_on=self.pattern(entry, "reviewed_on", _DAY, "a day such as 2026-11-21"),
            references=self.references(entry),
            steps=self.steps(),
            requirements=tuple(self.support(each) for each in entry.entries("requirements")),
            open_points=entry.keys("open_points"),
        )
        self.requirement(task.own_requirement, entry)
        self.unlisted(task)
        entry.close()
        return task


def read_task(path: Path, known: Known) -> TaskContent:
    """The task of one file; raises BundleError listing every finding."""
    reader = _Reader(path, known)
    task = reader.task()
    if task.key != path.stem:
        reader.note(Rule.VALUE, reader.entry, name="key", value=task.key, expected=path.stem)
    if reader.notes.findings:
        raise BundleError(reader.notes.findings)
    return task
