"""Routes of the developer's pages."""

from django.urls import path

from passport.demo import views

app_name = "demo"

urlpatterns = [path("", views.people, name="people")]
