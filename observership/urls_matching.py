"""Routes of the matching: runs for coordinators, offers and answers for both sides."""

from django.urls import URLPattern, path

from observership.views import answers, answers_host, matching, matching_hand, matching_runs

_MATCHING = "placements/calls/<slug:key>/matching/"
_RUN = f"{_MATCHING}<int:number>/"
_OFFER = "observership/matches/<uuid:match_id>/"
_HOST = "centre/<uuid:centre_id>/observerships/matches/<uuid:match_id>/"

urlpatterns: list[URLPattern] = [
    path(_MATCHING, matching.matching, name="matching"),
    path(f"{_MATCHING}again/", matching.again, name="matching_again"),
    path(f"{_MATCHING}compare/", matching_runs.compare, name="matching_compare"),
    path(f"{_MATCHING}propose/", matching_hand.propose, name="matching_propose"),
    path(_RUN, matching_runs.run, name="run"),
    path(f"{_RUN}applicants/<uuid:application_id>/", matching_runs.applicant, name="run_applicant"),
    path(f"{_RUN}retry/", matching.retry, name="run_retry"),
    path(f"{_RUN}publish/", matching_runs.publish, name="run_publish"),
    path(_OFFER, answers.offer, name="offer"),
    path(f"{_OFFER}accept/", answers.accept, name="offer_accept"),
    path(f"{_OFFER}decline/", answers.decline, name="offer_decline"),
    path(
        "observership/applications/<uuid:application_id>/reasons/",
        answers.reasons,
        name="reasons",
    ),
    path(_HOST, answers_host.match, name="host_match"),
    path(f"{_HOST}accept/", answers_host.accept, name="host_match_accept"),
    path(f"{_HOST}decline/", answers_host.decline, name="host_match_decline"),
    path(f"{_HOST}days/", answers_host.days, name="host_match_days"),
    path(f"{_HOST}window/", answers_host.window, name="host_match_window"),
]
