"""Routes of credentials."""

from django.urls import path

from credentials.views import verifier

app_name = "credentials"

urlpatterns = [
    path("v/<str:code>", verifier.verdict, name="verdict"),
    path("V/<str:code>", verifier.verdict),
    path("verify/", verifier.check, name="check"),
    path("verify/concern/", verifier.concern, name="concern"),
]
