"""Loads the curriculum from a folder: sources, modules, tracks, outcomes, tasks, groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wagtail.models import Page

from curriculum.domain.content import Reference
from curriculum.formats.bundle import BundleError, load_bundle
from curriculum.formats.outcomes import FILE as OUTCOMES
from curriculum.formats.outcomes import read_outcomes
from curriculum.formats.references import read_references
from curriculum.formats.tasks import FOLDER as TASKS
from curriculum.formats.tasks import Known, read_task
from curriculum.formats.tracks import FILE as TRACKS
from curriculum.formats.tracks import read_tracks
from curriculum.models import CurriculumIndexPage
from curriculum.services.editorial import ensure_editorial
from curriculum.services.loading import Loaded, ensure_index, load_module
from curriculum.services.outcomes import known_teaching, load_outcomes
from curriculum.services.releasing import NotReleasableError, UnknownRequirementError
from curriculum.services.sources import load_references
from curriculum.services.tasks import UnknownModuleError, VersionKeptError, load_task
from curriculum.services.tracks import load_tracks
from passport.people.domain.roles import Role
from passport.standards.models import Requirement

CONTENT = Path(__file__).resolve().parent.parent / "content"


@dataclass(frozen=True)
class Refused:
    """A part that could not be loaded, and why, one sentence a line."""

    name: str
    reasons: tuple[str, ...]


def load_curriculum(
    *, home: Page, at: datetime, folder: Path = CONTENT
) -> Iterator[Loaded | Refused]:
    """Load part by part, each in its own transaction; yields a line for each module.

    A part that is refused leaves the others as they are.
    """
    references, findings = read_references(folder / "references.yaml")
    if findings:
        yield Refused("references", tuple(item.sentence for item in findings))
    load_references(records=references)
    index = ensure_index(home=home)
    ensure_editorial(index=index)
    known = set(Requirement.objects.values_list("key", flat=True))
    for path in sorted(folder.glob("*/module.md")):
        yield _load(path.parent, references, known, index, at)
    for role, codes in load_tracks(plans=read_tracks(folder / TRACKS)).items():
        yield Refused(f"track {role}", tuple(f"Module {code} is not there yet." for code in codes))
    if (folder / OUTCOMES).is_file():
        yield _load_outcomes(folder / OUTCOMES)
    sources = Known(
        references={each.key for each in references}, requirements=known, roles=set(Role)
    )
    for path in sorted((folder / TASKS).glob("*.yaml")):
        yield _load_task(path, sources)


def _load(
    folder: Path,
    references: tuple[Reference, ...],
    requirements: set[str],
    index: CurriculumIndexPage,
    at: datetime,
) -> Loaded | Refused:
    try:
        bundle = load_bundle(folder, references=references, requirements=requirements)
        return load_module(bundle=bundle, index=index, at=at)
    except (BundleError, NotReleasableError) as error:
        return Refused(folder.name, _reasons(error))
    except UnknownRequirementError as error:
        return Refused(folder.name, (f"Requirement {error} does not exist.",))


def _load_outcomes(path: Path) -> Loaded | Refused:
    """What modules teach and programmes ask."""
    try:
        return load_outcomes(file=read_outcomes(path, known_teaching()))
    except BundleError as error:
        return Refused(OUTCOMES, _reasons(error))


def _load_task(path: Path, known: Known) -> Loaded | Refused:
    name = f"{TASKS}/{path.stem}"
    try:
        return load_task(content=read_task(path, known))
    except BundleError as error:
        return Refused(name, _reasons(error))
    except UnknownModuleError as error:
        return Refused(name, (f"Module {error} is not there yet.",))
    except VersionKeptError:
        return Refused(name, ("The task changed. Give it a new version.",))


def _reasons(error: BundleError | NotReleasableError) -> tuple[str, ...]:
    return tuple(
        ": ".join(filter(None, (f"{item.file}:{item.line}", item.where, item.sentence)))
        for item in error.findings
    )
