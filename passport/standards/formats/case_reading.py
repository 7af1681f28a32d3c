"""Reads a CFPackage of 1EdTech CASE 1.0 or 1.1, ours or somebody else's, into records."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from passport.standards.domain.exchange import (
    UNVERIFIED,
    ClauseRecord,
    CrosswalkRecord,
    FrameworkRecord,
    Vocabulary,
)
from passport.standards.formats.case_tree import Tree
from passport.standards.formats.case_writing import EXTENSION, Json
from passport.standards.formats.fields import (
    LARGEST_FILE,
    MOST_ROWS,
    Cleaner,
    NotReadableError,
)
from passport.standards.formats.records import Builder

IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
UNGROUPED = ("general", "General")
PLACES = {
    "document": {
        "label": "title", "kind": "frameworkType", "owner": "creator", "edition": "version",
        "pathway": "subject[0]", "valid_from": "statusStartDate", "valid_until": "statusEndDate",
        "note": "notes",
    },
    "item": {"label": "fullStatement"},
    "entry": {"key": "requirement", "replaces": "earlier"},
}  # fmt: skip
ABROAD = {"kind": "accreditation", "jurisdiction": "INT", "edition": "1"}


def read_case(data: bytes, words: Vocabulary) -> FrameworkRecord:
    """The framework in a package. Raises NotReadableError that names the path in the file."""
    cleaner = Cleaner()
    package = _parsed(data, cleaner)
    document, items = _parts(package, cleaner)
    tree = Tree(document["identifier"], items, package.get("CFAssociations", []), cleaner)
    cleaner.stop_if_refused()
    return _Reading(Builder(words, cleaner, _named), document, tree).whole()


def _named(place: str, name: str) -> str:
    """The path of a value by the place of its object and our name for it."""
    if "crosswalk[" in place:
        return f"{place}.{PLACES['entry'].get(name, name)}"
    known = PLACES["document" if place == "CFDocument" else "item"]
    return f"{place}.{known.get(name, f'extensions.{EXTENSION}.{name}')}"


def _parsed(data: bytes, cleaner: Cleaner) -> Json:
    """The JSON as it stands: bounded, each name once in an object, numbers that are numbers."""
    if len(data) > LARGEST_FILE:
        cleaner.refuse("$", _("The file is larger than 1 MB. Take out what is not needed."))
    else:
        try:
            package = json.loads(
                data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant
            )
            if isinstance(package, dict):
                return package
            cleaner.refuse("$", _("This is no CASE package. It must be one JSON object."))
        except (ValueError, RecursionError) as error:
            cleaner.refuse(_position(error), _("This cannot be read as JSON. Export it anew."))
    raise NotReadableError(cleaner.findings)


def _position(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return _("line %(line)d, column %(column)d") % {"line": error.lineno, "column": error.colno}
    return "$"


def _once(pairs: list[tuple[str, Any]]) -> Json:
    """An object that says one name twice means two things."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_constant(_name: str) -> None:
    raise ValueError


def _parts(package: Json, cleaner: Cleaner) -> tuple[Json, list[Json]]:
    items, associations = package.get("CFItems", []), package.get("CFAssociations", [])
    document = package.get("CFDocument")
    if not isinstance(document, dict):
        cleaner.refuse("CFDocument", _("The document is missing. Export the whole package."))
        document = {}
    elif not is_identifier(document.get("identifier")):
        cleaner.refuse("CFDocument.identifier", _("Write a UUID in small letters."))
    for name, rows in (("CFItems", items), ("CFAssociations", associations)):
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            cleaner.refuse(name, _("This must be a list of objects."))
        elif len(rows) > MOST_ROWS:
            cleaner.refuse(
                name, _("More than %(most)d stand here. Split the package.") % {"most": MOST_ROWS}
            )
    cleaner.stop_if_refused()
    for number, item in enumerate(items):
        if not is_identifier(item.get("identifier")):
            cleaner.refuse(f"CFItems[{number}].identifier", _("Write a UUID in small letters."))
    cleaner.stop_if_refused()
    return document, items


def is_identifier(value: object) -> bool:
    """Whether this is a UUID as CASE writes it."""
    return isinstance(value, str) and IDENTIFIER.fullmatch(value) is not None


def own_facts(thing: Json) -> Json:
    """Our own facts about a document or an item; empty in somebody else's package."""
    extensions = thing.get("extensions")
    facts = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return facts if isinstance(facts, dict) else {}


