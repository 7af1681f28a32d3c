"""The lines of the lists before a visit in words."""

from django.utils.translation import gettext_lazy as _

from observership.domain.codes import Paperwork
from observership.domain.placement_lists import HostTask, TravelTask
from observership.models import PlacementTask

TASK_WORDS = {
    Paperwork.CONFIDENTIALITY: _("Confidentiality agreement received"),
    Paperwork.OCCUPATIONAL_HEALTH: _("Occupational health clearance seen"),
    Paperwork.INSURANCE: _("Proof of insurance seen"),
    Paperwork.OBSERVATION_ONLY: _("Observation only: explained and confirmed"),
    HostTask.NAMED_CONTACT: _("Contact for the first morning named"),
    HostTask.ACCESS_BADGE: _("Badge, locker and a place to sit arranged"),
    TravelTask.LEAVE_AGREED: _("Leave agreed with the employer"),
    TravelTask.TRAVEL_BOOKED: _("Travel booked"),
    TravelTask.ACCOMMODATION: _("Accommodation booked"),
    TravelTask.TRAVEL_INSURANCE: _("Travel and health insurance arranged"),
    TravelTask.PAPERS_SENT: _("Papers sent that the host asks for"),
}
_BY_KEY = {str(code): words for code, words in TASK_WORDS.items()}


def task_words(task: PlacementTask) -> str:
    """A line as people read it: its own words, or those of its code."""
    return task.label or str(_BY_KEY.get(task.key, task.key))
