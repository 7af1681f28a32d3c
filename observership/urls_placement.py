"""Routes of a placement before it begins and whenever it changes."""

from django.urls import URLPattern, path

from observership.views import (
    calendar,
    home_department,
    letters,
    placement,
    placement_agreement,
    placement_change,
    placement_funding,
    placement_tasks,
)

_ONE = "observership/placements/<uuid:placement_id>/"

urlpatterns: list[URLPattern] = [
    path(_ONE, placement.placement, name="placement"),
    path(f"{_ONE}agreement/", placement_agreement.agreement, name="agreement"),
    path(f"{_ONE}agreement/edit/", placement_agreement.edit, name="agreement_edit"),
    path(f"{_ONE}agreement/sign/", placement_agreement.sign, name="agreement_sign"),
    path(f"{_ONE}agreement/ask/", placement_agreement.ask, name="agreement_ask"),
    path(f"{_ONE}agreement/home/", placement_agreement.home_head, name="agreement_home"),
    path(f"{_ONE}tasks/", placement_tasks.tasks, name="placement_tasks"),
    path(f"{_ONE}tasks/add/", placement_tasks.add, name="placement_task_add"),
    path(f"{_ONE}tasks/needs/", placement_tasks.needs, name="placement_needs"),
    path(f"{_ONE}tasks/<uuid:task_id>/", placement_tasks.task, name="placement_task"),
    path(f"{_ONE}funding/", placement_funding.funding, name="placement_funding"),
    path(f"{_ONE}funding/<uuid:step_id>/", placement_funding.move, name="placement_payment"),
    path(f"{_ONE}change/", placement_change.changes, name="placement_change"),
    path(f"{_ONE}change/<slug:kind>/", placement_change.change, name="placement_change_form"),
    path(f"{_ONE}letters/<slug:kind>.pdf", letters.letter, name="placement_letter"),
    path(f"{_ONE}days.ics", calendar.days, name="placement_days"),
    path("observership/home/<str:token>/", home_department.home_signature, name="home_signature"),
    path("observership/my-calendar/", calendar.feed, name="calendar_feed"),
    path("observership/calendar/<str:token>.ics", calendar.calendar, name="calendar"),
]
