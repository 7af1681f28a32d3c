"""Routes of the developer's mailbox."""

from django.urls import path

from passport.notices import views

app_name = "notices"

urlpatterns = [path("mail/", views.mailbox, name="mailbox")]
