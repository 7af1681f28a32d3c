"""The tree that a CASE package spells out as associations: what stands under what."""

import re
from collections import deque
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from passport.standards.formats.fields import Cleaner

Json = dict[str, Any]
CHILD = "isChildOf"
ASSOCIATION_TYPES = {
    CHILD, "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy",
    "exemplar", "hasSkillLevel", "isTranslationOf",
}  # fmt: skip
OWN_TYPE = re.compile(r"ext:[a-zA-Z0-9._-]+")


class Tree:
    """Items by their identifier, each with its place in the file and its parents."""

    def __init__(
        self, document: str, items: list[Json], associations: list[Json], cleaner: Cleaner
    ) -> None:
        self.items: dict[str, Json] = {}
        self.places: dict[str, str] = {}
        self.parents: dict[str, list[str]] = {}
        self.children: dict[str, list[str]] = {}
        self.document = document
        for number, item in enumerate(items):
            self._add(item, f"CFItems[{number}]", cleaner)
        for number, row in enumerate(associations):
            self._relate(row, f"CFAssociations[{number}]", cleaner)
        self.ordered = self._from_the_top(cleaner)

    def _add(self, item: Json, place: str, cleaner: Cleaner) -> None:
        identifier = item["identifier"]
        if identifier in self.items or identifier == self.document:
            cleaner.refuse(f"{place}.identifier", _("This identifier stands twice. Use each once."))
        self.items[identifier], self.places[identifier] = item, place

    def _relate(self, row: Json, place: str, cleaner: Cleaner) -> None:
        kind = row.get("associationType")
        known = isinstance(kind, str) and (kind in ASSOCIATION_TYPES or OWN_TYPE.fullmatch(kind))
        if not known:
            cleaner.choice(f"{place}.associationType", kind, ASSOCIATION_TYPES)
        if kind != CHILD:
            return
        child = _end(row, "originNodeURI", place, cleaner)
        parent = _end(row, "destinationNodeURI", place, cleaner)
        if child in self.items and parent in self.items:
            self.parents.setdefault(child, []).append(parent)
            self.children.setdefault(parent, []).append(child)

    def _from_the_top(self, cleaner: Cleaner) -> list[str]:
        """Items with everything they stand under before them; refuses circles."""
        waiting_for = {each: len(self.parents.get(each, [])) for each in self.items}
        ready = deque(each for each, count in waiting_for.items() if not count)
        ordered: list[str] = []
        while ready:
            ordered.append(ready.popleft())
            for child in self.children.get(ordered[-1], []):
                waiting_for[child] -= 1
                if not waiting_for[child]:
                    ready.append(child)
        if len(ordered) < len(self.items):
            circle = next(each for each in self.items if waiting_for[each])
            cleaner.refuse(
                self.places[circle],
                _("This item stands under itself. Remove one of its isChildOf."),
            )
        return ordered

    def groups_above(self, groups: Collection[str]) -> dict[str, list[str]]:
        """For every item the groups it stands under, each once."""
        found: dict[str, list[str]] = {}
        for identifier in self.ordered:
            above: dict[str, None] = {}
            for parent in self.parents.get(identifier, []):
                above |= dict.fromkeys([parent] if parent in groups else found[parent])
            found[identifier] = list(above)
        return found

    def is_top_branch(self, identifier: str) -> bool:
        """Whether this item stands right under the document and others stand under it."""
        return identifier in self.children and identifier not in self.parents


def _end(row: Json, name: str, place: str, cleaner: Cleaner) -> str:
    node = row.get(name)
    identifier = node.get("identifier") if isinstance(node, dict) else None
    if isinstance(identifier, str) and identifier:
        return identifier
    cleaner.refuse(f"{place}.{name}.identifier", _("The identifier is missing. Name the item."))
    return ""
