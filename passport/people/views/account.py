"""One page about oneself: name, profile, ways to sign in, sign out."""

from typing import cast

from allauth.account.views import LogoutView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from passport.people.models import User
from passport.people.models.countries import COUNTRY_NAMES
from passport.people.queries.profiles import open_roles, professional_of, sign_in_methods


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What we know about the person, and where each part is changed."""
    professional = professional_of(request.user)
    context = {
        "professional": professional,
        "roles": open_roles(professional) if professional else [],
        "products": list(professional.products.all()) if professional else [],
        "country": COUNTRY_NAMES.get(professional.country, "") if professional else "",
        "language_name": dict(settings.LANGUAGES).get(professional.language, "")
        if professional
        else "",
        "methods": sign_in_methods(cast(User, request.user)),
    }
    return render(request, "people/account.html", context)


@require_safe
def office_sign_in(request: HttpRequest) -> HttpResponse:
    """Where the back office sends whom it does not let in: to sign in and come back, or a no."""
    if not request.user.is_authenticated:
        asked = request.GET.get("next", "")
        inside = url_has_allowed_host_and_scheme(asked, {request.get_host()})
        return redirect_to_login(asked if inside else reverse("wagtailadmin_home"))
    raise PermissionDenied(_("The back office is open to its staff only."))


class SignOutView(LogoutView):
    """Sign out and ask the browser to forget what it kept of this site."""

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


sign_out = SignOutView.as_view()
