"""Lets sample people sit the exams of their plan."""

from datetime import datetime, timedelta

from curriculum import api as curriculum
from passport.people.models import Professional
from passport.people.queries.profiles import roles_ever


def train(learner: Professional, modules: str, at: datetime) -> int:
    """Complete what is missing of "core", "role" or single modules up to a moment.

    Returns how many modules were completed.
    """
    held = {row.module_code for row in curriculum.completions_of(learner.pk)}
    wanted = set(modules.split())
    codes = [
        module.code
        for module in curriculum.plan_of(learner.pk, roles_ever(learner), "en").modules
        if wanted & {module.code, "core" if module.part == "core" else "role"}
        and module.code not in held
    ]
    for position, code in enumerate(codes):
        begun = at - timedelta(minutes=30 * (len(codes) - position))
        curriculum.pass_exam_for_demo(learner.pk, code, at=begun)
    return len(codes)
