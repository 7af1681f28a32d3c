"""The people page of a centre: members, leavers, and what one member is to the centre."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passport.people.domain.roles import Membership, highest
from passport.people.forms.members import MemberFilterForm, MembershipForm
from passport.people.models import Centre, Professional, User
from passport.people.models.labels import MEMBERSHIP_LABELS, ROLE_LABELS
from passport.people.queries.centres import Member, member_of, members_of
from passport.people.queries.members import find_members, leavers_of
from passport.people.services.memberships import (
    LastLeadError,
    NoMemberError,
    change_membership,
    end_membership,
)
from passport.people.views.access import centre_lead
from passport.people.views.frame import PAGE_SIZE, framed, typed, unit_names

ROLES = {str(code): label for code, label in ROLE_LABELS.items()}
KINDS = {str(code): label for code, label in MEMBERSHIP_LABELS.items()}


@dataclass(frozen=True)
class MemberLine:
    """A member as listed; quality managers and supervisors stand out."""

    member: Member
    roles: list[str | Promise]
    kind: str | Promise
    stands_out: bool


def line_of(member: Member) -> MemberLine:
    """The words of one member."""
    return MemberLine(
        member=member,
        roles=[ROLES.get(code, code) for code in member.roles],
        kind=KINDS[highest(member.kinds)],
        stands_out=highest(member.kinds) != Membership.STAFF,
    )


@centre_lead
@require_safe
def members(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Everybody who belongs to the centre, 50 a page."""
    on = timezone.localdate()
    wanted = {name: request.GET.get(name, "").strip() for name in ("name", "unit", "role")}
    found = find_members(centre, on, **wanted)
    page = Paginator(found.ids, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {member.id: line_of(member) for member in members_of(centre, on, list(page))}
    query = request.GET.copy()
    query.pop("page", None)
    context = framed(
        centre,
        "members",
        page=page,
        lines=[shown[pk] for pk in page if pk in shown],
        form=MemberFilterForm(request.GET or None, units=found.units),
        filtered=any(wanted.values()),
        query=query.urlencode(),
    )
    return render(request, "people/members.html", context)


@centre_lead
@require_safe
def leavers(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who left: name and last day, no more."""
    rows = leavers_of(centre, timezone.localdate())
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "people/leavers.html", framed(centre, "leavers", page=page))


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def membership(request: HttpRequest, centre: Centre, person_id: UUID) -> HttpResponse:
    """Kind, roles at this centre and unit of one member; the end of the membership."""
    member = _member_or_404(centre, person_id, timezone.localdate())
    if "end" in request.POST:
        return _ended(request, centre, member)
    form = MembershipForm(typed(request), member=member)
    if form.is_valid() and (response := _changed(request, centre, member, form)):
        return response
    context = framed(
        centre,
        "members",
        line=line_of(member),
        form=form,
        units=unit_names(centre),
        is_lead=Membership.LEAD in member.kinds,
    )
    status = 422 if form.is_bound else 200
    return render(request, "people/membership.html", context, status=status)


def _member_or_404(centre: Centre, person_id: UUID, on: date) -> Member:
    member = member_of(centre, person_id, on)
    if member is None:
        raise Http404
    return member


def _changed(
    request: HttpRequest, centre: Centre, member: Member, form: MembershipForm
) -> HttpResponse | None:
    """Save; None when the centre would be left without a quality manager."""
    try:
        change_membership(
            centre=centre,
            professional=Professional.objects.get(pk=member.id),
            terms=form.terms,
            by=signed_in(request),
            at=timezone.now(),
        )
    except NoMemberError:
        raise Http404 from None
    except LastLeadError:
        form.add_error("kind", _("Your centre needs a quality manager. Name another one first."))
        return None
    messages.success(request, _("Saved for %(name)s.") % {"name": member.name})
    return redirect("people:members", centre.public_id)


def _ended(request: HttpRequest, centre: Centre, member: Member) -> HttpResponse:
    try:
        end_membership(
            centre=centre,
            professional=Professional.objects.select_related("user").get(pk=member.id),
            by=signed_in(request),
            at=timezone.now(),
        )
    except LastLeadError:
        messages.error(request, _("Your centre needs a quality manager. Name another one first."))
        return redirect("people:membership", centre.public_id, member.public_id)
    messages.success(
        request, _("%(name)s no longer belongs to your centre.") % {"name": member.name}
    )
    return redirect("people:members", centre.public_id)


def signed_in(request: HttpRequest) -> User:
    """Who acts; access was checked before."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
