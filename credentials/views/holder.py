"""What a holder sees: the passport itself, and the code for the screen."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from credentials.evidence.completions import withheld_from
from credentials.evidence.drafts import progress_of
from credentials.models import Passport
from credentials.queries.checks import Checked, latest_of
from credentials.queries.passports import live_copy, passport_held_by
from credentials.rendering.addresses import code_text, public_host
from credentials.rendering.holder_page import history_of, own_verdict, own_words, stamps_of
from credentials.services.copies import TooManyCopiesError, make_live_code
from credentials.signing.keys import public_keys
from credentials.signing.seals import BrokenSealError, open_edition
from passport.dates import local_day
from passport.paper.codes import code_of
from passport.people.domain.roles import Profession
from passport.people.models.labels import PROFESSION_LABELS
from passport.people.queries.profiles import professional_of


@login_required
@require_safe
def passport(request: HttpRequest) -> HttpResponse:
    """The passport as an object: cover, state, stamps, history; or what leads to it."""
    holder = professional_of(request.user)
    if holder is None:
        return redirect("people:welcome_start")
    on = local_day(timezone.now(), settings.TIME_ZONE)
    context: dict[str, Any] = {
        "name": holder.user.get_full_name(),
        "profession": PROFESSION_LABELS[Profession(holder.profession)],
        "next_stamps": progress_of(holder, on),
        "withheld": withheld_from(holder.pk),
    }
    passport = passport_held_by(holder.pk)
    checked = latest_of(passport.pk) if passport else None
    if passport and checked:
        context |= _shown(passport, checked, on)
    return render(request, "credentials/passport.html", context)


def _shown(passport: Passport, checked: Checked, on: date) -> dict[str, Any]:
    """What an issued passport shows; without stamps when its seal is broken."""
    try:
        content = open_edition(checked.edition, number=passport.number, keys=public_keys())
    except BrokenSealError:
        content = None
    printed = (
        {
            "name": content["holder"]["name"],
            "profession": PROFESSION_LABELS[Profession(content["profession"])],
        }
        if content
        else {}
    )
    return {
        **printed,
        "passport": passport,
        "content": content,
        "words": own_words(own_verdict(content, checked.withdrawn, on)),
        "stamps": stamps_of(content, on) if content else [],
        "history": history_of(
            list(passport.editions.defer("content").order_by("-number")),
            list(passport.revocations.all()),
        ),
    }


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def live(request: HttpRequest) -> HttpResponse:
    """The code for the screen: asking for a new one ends the one before."""
    holder = professional_of(request.user)
    passport = passport_held_by(holder.pk) if holder else None
    if holder is None or passport is None or not passport.editions.exists():
        return redirect("credentials:passport")
    if request.method == "POST":
        try:
            make_live_code(passport=passport, at=timezone.now())
        except TooManyCopiesError:
            messages.warning(request, _("You made many codes today. Use a copy you have."))
            return redirect("credentials:sharing")
        return redirect("credentials:live")
    copy = live_copy(passport, timezone.now())
    context = {
        "holder": holder,
        "profession": PROFESSION_LABELS[Profession(holder.profession)],
        "passport": passport,
        "copy": copy,
        "code": code_of(code_text(copy.code)) if copy else None,
        "host": public_host(),
    }
    return render(request, "credentials/live.html", context)
