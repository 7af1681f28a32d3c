"""Reads outcomes.yaml: what modules teach, and which of it product programmes ask for."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from curriculum.domain.findings import Rule
from curriculum.domain.outcomes import Asked, Outcome, Teaching
from curriculum.formats.bundle import BundleError
from curriculum.formats.entries import Entry
from curriculum.formats.notes import Notes
from curriculum.formats.yaml_text import LINE, read_yaml

FILE = "outcomes.yaml"
LONGEST_LABEL = 120
_KEY = re.compile(r"^[a-z0-9]+([.-][a-z0-9]+)*$")
_TOPIC = re.compile(r"^[a-z]+(_[a-z]+)*$")


@dataclass(frozen=True)
class KnownTeaching:
    """What the file may name: objectives by module, roles by requirement, codes of roles."""

    modules: Mapping[str, Collection[str]]
    requirements: Mapping[str, tuple[str, ...]]
    roles: Collection[str]


@dataclass(frozen=True)
class OutcomesFile:
    """Every outcome, and what each requirement of a product programme asks."""

    outcomes: tuple[Outcome, ...]
    asked: tuple[Asked, ...]


class _Reader:
    """The file on its way to records; what does not fit is noted where it stands."""

    def __init__(self, path: Path, known: KnownTeaching) -> None:
        self.known, self.notes = known, Notes()
        text = path.read_text(encoding="utf-8")
        self.entry = self.sub(read_yaml(text, file=FILE, notes=self.notes))

    def sub(self, data: object) -> Entry:
        return Entry(data, file=FILE, notes=self.notes)

    def value(self, entry: Entry, name: str, value: str, expected: str) -> None:
        """Note a value that does not fit."""
        self.notes.add(Rule.VALUE, FILE, entry.line, name=name, value=value, expected=expected)

    def members(self, name: str) -> list[tuple[str, Entry]]:
        """Entries of a mapping by their key."""
        mapping = self.sub(self.entry.raw(name))
        return [(str(key), self.sub(mapping.raw(key))) for key in mapping.data if key != LINE]

    def outcome(self, key: str, entry: Entry) -> Outcome:
        if not _KEY.match(key):
            self.value(entry, "key", key, "small letters, digits, hyphens and dots")
        outcome = Outcome(
            key=key,
            label=self.label(entry),
            topic=self.topic(entry),
            teachings=self.teachings(entry),
            roles=self.roles(entry),
        )
        entry.close()
        return outcome

    def label(self, entry: Entry) -> str:
        label = entry.text("label")
        if "label" in entry.data and not label:
            self.value(entry, "label", label, "a text")
        if len(label) > LONGEST_LABEL:
            self.notes.add(
                Rule.TOO_LONG, FILE, entry.line,
                name="label", length=len(label), limit=LONGEST_LABEL,
            )  # fmt: skip
        return label

    def topic(self, entry: Entry) -> str:
        topic = entry.text("topic")
        if topic and not _TOPIC.match(topic):
            self.value(entry, "topic", topic, "small letters and underscores")
        return topic

    def teachings(self, entry: Entry) -> tuple[Teaching, ...]:
        """Modules with the objectives that teach an outcome; none when nothing teaches it yet."""
        if entry.raw("taught") is None:
            return ()
        taught = self.sub(entry.raw("taught"))
        return tuple(
            Teaching(str(code), self.objectives(taught, str(code)))
            for code in taught.data
            if code != LINE
        )

    def objectives(self, taught: Entry, module: str) -> tuple[str, ...]:
        """Objectives of a module, at least one, each of them known."""
        keys = taught.keys(module)
        if module not in self.known.modules:
            self.value(taught, "taught", module, "the code of a module")
            return keys
        if not keys:
            self.notes.add(
                Rule.COUNT, FILE, taught.line,
                count=0, name=f"objectives of {module}", expected="at least one",
            )  # fmt: skip
        for key in keys:
            if key not in self.known.modules[module]:
                self.notes.add(Rule.OBJECTIVE_UNKNOWN, FILE, taught.line, key=f"{module} {key}")
        return keys

    def roles(self, entry: Entry) -> tuple[str, ...]:
        codes = entry.keys("roles")
        for code in codes:
            if code not in self.known.roles:
                self.value(entry, "roles", code, "a role code")
        return codes

    def asked(self, key: str, entry: Entry, outcomes: Collection[str]) -> Asked:
        """What one requirement asks; requirement and outcomes are known, each outcome once."""
        keys = entry.keys("asks", required=True)
        if key not in self.known.requirements:
            self.notes.add(Rule.REQUIREMENT_UNKNOWN, FILE, entry.line, key=key)
        for each in keys:
            if each not in outcomes:
                self.value(entry, "asks", each, "the key of an outcome")
            if keys.count(each) > 1:
                self.notes.add(Rule.DOUBLED, FILE, entry.line, name=each)
        entry.close()
        return Asked(key, keys, tuple(self.known.requirements.get(key, ())))


def read_outcomes(path: Path, known: KnownTeaching) -> OutcomesFile:
    """Outcomes and what programmes ask; raises BundleError listing every finding."""
    reader = _Reader(path, known)
    outcomes = tuple(reader.outcome(*each) for each in reader.members("outcomes"))
    keys = {each.key for each in outcomes}
    asked = tuple(reader.asked(key, entry, keys) for key, entry in reader.members("required"))
    reader.entry.close()
    if reader.notes.findings:
        raise BundleError(reader.notes.findings)
    return OutcomesFile(outcomes, asked)
