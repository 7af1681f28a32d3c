"""Everything that some people have shown at a centre, with who saw it and where."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from credentials.domain.evidence import TASK
from credentials.models import Attestation, RecognitionAlignment
from credentials.queries.standards import direct_source, local_key
from curriculum import api as curriculum
from observership import api as observership
from passport.dates import is_after, local_day
from passport.people.models import Centre


@dataclass(frozen=True)
class Shown:
    """One thing that was shown; never a score or an answer.

    `kind` is "completion", "observed", "visited", "recognition" or, for an attestation, its
    EvidenceKind; an attestation has no title of its own. `by` is the assessor, the supervisor of a
    visit, who attested, or who certified prior learning; `place` the centre, or the reference
    under which a paper is kept. `reviewed` is false where no clinician approved the release, or
    the version of the task.
    """

    kind: str
    title: str
    version: str
    language: str
    minutes: int
    on: date
    by: str
    place: str
    reviewed: bool = True


Found = Iterator[tuple[int, str, Shown]]
Sources = dict[str, tuple[Shown, ...]]


def shown_by(centre: Centre, ids: Collection[int], on: date) -> dict[int, Sources]:
    """By person and source, the newest of each kind up to a day; few queries for all of them."""
    newest: dict[int, dict[tuple[str, str], Shown]] = defaultdict(dict)
    reads = _completed(ids), _observed(centre, ids), _visited(ids), _attested(centre, ids)
    for read in (*reads, _known(ids)):
        for person, source, item in read:
            kept = newest[person].get((source, item.kind))
            if not is_after(item.on, on) and is_after(item.on, kept.on if kept else None):
                newest[person][source, item.kind] = item
    return {person: _by_source(items) for person, items in newest.items()}


def _by_source(items: dict[tuple[str, str], Shown]) -> Sources:
    found: dict[str, list[Shown]] = defaultdict(list)
    for (source, _), item in items.items():
        found[source].append(item)
    return {source: tuple(each) for source, each in found.items()}


def _completed(ids: Collection[int]) -> Found:
    for person, records in curriculum.completions_of_all(ids).items():
        for each in records:
            if each.clinical_review or settings.ISSUE_UNREVIEWED:
                yield (
                    person,
                    each.module_code,
                    Shown(
                        kind="completion",
                        title=each.module_title,
                        version=each.version,
                        language=each.language,
                        minutes=each.minutes,
                        on=local_day(each.completed_at, settings.TIME_ZONE),
                        by="",
                        place="",
                        reviewed=each.clinical_review is not None,
                    ),
                )


def _observed(centre: Centre, ids: Collection[int]) -> Found:
    for person, records in curriculum.observed_of_all(ids).items():
        for each in records:
            if each.centre_id == centre.pk and (each.reviewed or settings.ISSUE_UNREVIEWED):
                yield (
                    person,
                    f"{TASK}{each.task_key}",
                    Shown(
                        kind="observed",
                        title=each.title,
                        version=each.version,
                        language="",
                        minutes=each.minutes,
                        on=local_day(each.observed_at, settings.TIME_ZONE),
                        by=each.assessor,
                        place=each.centre_name,
                        reviewed=each.reviewed,
                    ),
                )


def _visited(ids: Collection[int]) -> Found:
    """Objectives of observerships: what was watched at a host centre."""
    for person, visits in observership.signed_off_placements_of_all(ids).items():
        for visit in visits:
            for objective in visit.objectives:
                yield (
                    person,
                    objective.source,
                    Shown(
                        kind="visited",
                        title=objective.title,
                        version="",
                        language="",
                        minutes=0,
                        on=visit.ends_on,
                        by=visit.supervisor,
                        place=visit.host,
                    ),
                )


def _attested(centre: Centre, ids: Collection[int]) -> Found:
    rows = Attestation.objects.filter(
        centre=centre, professional_id__in=ids, withdrawal__isnull=True
    ).select_related("requirement", "local_requirement", "attested_by")
    for row in rows:
        own, asked = row.local_requirement, row.requirement
        yield (
            row.professional_id,
            direct_source(local_key(own.public_id) if own else asked.key if asked else ""),
            Shown(
                kind=row.kind,
                title="",
                version="",
                language="",
                minutes=60 * (row.hours or 0),
                on=row.shown_on,
                by=row.attested_by.get_full_name(),
                place=row.reference,
            ),
        )


def _known(ids: Collection[int]) -> Found:
    """Prior learning that was accepted."""
    rows = RecognitionAlignment.objects.filter(
        decision__accepted=True, decision__recognition__professional_id__in=ids
    ).select_related("requirement", "decision__recognition")
    for row in rows:
        claim = row.decision.recognition
        yield (
            claim.professional_id,
            direct_source(row.requirement.key, row.strength),
            Shown(
                kind="recognition",
                title=claim.title,
                version="",
                language="",
                minutes=0,
                on=claim.achieved_on,
                by=claim.provider,
                place=claim.reference,
            ),
        )
