"""Routes of standards."""

from django.urls import path

from passport.standards.views import downloads, public

app_name = "standards"

urlpatterns = [
    path("", public.frameworks, name="frameworks"),
    path("compare/", public.crosswalk, name="crosswalk"),
    path("<slug:key>.csv", downloads.framework_csv, name="framework_csv"),
    path("<slug:key>.json", downloads.framework_case, name="framework_case"),
    path("<slug:key>/", public.framework, name="framework"),
]
