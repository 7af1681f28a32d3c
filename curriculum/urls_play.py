"""Routes of playing: a learner's package, and where the player saves."""

from django.urls import path

from curriculum.views import player

urlpatterns = [
    path("products/<slug:code>/packages/<uuid:package_id>/", player.learn, name="product_package"),
    path("play/<uuid:registration_id>/commit/", player.commit, name="play_commit"),
]
