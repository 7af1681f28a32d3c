"""Routes of content packages: a partner's own, and reviewers playing them."""

from django.urls import path

from curriculum.views import partner_packages, review_packages

_ALL = "partner/<uuid:partner_id>/packages/"
_ONE = f"{_ALL}<uuid:package_id>/"

urlpatterns = [
    path(_ALL, partner_packages.packages, name="partner_packages"),
    path(f"{_ALL}upload/", partner_packages.upload, name="partner_package_upload"),
    path(_ONE, partner_packages.package, name="partner_package"),
    path(f"{_ONE}check/", partner_packages.check, name="partner_package_check"),
    path(f"{_ONE}trial/", partner_packages.trial, name="partner_package_trial"),
    path(f"{_ONE}withdraw/", partner_packages.withdraw, name="partner_package_withdraw"),
    path("review/packages/<uuid:package_id>/play/", review_packages.play, name="review_play"),
]
