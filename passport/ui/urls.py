"""Routes of ui: the stylesheet and the gallery of components."""

from django.urls import path

from passport.ui.views.styleguide import component, styleguide
from passport.ui.views.styles import styles

app_name = "ui"

urlpatterns = [
    path("styles/<slug:digest>.css", styles, name="styles"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<slug:name>/<slug:theme>/", component, name="component"),
]
