"""The words in which a refusal about an observed task is said."""

from django.utils.translation import gettext_lazy as _

from curriculum.domain.practice import Refusal

WORDS = {
    Refusal.OWN_TASK: _("Nobody assesses themselves. Ask another assessor."),
    Refusal.LEARNER_ELSEWHERE: _("This colleague did not belong to the centre on that day."),
    Refusal.ASSESSOR_ELSEWHERE: _("You did not belong to the centre on that day."),
    Refusal.NOT_ENDORSED: _(
        "You were not named as assessor for this task on that day. Ask your quality manager."
    ),
    Refusal.RETIRED: _("This task is no longer in use. Choose another one."),
    Refusal.NOT_YOURS: _("Only the person concerned can do this."),
    Refusal.WAITS_FOR_CONFIRMATION: _(
        "You signed this task for this colleague already. It waits for their confirmation."
    ),
    Refusal.CLOSED: _("This task was closed before. Open it anew."),
    Refusal.CONFIRMED: _("Both of you confirmed this task. It cannot be closed any more."),
    Refusal.NOT_SIGNED: _("Your assessor has not signed yet. Confirm when this is done."),
    Refusal.STEPS_MISSING: _("Tick every step that must be seen before you sign off."),
    Refusal.STEPS_UNKNOWN: _("What was sent does not fit this task. Open the page again."),
    Refusal.BEFORE_OPENED: _(
        "The time on your device lies before the task was opened. Set its clock and sign again."
    ),
    Refusal.IN_FUTURE: _("The time on your device is ahead. Set its clock and sign again."),
    Refusal.TOO_LATE: _("This was signed more than 7 days ago. Observe the task again."),
}
