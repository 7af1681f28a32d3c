"""Routes of people: welcome and account."""

from django.urls import path

from passport.people.views import account, welcome

app_name = "people"

urlpatterns = [
    path("welcome/", welcome.start, name="welcome_start"),
    path("welcome/<slug:slug>/", welcome.welcome, name="welcome"),
    path("account/", account.account, name="account"),
]
