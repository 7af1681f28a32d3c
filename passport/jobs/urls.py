"""Routes of jobs."""

from django.urls import path

from passport.jobs import views

app_name = "jobs"

urlpatterns = [
    path("<uuid:job_id>/", views.job, name="job"),
    path("<uuid:job_id>/retry/", views.retry, name="retry"),
]
