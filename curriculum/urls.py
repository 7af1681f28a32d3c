"""Routes of curriculum."""

from django.urls import path

from curriculum.views import examinee, reader, visitor

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
]
