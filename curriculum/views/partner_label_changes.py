"""Changes of a label: announcing one, and how far each is."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.domain.aggregates import Measure
from curriculum.forms.partner_rules import ChangeForm
from curriculum.models import AddOnVersion, LabelChange, ProductAddOn
from curriculum.queries.acceptance import by_key, change_scope, changes_of
from curriculum.queries.add_ons import PartnerDoor, asked_outcomes, for_partner
from curriculum.queries.product_numbers import published_numbers
from curriculum.services.label_changes import (
    ChangeRefusedError,
    NotTeachingError,
    announce_label_change,
    teaching_versions,
)
from curriculum.services.version_moves import NotManagerError
from curriculum.views.partner_frame import add_on_or_404, member, typed
from curriculum.views.partner_rule_words import CHANGE_CODES, roles_words
from curriculum.views.partner_words import promotion_sentence
from passport.dates import days_left
from passport.people.domain.roles import Role
from passport.people.models import Partner
from passport.people.services.partners import PartnerSuspendedError
from passport.people.views.partner_access import partner_member, portal


@partner_member
@require_safe
def changes(request: HttpRequest, partner: Partner, add_on_id: UUID) -> HttpResponse:
    """Everything that was announced, newest first, with its state."""
    found, today = add_on_or_404(partner, add_on_id), timezone.localdate()
    labels = asked_outcomes(found.programme_id)
    context = portal(
        request,
        partner,
        "modules",
        add_on=found,
        lines=[_line(each, labels, today) for each in changes_of(for_partner(partner), found)],
    )
    return render(request, "curriculum/partner_label_changes.html", context)


def _line(change: LabelChange, labels: dict[str, str], today: date) -> dict[str, Any]:
    return {
        "change": change,
        "outcomes": by_key(labels, change.outcomes),
        "roles": roles_words(change.roles),
        "left": days_left(change.due_on, today),
    }


@partner_member(manager=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new_change(request: HttpRequest, partner: Partner, add_on_id: UUID) -> HttpResponse:
    """Say what changed, for whom and until when; learners are told at once."""
    found = add_on_or_404(partner, add_on_id)
    form = ChangeForm(
        typed(request),
        versions={str(each.public_id): each for each in teaching_versions(found)},
        scope=change_scope(found, tuple(Role)),
        today=timezone.localdate(),
    )
    if form.is_valid() and (answer := _announced(request, partner, found, form)):
        return answer
    context = portal(
        request,
        partner,
        "modules",
        add_on=found,
        form=form,
        possible=bool(form.versions),
        people=_people_so_far(for_partner(partner), found),
    )
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/partner_label_change.html", context, status=status)


def _people_so_far(door: PartnerDoor, add_on: ProductAddOn) -> int:
    """How many completed the module in the published quarters, in tens; 0 for fewer than ten.

    It follows from the numbers page alone, whatever is chosen in the form. A count of those whom
    a choice of roles and outcomes concerns today could be asked again for every other choice and
    on every other day, and the differences would give small groups away.
    """
    quarters = published_numbers(door, add_on)
    return sum(each.total(Measure.COMPLETIONS) or 0 for each in quarters)


def _announced(
    request: HttpRequest, partner: Partner, found: ProductAddOn, form: ChangeForm
) -> HttpResponse | None:
    """Announce; None when something keeps it from being announced, which then stands there."""
    version: AddOnVersion = form.chosen
    try:
        announce_label_change(
            version=version, draft=form.draft, by=member(request), at=timezone.now()
        )
    except (PartnerSuspendedError, NotManagerError):
        raise Http404 from None
    except NotTeachingError:
        form.add_error("version", _("This version is no longer live. Choose another one."))
    except ChangeRefusedError as refused:
        _tell(form, refused)
    else:
        messages.success(request, _("The change is announced. Learners get a mail."))
        return redirect("curriculum:partner_label_changes", partner.public_id, found.public_id)
    return None


def _tell(form: ChangeForm, refused: ChangeRefusedError) -> None:
    for code in refused.codes:
        field, words = CHANGE_CODES[code]
        form.add_error(field, str(words))
    for finding in refused.promotion:
        form.add_error("summary", promotion_sentence(finding.rule, finding.details))
