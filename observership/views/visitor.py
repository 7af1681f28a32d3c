"""What everybody reads about observerships: the index of calls and the page of one call."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from observership.domain.call_phase import Phase
from observership.forms.alerts import AlertForm
from observership.models import Call, CallPage, ObservershipIndexPage, PriorityOrder
from observership.models.labels import INDICATION_LABELS
from observership.queries.calls import (
    CallLine,
    call_lines,
    next_call,
    open_call,
    own_application,
    page_of,
    phase_on,
)
from observership.queries.hosts import HostOffer, hosts_of
from observership.services.priority import place_facts, rule_words
from observership.views.application_words import deadline_words, language_words
from observership.views.call_words import (
    PHASE_TAGS,
    PHASE_WORDS,
    conditions,
    criteria_of,
    money_of,
    role_words,
)
from observership.views.opening_words import offer_words
from passport.people.models.countries import COUNTRIES
from passport.ui.charts import Chart, Spot, europe_map


def calls(request: HttpRequest, page: ObservershipIndexPage) -> HttpResponse:
    """All calls: open ones first, then the next, then those that are over."""
    lines = call_lines(timezone.localdate())
    order = (Phase.OPEN, Phase.COMING, Phase.CLOSED)
    groups = [
        (_group_title(phase), [_line_words(line) for line in lines[phase]])
        for phase in order
        if lines[phase]
    ]
    context = {
        "page": page,
        "groups": groups,
        "alert": AlertForm(),
        "open": bool(lines[Phase.OPEN]),
    }
    return render(request, "observership/calls.html", context)


def _group_title(phase: Phase) -> str:
    return {
        Phase.OPEN: _("Open now"),
        Phase.COMING: _("Next calls"),
        Phase.CLOSED: _("Past calls"),
    }[phase]


def _line_words(line: CallLine) -> dict[str, Any]:
    """What a card says of a call."""
    return {
        "title": line.page.title,
        "url": line.page.url,
        "intro": line.page.intro,
        "phase": line.phase,
        "tag": PHASE_TAGS[line.phase],
        "state": PHASE_WORDS[line.phase],
        "call": line.call,
        "deadline": deadline_words(line.call.closes_on),
        "roles": role_words(line.call.roles),
        "centres": line.centres,
        "places": line.places,
    }


def call(request: HttpRequest, page: CallPage) -> HttpResponse:
    """One call: who, when, the money, the rules, the hosts, and how to apply."""
    context: dict[str, Any] = {"page": page}
    if page.call is not None:
        context |= _facts(request, page.call)
    return render(request, "observership/call.html", context)


def _facts(request: HttpRequest, call: Call) -> dict[str, Any]:
    on = timezone.localdate()
    offers = hosts_of(call)
    phase = phase_on(call, on)
    return {
        "call": call,
        "phase": phase,
        "state": PHASE_WORDS[phase],
        "tag": PHASE_TAGS[phase],
        "deadline": deadline_words(call.closes_on),
        "roles": role_words(call.roles),
        "conditions": conditions(call),
        "money": money_of(call),
        "criteria": criteria_of(call),
        **_order_words(PriorityOrder.objects.filter(call=call).first()),
        "hosts": [_host_words(offer) for offer in offers],
        "map": map_of(offers),
        "own": own_application(request.user, call),
        **(_what_next(on) if phase is Phase.CLOSED else {}),
    }


def _order_words(order: PriorityOrder | None) -> dict[str, Any]:
    """The published order: its rule, and number and lot of each place."""
    if order is None:
        return {"order": None}
    told = ("number", "lot")
    places = [{name: place[name] for name in told} for place in place_facts(order)]
    return {"order": order, "rule": rule_words(order.facts), "places": places}


def _what_next(on: date) -> dict[str, Any]:
    """Where to turn when a call is closed: another open one, the next one, a mail."""
    other = open_call(on) or next_call(on)
    page = page_of(other) if other else None
    return {
        "other": other,
        "other_url": page.url if page else "",
        "other_open": other is not None and phase_on(other, on) is Phase.OPEN,
        "alert": AlertForm(),
    }


def _host_words(offer: HostOffer) -> dict[str, Any]:
    """A row of the table of hosts."""
    opening = offer.opening
    indications = {str(code): label for code, label in INDICATION_LABELS.items()}
    return {
        "offer": offer,
        "opening": opening,
        "country": country_name(opening.centre.country),
        "languages": language_words(opening.languages),
        "terms": offer_words(opening),
        "indications": [indications.get(code, code) for code in opening.indications],
        "products": [product.inn for product in opening.products.all()],
    }


def country_name(code: str) -> str:
    """A country in words."""
    return str(dict(COUNTRIES).get(code, code))


def map_of(offers: tuple[HostOffer, ...]) -> Chart | None:
    """The hosts of a call on a map; None while there are none."""
    if not offers:
        return None
    centres = {offer.opening.centre.pk: offer.opening.centre for offer in offers}
    spots = [
        Spot(each.name, each.city, each.country, "host", country_name(each.country))
        for each in centres.values()
    ]
    return europe_map(spots, name="hosts", title=_("Hosts of this call"))
