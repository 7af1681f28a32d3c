"""Routes of curriculum."""

from django.urls import path

from curriculum import urls_packages, urls_partner, urls_play, urls_product, urls_review, urls_rules
from curriculum.views import assessor, centre, examinee, practice, reader, visitor

app_name = "curriculum"

urlpatterns = [
    path("learn/", visitor.catalogue, name="catalogue"),
    path("learn/<slug:code>/", visitor.module, name="module"),
    path("learn/<slug:code>/exam/", examinee.exam, name="exam"),
    path("learn/<slug:code>/check/<slug:key>/", reader.check, name="check"),
    path("learn/<slug:code>/vignette/<slug:key>/", reader.decide, name="decide"),
    path("learn/<slug:code>/<slug:slug>/", reader.chapter, name="chapter"),
    path("exam/<uuid:attempt_id>/", examinee.attempt, name="attempt"),
    path("exam/<uuid:attempt_id>/<int:position>/", examinee.question, name="question"),
    path("exam/<uuid:attempt_id>/submit/", examinee.submit, name="submit"),
    path("exam/<uuid:attempt_id>/result/", examinee.outcome, name="outcome"),
    path("practice/", practice.practice, name="practice"),
    path("practice/assess/", assessor.assess, name="assess"),
    path("practice/<uuid:observation_id>/", practice.observation, name="observation"),
    path("practice/<uuid:observation_id>/sign/", assessor.sign, name="sign"),
    path("practice/<uuid:observation_id>/confirm/", practice.confirm, name="confirm"),
    path("practice/<uuid:observation_id>/close/", practice.close, name="close"),
    path("centre/<uuid:centre_id>/assessors/", centre.assessors, name="assessors"),
    path("centre/<uuid:centre_id>/assessors/add/", centre.add_assessor, name="add_assessor"),
    path(
        "centre/<uuid:centre_id>/assessors/<uuid:endorsement_id>/end/",
        centre.end,
        name="end_assessor",
    ),
    path(
        "centre/<uuid:centre_id>/sign-offs/<uuid:sign_off_id>/annul/",
        centre.annul,
        name="annul_sign_off",
    ),
    *urls_product.urlpatterns,
    *urls_partner.urlpatterns,
    *urls_rules.urlpatterns,
    *urls_packages.urlpatterns,
    *urls_play.urlpatterns,
    *urls_review.urlpatterns,
]
