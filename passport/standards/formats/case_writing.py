"""A framework as a CFPackage of 1EdTech CASE 1.1 or 1.0; docs/frameworks-exchange.md says how."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from passport.standards.domain.exchange import (
    UNKNOWN,
    VERIFIED,
    ClauseRecord,
    CrosswalkRecord,
    FrameworkRecord,
)
from passport.standards.formats import identifiers

EXTENSION = "cart_passport"
LANGUAGE = "en"
GROUP, REQUIREMENT = "Requirement group", "Requirement"
DESCRIPTION = (
    "Keys and short labels of our own for the requirements of this edition."
    " The text of the standard is not here; its owners publish it."
)
OF_1_1_ALONE = {"extensions", "caseVersion", "frameworkType", "targetType"}
SAME, UNCHECKED = "same", "unchecked"
Json = dict[str, Any]


@dataclass(frozen=True)
class Writing:
    """What the text of a package depends on besides the framework.

    `base` is the address under which frameworks are found here; `earlier` holds title and places
    (group, requirement) of the edition that this one replaces.
    """

    base: str
    changed_at: datetime
    version: str = "1.1"
    earlier_title: str = ""
    earlier: tuple[tuple[str, str], ...] = field(default=())


def write_case(record: FrameworkRecord, writing: Writing) -> bytes:
    """The package as UTF-8 JSON: the same framework and moment give the same bytes."""
    package = _Package(record, writing).whole()
    if writing.version == "1.0":
        package = _as_1_0(package)
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _as_1_0(value: Any, inside: str = "") -> Any:
    """Without what CASE 1.0 does not know; our own facts are lost there."""
    if isinstance(value, list):
        return [_as_1_0(each, inside) for each in value]
    if not isinstance(value, dict):
        return value
    dropped = OF_1_1_ALONE | ({"notes"} if inside == "CFAssociations" else set())
    return {name: _as_1_0(each, name) for name, each in value.items() if name not in dropped}


class _Package:
    """Builds one package."""

    def __init__(self, record: FrameworkRecord, writing: Writing) -> None:
        self.record, self.writing = record, writing
        moment = writing.changed_at.astimezone(UTC).replace(microsecond=0)
        self.changed = moment.isoformat().replace("+00:00", "Z")
        self.document = self._link(identifiers.framework_id(record.key), record.title)

    def whole(self) -> Json:
        return {
            "CFDocument": self._document(),
            "CFItems": [*self._groups(), *(self._clause(each) for each in self.record.clauses)],
            "CFAssociations": [*self._tree(), *self._crosswalk()],
        }

    def _link(self, identifier: str, title: str, framework: str = "") -> Json:
        address = f"{self.writing.base}{framework or self.record.key}.json"
        own = identifiers.framework_id(framework or self.record.key)
        uri = address if identifier == own else f"{address}#{identifier}"
        return {"title": title, "identifier": identifier, "uri": uri}

    def _document(self) -> Json:
        record = self.record
        facts = {
            "identifier": self.document["identifier"],
            "uri": self.document["uri"],
            "frameworkType": record.kind,
            "caseVersion": "1.1",
            "creator": record.owner,
            "title": record.title,
            "lastChangeDateTime": self.changed,
            "description": DESCRIPTION,
            "subject": [record.pathway] if record.pathway else None,
            "language": LANGUAGE,
            "version": record.edition,
            "statusStartDate": _day(record.valid_from),
            "statusEndDate": _day(record.valid_until),
            "notes": record.note or None,
            "extensions": {EXTENSION: self._document_facts()},
        }
        return _said(facts)

    def _document_facts(self) -> Json:
        record = self.record
        return {
            "key": record.key,
            "jurisdiction": record.jurisdiction,
            "product": record.product,
            "replaces": record.replaces,
            "source": record.source,
            "validity_months": record.validity_months,
            "grace_days": record.grace_days,
            "crosswalk": [_entry(each) for each in record.crosswalk],
        }

    def _groups(self) -> Iterator[Json]:
        for key, title in self.record.groups:
            link = self._link(identifiers.group_id(self.record.key, key), title)
            yield self._item(link, GROUP, {"group": key})

    def _item(self, link: Json, kind: str, facts: Json, code: str | None = None) -> Json:
        return _said(
            {
                "identifier": link["identifier"],
                "fullStatement": link["title"],
                "CFItemType": kind,
                "uri": link["uri"],
                "humanCodingScheme": code,
                "language": LANGUAGE,
                "lastChangeDateTime": self.changed,
                "extensions": {EXTENSION: facts},
            }
        )

    def _place(self, clause: ClauseRecord) -> Json:
        identifier = identifiers.clause_id(self.record.key, *clause.place)
        return self._link(identifier, clause.requirement.label)

    def _clause(self, clause: ClauseRecord) -> Json:
        """Only a number that somebody read in the text is shown as the item's own code."""
        requirement = clause.requirement
        facts = {
            "key": requirement.key,
            "roles": list(requirement.roles),
            "evidence_kinds": list(requirement.evidence_kinds),
            "validity_months": requirement.validity_months,
            "any_of": requirement.any_of,
            "number": clause.number,
            "number_status": clause.number_status or UNKNOWN,
            "number_source": clause.number_source,
        }
        code = clause.number if clause.number_status == VERIFIED else None
        return self._item(self._place(clause), REQUIREMENT, facts, code)

    def _tree(self) -> Iterator[Json]:
        links = {
            key: self._link(identifiers.group_id(self.record.key, key), title)
            for key, title in self.record.groups
        }
        for number, link in enumerate(links.values(), start=1):
            yield self._association("isChildOf", link, self.document, number=number)
        for number, clause in enumerate(self.record.clauses, start=1):
            parent = links[clause.group]
            yield self._association("isChildOf", self._place(clause), parent, number=number)

    def _association(
        self,
        kind: str,
        origin: Json,
        destination: Json,
        *,
        number: int | None = None,
        notes: str = "",
    ) -> Json:
        identifier = identifiers.association_id(
            kind, origin["identifier"], destination["identifier"]
        )
        return _said(
            {
                "identifier": identifier,
                "associationType": kind,
                "sequenceNumber": number,
                "uri": self._link(identifier, "")["uri"],
                "originNodeURI": origin,
                "destinationNodeURI": destination,
                "lastChangeDateTime": self.changed,
                "notes": notes or None,
            }
        )

    def _crosswalk(self) -> Iterator[Json]:
        """To the edition replaced: the documents, and every requirement that stands in both."""
        earlier = self.record.replaces
        if not earlier:
            return
        before = self._link(
            identifiers.framework_id(earlier), self.writing.earlier_title or earlier, earlier
        )
        yield self._association("replacedBy", before, self.document)
        entries = {
            each.requirement: each for each in self.record.crosswalk if each.earlier == earlier
        }
        for clause in self.record.clauses:
            if group := self._earlier_group(clause):
                entry = entries.get(clause.requirement.key)
                yield self._matched(clause, group, entry)

    def _earlier_group(self, clause: ClauseRecord) -> str:
        groups = [group for group, key in self.writing.earlier if key == clause.requirement.key]
        return clause.group if clause.group in groups else next(iter(groups), "")

    def _matched(self, clause: ClauseRecord, group: str, entry: CrosswalkRecord | None) -> Json:
        """Equal only where somebody read both texts and found no change."""
        key = clause.requirement.key
        equal = entry is not None and entry.verified and entry.relation == SAME
        identifier = identifiers.clause_id(self.record.replaces, group, key)
        before = self._link(identifier, clause.requirement.label, self.record.replaces)
        association = self._association(
            "exactMatchOf" if equal else "isRelatedTo",
            self._place(clause),
            before,
            notes=entry.note if entry else "",
        )
        relation = entry.relation if entry else UNCHECKED
        verified = bool(entry and entry.verified)
        facts = {"relation": relation, "verified": verified}
        return {**association, "extensions": {EXTENSION: facts}}


def _entry(entry: CrosswalkRecord) -> Json:
    return {
        "earlier": entry.earlier,
        "requirement": entry.requirement,
        "relation": entry.relation,
        "verified": entry.verified,
        "source": entry.source,
        "note": entry.note,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _said(facts: Json) -> Json:
    """Without what is not said: CASE leaves out what is empty."""
    return {name: value for name, value in facts.items() if value is not None}