class _Reading:
    """Turns the parts of one package into records."""

    def __init__(self, build: Builder, document: Json, tree: Tree) -> None:
        self.build, self.document, self.tree = build, document, tree
        self.groups = {
            identifier: own_facts(item).get("group", identifier)
            for identifier, item in tree.items.items()
            if self._is_group(identifier, item)
        }
        self.groups_above = tree.groups_above(self.groups)

    def _is_group(self, identifier: str, item: Json) -> bool:
        facts = own_facts(item)
        return "group" in facts or ("key" not in facts and self.tree.is_top_branch(identifier))

    def whole(self) -> FrameworkRecord:
        clauses = list(self._clauses())
        groups = list(self._groups())
        if any(clause.group == UNGROUPED[0] for _place, clause in clauses) and not any(
            group[0] == UNGROUPED[0] for _place, group in groups
        ):
            groups.append(("CFItems", UNGROUPED))
        return self.build.whole(
            self._framework(), groups=groups, clauses=clauses, crosswalk=list(self._crosswalk())
        )

    def _framework(self) -> FrameworkRecord:
        document, facts = self.document, own_facts(self.document)
        subjects = document.get("subject") or [""]
        row = {
            "key": facts.get("key", f"case-{document['identifier']}"),
            "label": document.get("title"),
            "kind": document.get("frameworkType") if facts else ABROAD["kind"],
            "owner": document.get("creator"),
            "edition": document.get("version", ABROAD["edition"]),
            "jurisdiction": facts.get("jurisdiction", ABROAD["jurisdiction"]),
            "pathway": subjects[0] if isinstance(subjects, list) else subjects,
            "product": facts.get("product", ""),
            "replaces": facts.get("replaces", ""),
            "valid_from": document.get("statusStartDate"),
            "valid_until": document.get("statusEndDate"),
            "validity_months": facts.get("validity_months"),
            "grace_days": facts.get("grace_days"),
            "source": facts.get("source", document.get("officialSourceURL", "")),
            "note": document.get("notes", ""),
        }
        return self.build.framework("CFDocument", row)

    def _groups(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for identifier, key in self.groups.items():
            place, item = self.tree.places[identifier], self.tree.items[identifier]
            row = {"key": key, "label": item.get("fullStatement")}
            yield place, self.build.group(place, row)

    def _clauses(self) -> Iterator[tuple[str, ClauseRecord]]:
        for identifier, item in self.tree.items.items():
            if identifier in self.groups:
                continue
            place = self.tree.places[identifier]
            for group in self._groups_of(identifier):
                yield place, self.build.clause(place, {**_clause_row(item), "group": group})

    def _groups_of(self, identifier: str) -> list[str]:
        above = [self.groups[each] for each in self.groups_above[identifier]]
        return above or [UNGROUPED[0]]

    def _crosswalk(self) -> Iterator[tuple[str, CrosswalkRecord]]:
        place = f"CFDocument.extensions.{EXTENSION}.crosswalk"
        rows = own_facts(self.document).get("crosswalk", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.build.clean.refuse(place, _("This must be a list of objects."))
            return
        for number, row in enumerate(rows):
            at = f"{place}[{number}]"
            names = ("relation", "verified", "source", "note")
            values = {name: row.get(name) for name in names}
            entry = {"key": row.get("requirement"), "replaces": row.get("earlier"), **values}
            yield at, self.build.entry(at, entry)


def _clause_row(item: Json) -> Json:
    """What an item says; the code that people see wins over our own note of the number."""
    facts = own_facts(item)
    number, code = facts.get("number", ""), item.get("humanCodingScheme") or ""
    if code and code != number:
        facts = {**facts, "number": code, "number_status": UNVERIFIED}
    short = item.get("abbreviatedStatement")
    return {
        "key": facts.get("key", f"case.{item['identifier']}"),
        "label": short if short and not own_facts(item) else item.get("fullStatement"),
        "number": facts.get("number", ""),
        "number_status": facts.get("number_status", ""),
        "number_source": facts.get("number_source", ""),
        "roles": facts.get("roles", []),
        "evidence_kinds": facts.get("evidence_kinds", []),
        "validity_months": facts.get("validity_months"),
        "any_of": facts.get("any_of", False),
    }
