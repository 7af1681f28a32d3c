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
    (_("Centres"), "people:centres", ("/centres/", "/centre/", "/practice/", "/join/")),
    (_("Account"), "people:account", ("/account/", "/accounts/", "/welcome/")),
)
PARTNERS: tuple[Entry, ...] = ((_("Partner portal"), "people:partners", ("/partner/",)),)
STAFF: tuple[Entry, ...] = ((_("Back office"), "wagtailadmin_home", ("/admin/",)),)
VISITORS: tuple[Entry, ...] = (
    (_("Check a passport"), "credentials:check", ("/verify/",)),
    (_("Learn"), "curriculum:catalogue", ("/learn/",)),
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
        entries += STAFF if user.is_staff else ()
    items = []
    for label, name, prefixes in entries:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        items.append(NavItem(label, url, request.path.startswith(prefixes)))
    return items


def navigation_key(request: HttpRequest) -> str:
    """What the links depend on: who reads, and in which part of the site."""
    user = getattr(request, "user", None)
    place = "/".join(request.path.split("/")[:3])
    if user is None or not user.is_authenticated:
        return f"{place} visitor"
    portal = " partner" if _has_portal(user) else ""
    return f"{place} {'staff' if user.is_staff else 'member'}{portal}"


def _has_portal(user: AbstractBaseUser) -> bool:
    """Whether somebody belongs to a partner: read with the session's user, at no cost here."""
    return bool(getattr(user, "has_portal", False))
