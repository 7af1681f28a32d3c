"""A quality manager attests what colleagues have shown, one by one or many at once."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from credentials.forms import AttestForm, AttestManyForm, ViewForm, WithdrawForm
from credentials.forms.coverage import PeopleFilter
from credentials.models import Attestation
from credentials.queries.attestations import (
    attestable_clauses,
    attestation_at,
    local_requirements_on,
)
from credentials.queries.coverage import framework_views
from credentials.queries.members import PeopleChoice, units_of
from credentials.services.attesting import (
    AttestationWithdrawnError,
    NotAskedOfError,
    NotAttestableError,
    NotMembersError,
    OwnAttestationError,
    Shown,
    attest,
    withdraw_attestation,
)
from credentials.views.person import member_or_404
from passport.people.models import Centre, User
from passport.people.models.labels import ROLE_LABELS
from passport.people.queries.centres import Member, members_of
from passport.people.queries.profiles import professional_of
from passport.people.views.access import centre_lead
from passport.standards.domain.roles import concerns
from passport.standards.models import Framework, FrameworkKind

PEOPLE_SHOWN = 100
NAMES_SAID = 10
NOT_ATTESTED = {FrameworkKind.PASSPORT, FrameworkKind.PRACTICE}


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def attest_one(request: HttpRequest, centre: Centre, person_id: UUID) -> HttpResponse:
    """What one colleague has shown."""
    member = member_or_404(centre, person_id)
    if _is_own(request, member):
        messages.warning(request, _("Another quality manager attests for you."))
        return redirect("credentials:person", centre.public_id, member.public_id)
    chooser = _chooser(request, centre)
    framework = chooser.chosen_framework()
    form = AttestForm(
        request.POST or None, **_starting(request), **_asked(centre, framework, [member])
    )
    if form.is_valid() and _attested(request, centre, form, [member.id], form.shown):
        page = reverse("credentials:person", args=[centre.public_id, member.public_id])
        return redirect(f"{page}?{urlencode({'framework': framework.key})}" if framework else page)
    context = {**_shared(centre, chooser, form), "member": member}
    return _page(request, "credentials/attest.html", context)


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def attest_many(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The same for several colleagues, for example after an orientation day."""
    today = timezone.localdate()
    narrowing, members, found = _listed(request, centre)
    chooser = _chooser(request, centre)
    framework = chooser.chosen_framework()
    form = AttestManyForm(
        request.POST or None,
        members=members,
        **_starting(request),
        **_asked(centre, framework, members),
    )
    if form.is_valid() and _attested(request, centre, form, form.chosen, form.shown):
        return redirect("people:members", centre.public_id)
    context = {
        **_shared(centre, chooser, form),
        "narrowing": narrowing,
        "today": today,
        "members": members,
        "hidden": found - len(members),
    }
    return _page(request, "credentials/attest_many.html", context)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].is_bound else 200)


def _shared(centre: Centre, chooser: ViewForm, form: AttestForm) -> dict[str, Any]:
    return {
        "centre": centre,
        "section": "people",
        "chooser": chooser,
        "framework": chooser.chosen_framework(),
        "form": form,
    }


def _is_own(request: HttpRequest, member: Member) -> bool:
    own = professional_of(request.user)
    return own is not None and own.pk == member.id


def _chooser(request: HttpRequest, centre: Centre) -> ViewForm:
    """Frameworks whose requirements a quality manager may attest."""
    offered = [each for each in framework_views(centre) if each.kind not in NOT_ATTESTED]
    form = ViewForm(request.GET, frameworks=offered, today=timezone.localdate())
    form.is_valid()
    return form


