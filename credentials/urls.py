"""Routes of credentials."""

from django.urls import path

from credentials.views import holder, overlap, sharing, verifier

app_name = "credentials"

urlpatterns = [
    path("v/<str:code>", verifier.verdict, name="verdict"),
    path("V/<str:code>", verifier.verdict),
    path("verify/", verifier.check, name="check"),
    path("verify/concern/", verifier.concern, name="concern"),
    path("overlap/", overlap.overview, name="overlap"),
    path("overlap/<slug:product>/", overlap.product, name="overlap_product"),
    path("passport/", holder.passport, name="passport"),
    path("passport/code/", holder.live, name="live"),
    path("passport/sharing/", sharing.sharing, name="sharing"),
    path("passport/sharing/number/", sharing.set_lookup, name="set_lookup"),
    path("passport/copies/<uuid:public_id>/passport.pdf", sharing.copy_pdf, name="copy_pdf"),
    path("passport/copies/<uuid:public_id>/close/", sharing.close_copy, name="close_copy"),
    path("passport/copies/<uuid:public_id>/replace/", sharing.replace_copy, name="replace_copy"),
]
