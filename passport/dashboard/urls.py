"""Routes of the dashboard."""

from django.urls import path

from passport.dashboard.views import learner

app_name = "dashboard"

urlpatterns = [path("plan/", learner.plan, name="plan")]
