"""Loads the tracks: which modules each role learns, in order."""

from collections.abc import Iterable

from django.db import transaction

from curriculum.formats.tracks import TrackPlan
from curriculum.models import Module, Track, TrackModule


@transaction.atomic
def load_tracks(*, plans: Iterable[TrackPlan]) -> dict[str, list[str]]:
    """Make every track what the file says; returns missing modules by role.

    A module that is missing is left out of the track until it is loaded.
    """
    modules = {module.code: module for module in Module.objects.all()}
    missing: dict[str, list[str]] = {}
    for plan in plans:
        track, _ = Track.objects.update_or_create(role=plan.role, defaults={"title": plan.title})
        steps = [(modules[code], part) for code, part in plan.steps if code in modules]
        if absent := [code for code, _ in plan.steps if code not in modules]:
            missing[plan.role] = absent
        _set_steps(track, steps)
    return missing


def _set_steps(track: Track, steps: list[tuple[Module, str]]) -> None:
    wanted = [(module.pk, part, place) for place, (module, part) in enumerate(steps, start=1)]
    if list(track.steps.values_list("module_id", "part", "position")) == wanted:
        return
    track.steps.all().delete()
    TrackModule.objects.bulk_create(
        TrackModule(track=track, module_id=module, part=part, position=place)
        for module, part, place in wanted
    )
