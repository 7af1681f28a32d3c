"""Routes of the dashboard."""

from django.urls import path

from passport.dashboard.views import centre, learner

app_name = "dashboard"

urlpatterns = [
    path("plan/", learner.plan, name="plan"),
    path("centre/<uuid:centre_id>/", centre.centre, name="centre"),
]
