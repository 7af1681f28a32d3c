"""Routes of a visit and what follows: days, log, sign-off, report, follow-up, outcomes."""

from django.urls import URLPattern, path

from observership.views import (
    after,
    after_mentor,
    outcomes,
    supervisor,
    visit,
    visit_items,
    visit_sign_off,
)

_PLACEMENT = "observership/placements/<uuid:placement_id>/"

urlpatterns: list[URLPattern] = [
    path("observership/supervising/", supervisor.supervising, name="supervising"),
    path(_PLACEMENT + "days/", visit.days, name="visit_days"),
    path(_PLACEMENT + "log/", visit.log, name="visit_log"),
    path(_PLACEMENT + "objectives/", visit.objectives, name="visit_objectives"),
    path(_PLACEMENT + "items/", visit_items.items, name="visit_items"),
    path(_PLACEMENT + "items/confirm/", visit_items.confirm, name="confirm_items"),
    path(_PLACEMENT + "items/<uuid:item_id>/withdraw/", visit_items.withdraw, name="withdraw_item"),
    path(_PLACEMENT + "sign-off/", visit_sign_off.sign_off, name="sign_off"),
    path(_PLACEMENT + "sign-off/refuse/", visit_sign_off.refuse, name="refuse_sign_off"),
    path(_PLACEMENT + "sign-off/annul/", visit_sign_off.annul, name="annul_sign_off"),
    path(_PLACEMENT + "sign-off/close/", visit_sign_off.close, name="close_placement"),
    path(_PLACEMENT + "certificate.pdf", visit_sign_off.certificate, name="certificate"),
    path(_PLACEMENT + "report/", after.report, name="report"),
    path(_PLACEMENT + "report/hand-in/", after.hand_in, name="hand_in_report"),
    path(_PLACEMENT + "rating/", after.rating, name="rating"),
    path(_PLACEMENT + "follow-up/<int:months>/", after.follow_up, name="follow_up"),
    path(_PLACEMENT + "mentor/", after_mentor.mentor, name="mentor"),
    path(_PLACEMENT + "mentor/agree/", after_mentor.agree, name="agree_mentor"),
    path(_PLACEMENT + "mentor/end/", after_mentor.end, name="end_mentor"),
    path("placements/outcomes/", outcomes.outcomes, name="outcomes"),
    path("placements/outcomes/export/", outcomes.export, name="export_outcomes"),
    path("placements/outcomes/publish/", outcomes.publish, name="publish_outcomes"),
    path("placements/outcomes/withdraw/", outcomes.withdraw, name="withdraw_outcomes"),
    path("observership/outcomes/<slug:key>/", outcomes.summary, name="summary"),
]
