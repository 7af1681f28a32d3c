"""Routes of coordinators and the committee: calls, applications, board."""

from django.urls import URLPattern, path

from observership.views import committee as reading
from observership.views import coordinator_applications as applications
from observership.views import coordinator_board as board
from observership.views import coordinator_calls as calls
from observership.views import coordinator_committee as committee

_CALL = "placements/calls/<slug:key>/"
_APPLICATION = f"{_CALL}applications/<uuid:application_id>/"

urlpatterns: list[URLPattern] = [
    path("placements/", board.board, name="board"),
    path("placements/calls/", calls.calls, name="office_calls"),
    path("placements/calls/new/", calls.new, name="office_call_new"),
    path(_CALL, calls.call, name="office_call"),
    path(f"{_CALL}change/", calls.change, name="office_call_change"),
    path(f"{_CALL}end/", calls.end, name="office_call_end"),
    path(f"{_CALL}applications/", applications.applications, name="office_applications"),
    path(_APPLICATION, applications.application, name="office_application"),
    path(f"{_APPLICATION}give/", applications.give, name="office_give"),
    path(f"{_CALL}reviews/<uuid:review_id>/take/", applications.take, name="office_take"),
    path(f"{_CALL}committee/", committee.committee, name="office_committee"),
    path(f"{_CALL}committee/share/", committee.share, name="office_share"),
    path(f"{_CALL}committee/<int:member_id>/leave/", committee.leave, name="office_leave"),
    path(f"{_CALL}order/", committee.order, name="office_order"),
    path("committee/", reading.queue, name="committee"),
    path("committee/<uuid:review_id>/", reading.review, name="committee_review"),
]
