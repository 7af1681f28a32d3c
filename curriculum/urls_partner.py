"""Routes of the partners' portal that concern add-ons and their versions."""

from django.urls import path

from curriculum.views import (
    partner_content,
    partner_home,
    partner_questions,
    partner_reading,
    partner_versions,
)

_PARTNER = "partner/<uuid:partner_id>/"
_ADD_ON = f"{_PARTNER}add-ons/<uuid:add_on_id>/"
_VERSION = f"{_PARTNER}versions/<uuid:version_id>/"
_QUESTIONS = f"{_VERSION}questions/"

urlpatterns = [
    path(_PARTNER, partner_home.home, name="partner_home"),
    path(f"{_PARTNER}add-ons/new/", partner_home.new_add_on, name="partner_add_on_new"),
    path(_ADD_ON, partner_home.add_on, name="partner_add_on"),
    path(f"{_ADD_ON}versions/new/", partner_home.new_version, name="partner_version_new"),
    path(_VERSION, partner_versions.version, name="partner_version"),
    path(f"{_VERSION}metadata/", partner_versions.metadata, name="partner_metadata"),
    path(f"{_VERSION}submit/", partner_versions.submit, name="partner_submit"),
    path(f"{_VERSION}withdraw/", partner_versions.withdraw, name="partner_take_back"),
    path(f"{_VERSION}give-up/", partner_versions.abandon, name="partner_give_up"),
    path(f"{_VERSION}bundle/", partner_content.bundle, name="partner_bundle"),
    path(f"{_VERSION}packages/", partner_content.packages, name="partner_version_packages"),
    path(_QUESTIONS, partner_questions.questions, name="partner_questions"),
    path(
        f"{_QUESTIONS}imports/<uuid:question_import_id>/",
        partner_questions.imported,
        name="partner_question_import",
    ),
    path(
        f"{_QUESTIONS}export/<slug:ending>/",
        partner_questions.export,
        name="partner_questions_export",
    ),
    path(f"{_QUESTIONS}template/", partner_questions.template, name="partner_questions_template"),
    path(f"{_VERSION}preview/<slug:role>/", partner_reading.preview, name="partner_preview"),
    path(f"{_VERSION}diff/", partner_reading.diff, name="partner_diff"),
    path(f"{_VERSION}thread/", partner_reading.thread, name="partner_thread"),
]