def _asked(
    centre: Centre, framework: Framework | None, members: Sequence[Member]
) -> dict[str, Any]:
    """What may be chosen: whatever is asked of one of these colleagues at least."""
    on = timezone.localdate()
    roles = {role for each in members for role in each.roles}
    clauses = attestable_clauses(framework) if framework else ()
    local = local_requirements_on(centre, on)
    return {
        "framework": framework,
        "clauses": [row for row in clauses if concerns(row.requirement.roles, roles)],
        "local": [row for row in local if concerns(row.roles, roles)],
        "on": on,
    }


def _starting(request: HttpRequest) -> dict[str, Any]:
    """What stands in a fresh form: today, and what the link named."""
    return {
        "initial": {
            "asked": request.GET.get("asked", ""),
            "shown_on": timezone.localdate(),
            "people": request.GET.getlist("people"),
        }
    }


def _listed(request: HttpRequest, centre: Centre) -> tuple[PeopleFilter, list[Member], int]:
    """The filter, the colleagues that it leaves (never oneself), and how many there are."""
    today = timezone.localdate()
    everybody = members_of(centre, today)
    roles = [code for code in ROLE_LABELS if any(code in each.roles for each in everybody)]
    form = PeopleFilter(request.GET, units=units_of(centre, today), roles=map(str, roles))
    chosen = form.cleaned_data if form.is_valid() else {}
    choice = PeopleChoice(chosen.get("unit", ""), chosen.get("role", ""))
    found = [
        each
        for each in everybody
        if choice.takes(each.unit, each.roles) and not _is_own(request, each)
    ]
    return form, found[:PEOPLE_SHOWN], len(found)


def _attested(
    request: HttpRequest, centre: Centre, form: AttestForm, people: list[int], shown: Shown
) -> bool:
    """Whether it was recorded; what stands against it goes to the form."""
    field = "people" if "people" in form.fields else None
    try:
        rows = attest(
            centre=centre,
            people=people,
            shown=shown,
            by=cast(User, request.user),
            at=timezone.now(),
        )
    except NotAskedOfError as error:
        names = ", ".join(error.names[:NAMES_SAID])
        form.add_error(field, _("This is not asked of: %(names)s.") % {"names": names})
    except OwnAttestationError:
        form.add_error(field, _("Another quality manager attests for you."))
    except NotMembersError:
        form.add_error(field, _("Somebody left the centre meanwhile. Choose again."))
    except NotAttestableError:
        form.add_error("asked", _("This can no longer be attested. Choose another entry."))
    else:
        _say_recorded(request, rows, len(people))
        return True
    return False


def _say_recorded(request: HttpRequest, rows: Sequence[Attestation], asked: int) -> None:
    known = asked - len(rows)
    if rows:
        text = ngettext("Recorded for %(n)d person.", "Recorded for %(n)d people.", len(rows))
        messages.success(request, text % {"n": len(rows)})
    if known:
        text = ngettext(
            "%(n)d person had the very same before: nothing was added.",
            "%(n)d people had the very same before: nothing was added.",
            known,
        )
        messages.info(request, text % {"n": known})


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, centre: Centre, attestation_id: UUID) -> HttpResponse:
    """Take an attestation back, with a reason; both stay in the record."""
    attestation = attestation_at(centre, attestation_id)
    if attestation is None:
        raise Http404
    member = member_or_404(centre, attestation.professional.public_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        _withdrawn(request, attestation, form.cleaned_data["reason"])
        return redirect("credentials:person", centre.public_id, member.public_id)
    context = {
        "centre": centre,
        "section": "people",
        "form": form,
        "attestation": attestation,
        "asked": attestation.requirement or attestation.local_requirement,
        "member": member,
    }
    return _page(request, "credentials/attest_withdraw.html", context)


def _withdrawn(request: HttpRequest, attestation: Attestation, reason: str) -> None:
    try:
        withdraw_attestation(
            attestation=attestation,
            reason=reason,
            by=cast(User, request.user),
            at=timezone.now(),
        )
    except AttestationWithdrawnError:
        messages.info(request, _("This was taken back before."))
    else:
        messages.success(request, _("Taken back. It no longer counts; the record says so."))
