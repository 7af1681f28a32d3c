"""The four short pages after the first sign-in; each is saved on its own and can be reopened."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passport.people.forms.welcome import LanguageForm, PlaceForm, ProductsForm, ProfessionForm
from passport.people.models import Professional, User
from passport.people.queries.profiles import confirmed_centres, professional_of
from passport.people.services import profiles
from passport.people.views.joining import NOTED


def _save_profession(user: User, professional: Professional | None, data: dict) -> None:
    profiles.set_profession(
        user=user,
        profession=data["profession"],
        roles=data["roles"],
        centre=data["centre"],
        at=timezone.localtime(),
    )


def _save_place(user: User, professional: Professional, data: dict) -> None:
    profiles.set_place(professional=professional, country=data["country"], setting=data["setting"])


def _save_products(user: User, professional: Professional, data: dict) -> None:
    profiles.set_products(
        professional=professional, product_ids=[product.pk for product in data["products"]]
    )


def _save_language(user: User, professional: Professional, data: dict) -> None:
    profiles.set_language(
        professional=professional, language=data["language"], at=timezone.localtime()
    )


@dataclass(frozen=True)
class Step:
    """One page: its form, what saves it and its heading."""

    slug: str
    form: Callable[..., forms.Form]
    save: Callable[..., None]
    title: Promise


STEPS = (
    Step("profession", ProfessionForm, _save_profession, _("You and your team")),
    Step("place", PlaceForm, _save_place, _("Where you work")),
    Step("products", ProductsForm, _save_products, _("Products you handle")),
    Step("language", LanguageForm, _save_language, _("Your language")),
)
SLUGS = [step.slug for step in STEPS]


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the first page that is still empty."""
    professional = professional_of(request.user)
    if professional is None:
        return redirect("people:welcome", "profession")
    if not professional.country or not professional.setting:
        return redirect("people:welcome", "place")
    return redirect("people:welcome", "language" if professional.welcomed_at else "products")


@login_required
def welcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and save one page."""
    if slug not in SLUGS:
        raise Http404
    number = SLUGS.index(slug)
    step = STEPS[number]
    professional = professional_of(request.user)
    if professional is None and number:
        return redirect("people:welcome", SLUGS[0])
    welcomed = professional is not None and professional.welcomed_at is not None
    data = request.POST if request.method == "POST" else None
    form = step.form(data, professional=professional)
    if form.is_valid():
        step.save(request.user, professional, form.cleaned_data)
        return redirect("people:account" if welcomed else _after(request, number))
    context = {
        "form": form,
        "step": step,
        "number": number + 1,
        "total": len(STEPS),
        "back": SLUGS[number - 1] if number else None,
        "welcomed": welcomed,
        "centres": confirmed_centres() if number == 0 else (),
    }
    return render(request, "people/welcome.html", context, status=422 if form.is_bound else 200)


def _after(request: HttpRequest, number: int) -> str:
    """Where a page saved for the first time leads: to the next, from the last to the plan.

    Whoever came by an invitation goes back to it instead.
    """
    if number + 1 == len(STEPS):
        return reverse("people:join_noted" if NOTED in request.session else "dashboard:plan")
    return reverse("people:welcome", args=[SLUGS[number + 1]])
