"""Versions that learners are offered now, or were offered once, as reviewers find them."""

from django.db.models import Q, QuerySet

from curriculum.domain.add_ons import Published, VersionState, may_be_marked_unsafe
from curriculum.models import AddOnVersion
from curriculum.queries.review import versions_for_review

_STATES = {
    Published.LIVE: Q(state=VersionState.LIVE),
    Published.RETIRED: Q(state=VersionState.RETIRED, retired_for_safety=False),
    Published.UNSAFE: Q(retired_for_safety=True),
}


def published_versions(words: str = "", state: str = "") -> QuerySet[AddOnVersion]:
    """Versions that went live, live ones before retired ones, then the latest; without texts.

    Every one of `words` is looked for in title, code, INN and partner; "" filters nothing.
    """
    rows = versions_for_review().filter(live_at__isnull=False).defer("content")
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(add_on__module__code__icontains=word)
            | Q(add_on__programme__product__inn__icontains=word)
            | Q(add_on__partner__name__icontains=word)
        )
    if state:
        rows = rows.filter(_STATES[Published(state)])
    return rows.order_by("state", "-live_at", "-pk")


def is_markable(version: AddOnVersion) -> bool:
    """Whether a version that is not offered any more may still be said to have been unsafe."""
    return may_be_marked_unsafe(
        VersionState(version.state),
        was_live=version.live_at is not None,
        unsafe=version.retired_for_safety,
    )
