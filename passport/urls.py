"""Routes of all apps; Wagtail's catch-all comes last."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from passport import views
from passport.people.views.account import office_sign_in, sign_out

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("theme/", views.set_theme, name="set_theme"),
    path("language/", set_language, name="set_language"),
    path("accounts/logout/", sign_out, name="account_logout"),
    path("accounts/office/", office_sign_in, name="office_sign_in"),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("credentials.urls")),
    path("", include("curriculum.urls")),
    path("", include("observership.urls")),
    path("", include("passport.people.urls")),
    path("", include("passport.dashboard.urls")),
    path("standards/", include("passport.standards.urls")),
    path("jobs/", include("passport.jobs.urls")),
    path("", include("passport.ui.urls")),
]
if settings.DEVELOPER_PAGES:
    urlpatterns += [
        path("developer/", include("passport.notices.urls")),
        path("developer/", include("passport.demo.urls")),
    ]
urlpatterns += [path("", include(wagtail_urls))]
