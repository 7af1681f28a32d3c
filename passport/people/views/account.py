"""One page about oneself: name, profile, ways to sign in, sign out."""

from typing import cast

from allauth.account.views import LogoutView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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


class SignOutView(LogoutView):
    """Sign out and ask the browser to forget what it kept of this site."""

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


sign_out = SignOutView.as_view()
