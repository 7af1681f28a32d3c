"""Routes of applicants and of heads of department: own observerships, application, letter."""

from django.urls import URLPattern, path

from observership.views import letter, trainee, trainee_application, trainee_letter
from observership.views.trainee_preferences import preferences
from observership.views.trainee_sections import section

_ONE = "observership/applications/<uuid:application_id>/"

urlpatterns: list[URLPattern] = [
    path("observership/", trainee.mine, name="mine"),
    path("observership/apply/<slug:key>/", trainee.start, name="start"),
    path("observership/letter/<str:token>/", letter.letter, name="letter"),
    path(_ONE, trainee_application.application, name="application"),
    path(f"{_ONE}submit/", trainee_application.submit, name="submit"),
    path(f"{_ONE}reopen/", trainee_application.reopen, name="reopen"),
    path(f"{_ONE}withdraw/", trainee_application.withdraw, name="withdraw"),
    path(f"{_ONE}preferences/", preferences, name="preferences"),
    path(f"{_ONE}letter/resend/", trainee_letter.resend, name="resend_letter"),
    path(f"{_ONE}<slug:section>/", section, name="section"),
]
