"""Routes of a host centre: openings, windows, applicants; and of who waits for the next call."""

from django.urls import URLPattern, path

from observership.views import (
    alerts,
    host,
    host_applicants,
    host_openings,
    host_reasons,
    host_windows,
)

_DESK = "centre/<uuid:centre_id>/observerships/"
_OPENING = f"{_DESK}openings/<uuid:opening_id>/"

urlpatterns: list[URLPattern] = [
    path("observership/next-call/", alerts.ask, name="ask_alert"),
    path("observership/next-call/<str:token>/", alerts.alert, name="alert"),
    path(_DESK, host.desk, name="host"),
    path(f"{_DESK}visits/", host.visits, name="host_visits"),
    path(f"{_DESK}applicants/", host_applicants.applicants, name="host_applicants"),
    path(f"{_DESK}openings/new/", host_openings.new, name="opening_new"),
    path(_OPENING, host_openings.opening, name="opening"),
    path(f"{_OPENING}pause/", host_openings.pause, name="opening_pause"),
    path(f"{_OPENING}windows/", host_windows.windows, name="windows"),
    path(f"{_OPENING}windows/copy/", host_windows.copy, name="windows_copy"),
    path(f"{_OPENING}windows/<uuid:window_id>/", host_windows.window, name="window"),
    path(f"{_OPENING}windows/<uuid:window_id>/close/", host_windows.close, name="window_close"),
    path(
        f"{_OPENING}windows/<uuid:window_id>/reasons/",
        host_reasons.reasons,
        name="window_reasons",
    ),
    path(
        f"{_OPENING}applicants/<uuid:application_id>/",
        host_applicants.applicant,
        name="host_applicant",
    ),
]
