"""Builds the records of a framework from cleaned values; the rules that both formats share."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from passport.dates import is_after
from passport.standards.domain.exchange import (
    UNKNOWN,
    VERIFIED,
    ClauseRecord,
    CrosswalkRecord,
    FrameworkRecord,
    RequirementRecord,
    Vocabulary,
)
from passport.standards.formats.fields import CODE, GROUP_KEY, REQUIREMENT_KEY, Cleaner

Row = Mapping[str, Any]
LONGEST_VALIDITY = 1200
LONGEST_GRACE = 3650


class Builder:
    """Turns rows with named values into records.

    `name` says where a value stands in the file, by the place of its row and its own name.
    """

    def __init__(
        self, words: Vocabulary, cleaner: Cleaner, name: Callable[[str, str], str]
    ) -> None:
        self.words, self.clean, self.name = words, cleaner, name

    def _at(self, place: str) -> Callable[[str], str]:
        return partial(self.name, place)

    def framework(self, place: str, row: Row) -> FrameworkRecord:
        """The framework itself, without its parts."""
        clean, at = self.clean, self._at(place)
        valid_from = clean.day(at("valid_from"), row["valid_from"])
        valid_until = clean.day(at("valid_until"), row["valid_until"])
        if valid_from and valid_until and is_after(valid_from, valid_until):
            clean.refuse(at("valid_until"), _("The last day is before the first. Swap them."))
        return FrameworkRecord(
            key=clean.key(at("key"), row["key"]),
            kind=clean.choice(at("kind"), row["kind"], self.words.kinds),
            title=clean.text(at("label"), row["label"], longest=200, needed=True),
            owner=clean.text(at("owner"), row["owner"], longest=100, needed=True),
            edition=clean.text(at("edition"), row["edition"], longest=40, needed=True),
            jurisdiction=clean.key(at("jurisdiction"), row["jurisdiction"], CODE),
            pathway=clean.text(at("pathway"), row["pathway"], longest=100),
            product=clean.key(at("product"), row["product"]) if row["product"] else "",
            replaces=clean.key(at("replaces"), row["replaces"]) if row["replaces"] else "",
            valid_from=valid_from,
            valid_until=valid_until,
            validity_months=self._months(at("validity_months"), row),
            grace_days=clean.whole(at("grace_days"), row["grace_days"], highest=LONGEST_GRACE) or 0,
            source=clean.text(at("source"), row["source"], longest=500),
            note=clean.text(at("note"), row["note"], longest=1000, lines=True),
        )

    def _months(self, where: str, row: Row) -> int | None:
        return self.clean.whole(where, row["validity_months"], highest=LONGEST_VALIDITY)

    def group(self, place: str, row: Row) -> tuple[str, str]:
        """Key and title of a group."""
        at = self._at(place)
        title = self.clean.text(at("label"), row["label"], longest=200, needed=True)
        return self.clean.key(at("key"), row["key"], GROUP_KEY), title

    def clause(self, place: str, row: Row) -> ClauseRecord:
        """A requirement with its place and its number."""
        clean, at = self.clean, self._at(place)
        number = clean.text(at("number"), row["number"], longest=40).strip()
        status = clean.choice(
            at("number_status"), row["number_status"] or UNKNOWN, self.words.number_statuses
        )
        if status == VERIFIED and not number:
            clean.refuse(
                at("number"), _("A verified number is missing. Enter it, or write unknown.")
            )
        return ClauseRecord(
            group=clean.key(at("group"), row["group"], GROUP_KEY),
            requirement=self._requirement(at, row, place),
            number=number,
            number_status=status,
            number_source=clean.text(at("number_source"), row["number_source"], longest=200),
        )

    def _requirement(self, at: Callable[[str], str], row: Row, place: str) -> RequirementRecord:
        clean = self.clean
        return RequirementRecord(
            key=clean.key(at("key"), row["key"], REQUIREMENT_KEY),
            label=clean.text(at("label"), row["label"], longest=300, needed=True),
            roles=clean.choices(at("roles"), row["roles"], self.words.roles),
            evidence_kinds=clean.choices(
                at("evidence_kinds"), row["evidence_kinds"], self.words.evidence_kinds
            ),
            validity_months=self._months(at("validity_months"), row),
            any_of=clean.truth(at("any_of"), row["any_of"]),
        )

    def entry(self, place: str, row: Row) -> CrosswalkRecord:
        """An entry of the crosswalk."""
        clean, at = self.clean, self._at(place)
        return CrosswalkRecord(
            earlier=clean.key(at("replaces"), row["replaces"]),
            requirement=clean.key(at("key"), row["key"], REQUIREMENT_KEY),
            relation=clean.choice(at("relation"), row["relation"], self.words.relations),
            verified=clean.truth(at("verified"), row["verified"]),
            source=clean.text(at("source"), row["source"], longest=300),
            note=clean.text(at("note"), row["note"], longest=500),
        )

    def whole(
        self,
        framework: FrameworkRecord,
        *,
        groups: list[tuple[str, tuple[str, str]]],
        clauses: list[tuple[str, ClauseRecord]],
        crosswalk: list[tuple[str, CrosswalkRecord]],
    ) -> FrameworkRecord:
        """The framework with its parts, each given with its place in the file.

        Nothing stands twice, groups are known, a key means one thing. Raises NotReadableError.
        """
        self._once([(place, group[0]) for place, group in groups])
        self._once([(place, each.name) for place, each in clauses])
        self._once([(place, each.name) for place, each in crosswalk])
        self._known_groups({group[0] for _place, group in groups}, clauses)
        self._one_meaning(clauses)
        self.clean.stop_if_refused()
        return replace(
            framework,
            groups=tuple(group for _place, group in groups),
            clauses=tuple(clause for _place, clause in clauses),
            crosswalk=tuple(entry for _place, entry in crosswalk),
        )

    def _once(self, names: list[tuple[str, str]]) -> None:
        seen: set[str] = set()
        for place, name in names:
            if name in seen:
                self.clean.refuse(
                    place,
                    _("%(name)s stands in the file twice. Remove one of them.") % {"name": name},
                )
            seen.add(name)

    def _known_groups(self, known: set[str], clauses: list[tuple[str, ClauseRecord]]) -> None:
        for place, clause in clauses:
            if clause.group and clause.group not in known:
                self.clean.refuse(
                    self.name(place, "group"),
                    _("The group %(group)s is not in the file. Add it, or use another.")
                    % {"group": clause.group},
                )

    def _one_meaning(self, clauses: list[tuple[str, ClauseRecord]]) -> None:
        seen: dict[str, RequirementRecord] = {}
        for place, clause in clauses:
            first = seen.setdefault(clause.requirement.key, clause.requirement)
            if first != clause.requirement:
                self.clean.refuse(
                    place,
                    _("%(key)s is described in two ways. Say the same in both places.")
                    % {"key": clause.requirement.key},
                )
