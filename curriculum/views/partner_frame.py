"""What the portal's pages about add-ons share: own rows or 404, the tabs of a version."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from curriculum.models import AddOnVersion, ProductAddOn
from curriculum.queries.add_ons import for_partner, is_editable
from curriculum.services.version_moves import NotManagerError, VersionStateError
from passport.people.models import Partner, User
from passport.people.services.partners import PartnerSuspendedError
from passport.people.views.partner_access import portal


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it was only asked for."""
    return request.POST if request.method == "POST" else None


def member(request: HttpRequest) -> User:
    """Who asks; for views behind `partner_member`."""
    return cast(User, request.user)


def add_on_or_404(partner: Partner, add_on_id: UUID) -> ProductAddOn:
    """The partner's own add-on; another's does not exist here."""
    return get_object_or_404(for_partner(partner).add_ons, public_id=add_on_id)


def version_or_404(partner: Partner, version_id: UUID) -> AddOnVersion:
    """The partner's own version; another's does not exist here."""
    return get_object_or_404(for_partner(partner).versions, public_id=version_id)


def framed(
    request: HttpRequest, partner: Partner, version: AddOnVersion, tab: str, **context: Any
) -> dict[str, Any]:
    """The context of a page about a version; `tab` is the entry of its navigation."""
    may_write = is_editable(version) and partner.suspended_at is None
    about = {"version": version, "add_on": version.add_on, "tab": tab, "may_write": may_write}
    return portal(request, partner, "modules", **about, **context)


def desk(version: AddOnVersion) -> HttpResponse:
    """Back to the desk of a version."""
    partner = version.add_on.partner.public_id
    return redirect("curriculum:partner_version", partner, version.public_id)


def acted(
    request: HttpRequest, version: AddOnVersion, act: Callable[[], object], done: str
) -> HttpResponse:
    """Carry out a move of a version and say what became of it."""
    try:
        act()
    except PartnerSuspendedError:
        raise Http404 from None
    except NotManagerError:
        messages.warning(request, _("Only managers do this. Ask one of yours."))
    except VersionStateError:
        messages.info(request, _("It is no longer in that state. Nothing changed."))
    else:
        messages.success(request, done)
    return desk(version)
