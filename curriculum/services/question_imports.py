"""Takes question banks into a draft: each item is there afterwards, or named with the reason."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from curriculum.domain.content import Basis, Pool, Question
from curriculum.domain.findings import Finding
from curriculum.domain.product_bundle import (
    ProductBundle,
    ProductRules,
    product_findings,
    with_questions,
)
from curriculum.domain.question_imports import Imported, ImportPlan, Reason, Skipped
from curriculum.formats.content_json import to_json
from curriculum.formats.gift import read_gift
from curriculum.formats.moodle_xml import read_moodle_xml
from curriculum.formats.question_csv import read_question_csv
from curriculum.models import AddOnVersion, QuestionImport
from curriculum.queries.add_ons import asked_outcomes
from curriculum.services.version_checks import bundle_of, rules_for
from curriculum.services.version_moves import audit, locked_draft
from passport.people.models import User

READERS: Mapping[str, Callable[[bytes, ImportPlan], Imported]] = {
    "csv": read_question_csv,
    "gift": read_gift,
    "moodle_xml": read_moodle_xml,
}
_WHERE = "question "


class NoChaptersError(Exception):
    """The draft has no bundle yet, so there is nothing that questions could be about."""


@dataclass(frozen=True)
class QuestionFile:
    """An uploaded bank, and what the form says about items that say nothing themselves."""

    name: str
    format: str
    data: bytes
    objective: str
    pool: Pool
    references: tuple[str, ...] = ()


@transaction.atomic
def import_questions(
    *, version: AddOnVersion, file: QuestionFile, by: User, at: datetime
) -> QuestionImport:
    """Add the sound questions of a file to a draft and keep the report of the others.

    Raises ImportRefusedError when the file as a whole cannot be read, NoChaptersError,
    VersionStateError, PartnerSuspendedError; nothing is written then.
    """
    row = locked_draft(version)
    bundle = bundle_of(row)
    if bundle is None:
        raise NoChaptersError
    found = READERS[file.format](file.data, _plan(bundle, file))
    rules = rules_for(row.add_on, asked_outcomes(row.add_on.programme_id))
    sound = _sound(bundle, found, rules)
    if sound.questions:
        row.content = to_json(with_questions(bundle, sound.questions))
        row.save(update_fields=["content"])
    report = QuestionImport.objects.create(
        version=row, file_name=file.name[:200], format=file.format,
        imported=len(sound.questions), skipped=[each.record for each in sound.skipped],
        imported_by=by, imported_at=at,
    )  # fmt: skip
    counts = {"imported": len(sound.questions), "skipped": len(sound.skipped)}
    audit("questions_imported", row, by, at, **counts)
    return report


def _plan(bundle: ProductBundle, file: QuestionFile) -> ImportPlan:
    """Without facts a question is as sure as the reference it names; that is looked at after."""
    content = bundle.content
    return ImportPlan(
        objectives=content.objectives,
        pool=file.pool,
        basis=Basis.PRACTICE if bundle.facts else Basis.VERIFIED,
        objective=file.objective,
        references=file.references,
        existing=content.questions,
        taken=frozenset(each.key for each in content.asked),
    )


def _sound(bundle: ProductBundle, found: Imported, rules: ProductRules) -> Imported:
    """Questions that break no rule of the module they come into; the others with their rules."""
    new = {each.key: _rested(each, bundle) for each in found.questions}
    broken: dict[str, list[Finding]] = defaultdict(list)
    for fault in product_findings(with_questions(bundle, [*new.values()]), rules):
        key = fault.where.removeprefix(_WHERE).split(",")[0]
        if fault.where.startswith(_WHERE) and key in new:
            broken[key].append(fault)
    left_out = tuple(
        Skipped(0, f"{key}: {new[key].stem}"[:80], Reason.FAULTS, faults=tuple(faults))
        for key, faults in broken.items()
    )
    kept = tuple(each for key, each in new.items() if key not in broken)
    return Imported(kept, (*found.skipped, *left_out))


def _rested(question: Question, bundle: ProductBundle) -> Question:
    if bundle.facts or question.references:
        return question
    return replace(question, basis=Basis.PRACTICE)
