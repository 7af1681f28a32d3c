"""Makes the public pages of observerships; what an editor wrote is never overwritten."""

from datetime import datetime

from django.db import transaction

from observership.models import Call, CallPage, ObservershipIndexPage
from passport.pages.models import HomePage

INDEX_SLUG = "observerships"
INDEX_INTRO = (
    "One or two weeks at an experienced centre: you watch how a team gives CAR T therapy, and"
    " take home what your own centre needs."
)
QUESTIONS = (
    "<h2>Questions</h2>"
    "<h3>May I treat patients there?</h3>"
    "<p>No. You watch, and you have no patient contact of your own.</p>"
    "<h3>Do I need a reply from a host before I apply?</h3>"
    "<p>No. You may name hosts that you would like best. You need not name any.</p>"
    "<h3>What if I cannot finish in time?</h3>"
    "<p>Your draft stays. You can use it in the next call.</p>"
)


@transaction.atomic
def ensure_observership_pages(at: datetime) -> ObservershipIndexPage | None:
    """The index of calls under the front page, made when missing; None without a front page."""
    found = ObservershipIndexPage.objects.first()
    home = HomePage.objects.first()
    if found is not None or home is None:
        return found
    index = ObservershipIndexPage(title="Observerships", slug=INDEX_SLUG, intro=INDEX_INTRO)
    _publish(index, under=home, at=at)
    return index


@transaction.atomic
def ensure_call_page(call: Call, at: datetime) -> CallPage | None:
    """The public page of a call, made when missing; None without a front page."""
    found = CallPage.objects.filter(call=call).first()
    index = ensure_observership_pages(at)
    if found is not None or index is None:
        return found
    taken = index.get_children().filter(slug=call.key).exists()
    slug = f"{call.key}-{call.pk}" if taken else call.key
    page = CallPage(title=call.title, slug=slug, call=call, body=[("text", QUESTIONS)])
    _publish(page, under=index, at=at)
    return page


def _publish(
    page: ObservershipIndexPage | CallPage, *, under: HomePage | ObservershipIndexPage, at: datetime
) -> None:
    page.live, page.first_published_at, page.last_published_at = True, at, at
    under.add_child(instance=page)
