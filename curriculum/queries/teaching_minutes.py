"""How long core and role modules take to teach single outcomes, from their current chapters."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from curriculum.models import ModuleOutcome
from curriculum.models.module import ModuleKind
from curriculum.queries.releases import ChapterOutline, current_releases, outlines


def teaching_minutes(outcomes: Collection[str], language: str) -> Mapping[tuple[str, str], float]:
    """Minutes by module code and outcome; two queries once the chapters are in memory.

    A chapter's minutes are shared evenly by the objectives that it teaches.
    """
    rows = ModuleOutcome.objects.filter(
        outcome__key__in=outcomes, module__kind__in=[ModuleKind.CORE, ModuleKind.ROLE]
    ).values_list("module__code", "outcome__key", "objective")
    releases = {
        code: pk
        for pk, code in current_releases(language)
        .filter(module__outcomes__outcome__key__in=outcomes)
        .values_list("pk", "module__code")
    }
    chapters = outlines(list(releases.values()))
    found: dict[tuple[str, str], float] = defaultdict(float)
    for code, outcome, objective in rows:
        if code in releases:
            found[code, outcome] += _share(chapters[releases[code]], objective)
    return found


def _share(chapters: tuple[ChapterOutline, ...], objective: str) -> float:
    return sum(
        chapter.minutes / len(chapter.objectives)
        for chapter in chapters
        if objective in chapter.objectives
    )
