"""Which places the header names, and which of them the reader is in."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Entry = tuple[Promise, str, tuple[str, ...]]

MEMBERS: tuple[Entry, ...] = (
    (_("My plan"), "dashboard:plan", ("/plan/",)),
    (_("Learn"), "curriculum:catalogue", ("/learn/", "/exam/", "/products/", "/savings/")),
    (_("Passport"), "credentials:passport", ("/passport/",)),
    (_("Observerships"), "observership:mine", ("/observership/", "/observerships/")),
    (_("Centres"), "people:centres", ("/centres/", "/centre/", "/practice/", "/join/")),
    (_("Account"), "people:account", ("/account/", "/accounts/", "/welcome/")),
)
PARTNERS: tuple[Entry, ...] = ((_("Partner portal"), "people:partners", ("/partner/",)),)
REVIEWERS: tuple[Entry, ...] = ((_("Review"), "curriculum:review_queue", ("/review/",)),)
COMMITTEE: tuple[Entry, ...] = ((_("Committee"), "observership:committee", ("/committee/",)),)
COORDINATORS: tuple[Entry, ...] = ((_("Placements"), "observership:board", ("/placements/",)),)
STAFF: tuple[Entry, ...] = ((_("Back office"), "wagtailadmin_home", ("/admin/",)),)
VISITORS: tuple[Entry, ...] = (
    (_("Check a passport"), "credentials:check", ("/verify/",)),
    (_("Learn"), "curriculum:catalogue", ("/learn/",)),
    (_("Observerships"), "wagtail_serve observerships/", ("/observership/", "/observerships/")),
    (_("Sign in"), "account_login", ("/accounts/login/",)),
    (_("Join"), "account_signup", ("/accounts/signup/",)),
)


@dataclass(frozen=True)
class NavItem:
    """One link of the header."""

    label: Promise
    url: str
    is_current: bool


def navigation(request: HttpRequest) -> list[NavItem]:
    """Links for this reader, in the order shown."""
    user = getattr(request, "user", None)
    entries = VISITORS
    if user is not None and user.is_authenticated:
        entries = MEMBERS + (PARTNERS if _has_portal(user) else ())
        entries += REVIEWERS if _may_review(user) else ()
        entries += COMMITTEE if _sits_in_committee(user) else ()
        entries += COORDINATORS if _coordinates(user) else ()
        entries += STAFF if user.is_staff else ()
    items = []
    for label, name, prefixes in entries:
        try:
            url = _address(name)
        except NoReverseMatch:
            continue
        items.append(NavItem(label, url, request.path.startswith(prefixes)))
    return items


def _address(name: str) -> str:
    """The address of an entry: a route, or a route and the path of a page of the editors."""
    route, *page = name.split()
    return reverse(route, args=page)


def navigation_key(request: HttpRequest) -> str:
    """What the links depend on: who reads, and in which part of the site."""
    user = getattr(request, "user", None)
    place = "/".join(request.path.split("/")[:3])
    if user is None or not user.is_authenticated:
        return f"{place} visitor"
    portal = " partner" if _has_portal(user) else ""
    review = " reviewer" if _may_review(user) else ""
    review += " committee" if _sits_in_committee(user) else ""
    office = " office" if _coordinates(user) else ""
    return f"{place} {'staff' if user.is_staff else 'member'}{portal}{review}{office}"


def _has_portal(user: AbstractBaseUser) -> bool:
    """Whether somebody belongs to a partner: read with the session's user, at no cost here."""
    return bool(getattr(user, "has_portal", False))


def _may_review(user: AbstractBaseUser) -> bool:
    """Whether somebody reviews products: read the same way."""
    return bool(getattr(user, "may_review", False))


def _sits_in_committee(user: AbstractBaseUser) -> bool:
    """Whether somebody reads applications for observerships: read the same way."""
    return bool(getattr(user, "sits_in_committee", False))


def _coordinates(user: AbstractBaseUser) -> bool:
    """Whether somebody runs observerships: staff whose group may, and administrators."""
    is_staff = bool(getattr(user, "is_staff", False))
    whole = bool(getattr(user, "is_superuser", False))
    return is_staff and (whole or bool(getattr(user, "coordinates", False)))
