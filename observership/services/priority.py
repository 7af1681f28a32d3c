"""Fixes the priority order of a call, once: from scores, countries and lots, never from wishes."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from observership.domain.calls import Stage
from observership.domain.lifecycle import ApplicationState
from observership.domain.priority import (
    Applicant,
    Part,
    Rule,
    band_of,
    draw_of,
    order_of,
    rule_in_words,
    settings_of,
)
from observership.models import Application, Call, PriorityOrder
from observership.queries.committee import (
    order_of_call,
    score_of_application,
    to_be_read,
    weights_of,
)
from observership.queries.office import stage_now
from observership.services.committee import OrderFixedError
from passport.audit.services import record
from passport.dates import local_day
from passport.people.models import User


class OrderTooEarlyError(ValueError):
    """People may still apply, or an application still waits to be found eligible."""


class OrderTooLateError(ValueError):
    """The matching was published, or the call has ended."""


class NobodyEligibleError(ValueError):
    """No application is eligible."""


class NotReviewedError(ValueError):
    """Applications that were not read by everybody who has them, or by nobody."""

    def __init__(self, numbers: tuple[str, ...]) -> None:
        super().__init__(", ".join(numbers))
        self.numbers = numbers


@transaction.atomic
def fix_order(*, call: Call, by: User, at: datetime, without_reviews: str = "") -> PriorityOrder:
    """Write the order of a call's eligible applications; nobody changes it afterwards.

    `without_reviews` is the reason for not waiting for missing reviews. Raises OrderFixedError,
    OrderTooEarlyError, OrderTooLateError, NobodyEligibleError, NotReviewedError.
    """
    locked = Call.objects.select_for_update().get(pk=call.pk)
    _check_time(locked, at)
    applications = list(to_be_read(locked))
    if not applications:
        raise NobodyEligibleError
    missing = tuple(str(each.number) for each in applications if not _is_read(each))
    if missing and not without_reviews:
        raise NotReviewedError(missing)
    facts = _facts(locked, applications, without_reviews if missing else "")
    order = PriorityOrder.objects.create(
        call=locked,
        numbers=list(numbers_of(facts)),
        rule=rule_of(facts),
        facts=facts,
        fixed_by=by,
        fixed_at=at,
    )
    record(
        action="priority_order_fixed",
        subject=f"call:{locked.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"applications": len(applications), "without_reviews": facts["without_reviews"]},
    )
    return order


def numbers_of(facts: dict[str, Any]) -> tuple[str, ...]:
    """The order that follows from kept facts, so that whoever has them can compute it again."""
    applicants = [
        Applicant(each["number"], each["number"], each["country"], each["score"])
        for each in facts["applicants"]
    ]
    return order_of(applicants, settings_of(facts))


def rule_of(facts: dict[str, Any]) -> str:
    """The rule as it is kept, in the language of the site."""
    with override(settings.LANGUAGE_CODE):
        return rule_words(facts)


def rule_words(facts: dict[str, Any]) -> str:
    """The rule in the reader's language, one sentence per step."""
    return " ".join(_words(part) for part in rule_in_words(settings_of(facts)))


def preview_rule(call: Call) -> str:
    """The rule that a call's settings stand for, in words."""
    return rule_words({**call.priority, "draw": _("known once the order is fixed")})


def place_facts(order: PriorityOrder) -> list[dict[str, Any]]:
    """The order line by line: "place", "number", "country", "score", "band" and "lot"."""
    rule = settings_of(order.facts)
    known = {each["number"]: each for each in order.facts["applicants"]}
    return [
        {
            **known[number],
            "place": place,
            "band": band_of(known[number]["score"], rule.bands) + 1,
            "lot": rule.lot(number),
        }
        for place, number in enumerate(order.numbers, start=1)
    ]


def _words(part: Part) -> str:
    values = ", ".join(part.values)
    words = {
        Rule.SCORE_BANDS: _(
            "The committee's scores put applications into bands, the best first. A band begins at"
            " each of these scores: %(values)s."
        ),
        Rule.UNSCORED_LAST: _("Who has no score comes after all bands."),
        Rule.COUNTRIES_IN_TURN: _(
            "Inside a band countries take turns: first the country with the fewest in the order so"
            " far."
        ),
        Rule.LOTS: _(
            "Among equals lots decide, the lowest first: the SHA-256 of the seed, the draw if there"
            " is one, and the application's number, one behind the other. The seed is"
            " “%(values)s”."
        ),
        Rule.DRAW: _(
            "The draw is the SHA-256 of all numbers in the order, sorted, with a comma between"
            " two: %(values)s."
        ),
    }
    return words[part.rule] % {"values": values}


def _check_time(call: Call, at: datetime) -> None:
    if order_of_call(call) is not None:
        raise OrderFixedError
    stage = stage_now(call, local_day(at, settings.TIME_ZONE))
    if stage in (Stage.PUBLISHED, Stage.ENDED):
        raise OrderTooLateError
    waiting = Application.objects.filter(call=call, state=ApplicationState.SUBMITTED)
    if stage is not Stage.CHOOSING or waiting.exists():
        raise OrderTooEarlyError


def _is_read(application: Application) -> bool:
    """Whether somebody read it, and nobody who has it still does."""
    reviews = [row for row in application.reviews.all() if row.conflict_at is None]
    return bool(reviews) and all(row.submitted_at is not None for row in reviews)


def _facts(
    call: Call, applications: Collection[Application], without_reviews: str
) -> dict[str, Any]:
    weights = weights_of(call)
    draw = draw_of(str(each.number) for each in applications)
    return {
        **replace(settings_of(call.priority), draw=draw).as_json(),
        "criteria": weights,
        "without_reviews": without_reviews,
        "applicants": [
            {
                "number": each.number,
                "country": each.country,
                "score": score_of_application(each, weights),
            }
            for each in applications
        ],
    }
