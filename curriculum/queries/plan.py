"""The plan of one learner: tracks of the roles, current releases, progress."""

from datetime import datetime

from curriculum.domain.plan import CORE, ModuleState, PlanModule, PlanPart, PlanRecord
from curriculum.models import ModuleRelease, TrackModule
from curriculum.models.track import TrackPart
from curriculum.queries.learning import Progress, progress_of
from curriculum.queries.releases import ChapterOutline, current_releases, outlines


def plan(learner_id: int, roles: tuple[str, ...], language: str, at: datetime | None) -> PlanRecord:
    """Modules that the roles ask for, core first; modules without a release are left out."""
    steps = list(
        TrackModule.objects.filter(track__role__in=roles)
        .order_by("track__role", "position")
        .values_list("track__role", "part", "module_id")
    )
    module_ids = {module_id for *_, module_id in steps}
    releases = {
        release.module_id: release
        for release in current_releases(language).filter(module__in=module_ids)
    }
    chapters = outlines([release.pk for release in releases.values()])
    progress = progress_of(learner_id)

    def part(key: str, wanted: list[int]) -> PlanPart:
        return PlanPart(
            key=key,
            modules=tuple(
                _plan_module(key, releases[pk], chapters[releases[pk].pk], progress, at)
                for pk in dict.fromkeys(wanted)
                if pk in releases
            ),
        )

    core = [pk for _, kind, pk in steps if kind == TrackPart.CORE]
    of_roles = {
        role: [pk for code, kind, pk in steps if code == role and kind == TrackPart.ROLE]
        for role in roles
    }
    return PlanRecord(parts=(part(CORE, core), *(part(*each) for each in of_roles.items())))


def _plan_module(
    part: str,
    release: ModuleRelease,
    chapters: tuple[ChapterOutline, ...],
    progress: Progress,
    at: datetime | None,
) -> PlanModule:
    read = progress.read.get(release.pk, set())
    unread = [chapter for chapter in chapters if chapter.slug not in read]
    following = unread[0] if unread else None
    module = release.module
    return PlanModule(
        code=module.code,
        title=release.title,
        part=part,
        minutes=release.minutes,
        state=ModuleState(progress.state(module.pk)),
        chapters_total=len(chapters),
        chapters_read=len(chapters) - len(unread),
        next_chapter=following.slug if following else None,
        next_chapter_title=following.title if following else "",
        next_minutes=following.minutes if following else 0,
        has_exam=release.draw > 0,
        exam_open=module.pk in progress.open_attempts,
        paused_until=progress.paused_until(module.pk, at),
        completed_at=progress.completed_at.get(module.pk),
    )
