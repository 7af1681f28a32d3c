"""What a trainee watched: written by the trainee, confirmed by the supervisor."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from observership.domain.codes import Side
from observership.forms.visit import ItemForm
from observership.models import Placement
from observership.queries.visits import OPEN_STATES, goals_agreed, items_of
from observership.services.visits import add_item, confirm_items, withdraw_item
from observership.views.access import placement_part
from observership.views.recent_sign_in import require_recent_sign_in
from observership.views.visit_frame import acted, page, supervises, user_of
from passport.dates import local_day


@placement_part()
@require_http_methods(["GET", "HEAD", "POST"])
def items(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """What was watched, with both signatures; the trainee adds to it."""
    goals = goals_agreed(placement)
    is_open = placement.state in OPEN_STATES
    writes = side is Side.TRAINEE and is_open
    sent = request.POST if request.method == "POST" and side is Side.TRAINEE else None
    today = local_day(timezone.now(), settings.TIME_ZONE)
    form = ItemForm(sent, placement=placement, goals=goals, today=today)
    if form.is_valid() and _added(request, placement, form):
        return redirect("observership:visit_items", placement.public_id)
    found = list(items_of(placement))
    titles = {goal.key: goal.title for goal in goals}
    context = {
        "form": form if writes or form.is_bound else None,
        "may_take_back": writes,
        "items": [(item, titles.get(item.objective_key, "")) for item in found],
        "waiting": [item for item in found if item.supervisor_signed_at is None],
        "confirms": is_open and supervises(request, placement) is not None,
    }
    status = 422 if sent is not None else 200
    return page(request, (placement, side), "items", status=status, **context)


def _added(request: HttpRequest, placement: Placement, form: ItemForm) -> bool:
    data = form.cleaned_data

    def act() -> None:
        add_item(
            placement=placement,
            on=data["on"],
            text=data["text"],
            objective_key=data["objective"],
            at=timezone.now(),
            knowingly=form.knowingly,
        )

    return acted(request, act, _("Added and signed by you. Your supervisor confirms it."))


@placement_part(Side.TRAINEE)
@require_POST
def withdraw(request: HttpRequest, placement: Placement, side: Side, item_id: UUID) -> HttpResponse:
    """The trainee takes an item back that nobody confirmed yet."""
    item = get_object_or_404(placement.items, public_id=item_id)

    def act() -> None:
        withdraw_item(item=item, at=timezone.now())

    acted(request, act, _("Taken back."))
    return redirect("observership:visit_items", placement.public_id)


@placement_part(Side.HOST)
@require_POST
def confirm(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """The supervisor signs the items that were ticked, after a recent sign-in."""
    supervisor = supervises(request, placement)
    if supervisor is None:
        raise Http404
    require_recent_sign_in(request, user_of(request))
    asked = set(request.POST.getlist("items"))
    chosen = [item for item in items_of(placement) if str(item.public_id) in asked]

    def act() -> int:
        return confirm_items(
            placement=placement, items=chosen, supervisor=supervisor, at=timezone.now()
        )

    if chosen:
        acted(request, act, _confirmed)
    else:
        messages.warning(request, _("Tick at least one item, then confirm."))
    return redirect(
        "observership:supervising" if "all" in request.POST else "observership:visit_items",
        *([] if "all" in request.POST else [placement.public_id]),
    )


def _confirmed(count: int) -> str:
    return ngettext("%(n)d item confirmed.", "%(n)d items confirmed.", count) % {"n": count}
