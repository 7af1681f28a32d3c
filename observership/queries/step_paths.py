"""On which page a step of a placement is done."""

from django.urls import reverse

from observership.domain.after_visit import follow_up_days
from observership.domain.next_steps import NextStep, Step
from observership.models import Placement

_PAGES = {
    Step.NAME_SUPERVISOR: "placement_change",
    Step.CHOOSE_OBJECTIVES: "agreement",
    Step.NAME_HOME_HEAD: "agreement",
    Step.SIGN: "agreement",
    Step.PREPARE_HOST: "placement_tasks",
    Step.NEW_DATES: "placement_change",
    Step.PREPARE_TRAVEL: "placement_tasks",
    Step.WRITE_LOG: "visit_log",
    Step.SIGN_OFF: "sign_off",
    Step.WRITE_REPORT: "report",
    Step.RATE: "rating",
    Step.RELEASE_FIRST: "placement_funding",
    Step.RELEASE_SECOND: "placement_funding",
    Step.PAY: "placement_funding",
}


def step_path(placement: Placement, step: NextStep) -> str:
    """The path of the page on which a step is done."""
    if step.code is Step.FOLLOW_UP:
        months = follow_up_months(placement, step)
        return reverse("observership:follow_up", args=[placement.public_id, months])
    page = _PAGES.get(step.code, "placement")
    return reverse(f"observership:{page}", args=[placement.public_id])


def follow_up_months(placement: Placement, step: NextStep) -> int:
    """Which follow-up a step asks for."""
    days = follow_up_days(placement.ends_on)
    return next((months for months, due in days.items() if due == step.due_on), min(days))
