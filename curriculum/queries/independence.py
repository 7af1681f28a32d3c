"""Who may review what: ties of a reviewer, and who had a hand in a product's versions."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from curriculum.domain.review import Reason, Reviewed, Reviewer, Tie, conflict
from curriculum.models import (
    AddOnVersion,
    BundleUpload,
    DeclaredInterest,
    QuestionImport,
    ReviewAssignment,
    ReviewComment,
    VersionEvent,
    VersionPackage,
)
from passport.dates import in_last_years, local_day
from passport.people.models import PartnerMembership, User

DECLARED_YEARS = 1


@dataclass(frozen=True)
class Hands:
    """By add-on, who wrote, moved or answered for its versions, and who uploaded for them."""

    writers: Mapping[int, set[int]] = field(default_factory=dict)
    uploaders: Mapping[int, set[int]] = field(default_factory=dict)


def reviewer_of(user: User) -> Reviewer:
    """A person with every membership of a partner and every declared interest; two queries."""
    memberships = PartnerMembership.objects.filter(user=user).values_list("partner_id", "ends_on")
    interests = DeclaredInterest.objects.filter(reviewer=user, partner__isnull=False)
    return Reviewer(
        id=user.pk,
        memberships=tuple(Tie(partner=key, until_on=until) for key, until in memberships),
        interests=tuple(
            Tie(partner=key, until_on=until)
            for key, until in interests.values_list("partner_id", "ends_on")
        ),
    )


def hands_in(add_on_ids: Collection[int]) -> Hands:
    """Who had a hand in any version of these add-ons; six queries whatever their number.

    Text and packages are handed on from version to version, so that all versions count.
    """
    writers: dict[int, set[int]] = defaultdict(set)
    uploaders: dict[int, set[int]] = defaultdict(set)
    made = AddOnVersion.objects.filter(add_on__in=add_on_ids).order_by()
    for add_on, created, submitted in made.values_list("add_on", "created_by", "submitted_by"):
        writers[add_on] |= {created, submitted} - {None}
    ours = {"version__add_on__in": add_on_ids}
    for rows, who, found in (
        (VersionEvent.objects.filter(by__isnull=False, **ours), "by", writers),
        (ReviewComment.objects.filter(from_partner=True, **ours), "author", writers),
        (QuestionImport.objects.filter(**ours), "imported_by", writers),
        (BundleUpload.objects.filter(**ours), "uploaded_by", uploaders),
        (VersionPackage.objects.filter(**ours), "package__uploaded_by", uploaders),
    ):
        pairs = rows.order_by().values_list("version__add_on", who).distinct()
        for add_on, person in pairs:  # type: ignore[misc]
            found[add_on].add(person)
    return Hands(writers, uploaders)


def seats_of(version: AddOnVersion) -> list[ReviewAssignment]:
    """Reviews of the content as it stands that were taken and not given back."""
    rows = ReviewAssignment.objects.filter(
        version=version, content_hash=version.content_hash, released_at__isnull=True
    )
    return list(rows.select_related("reviewer").order_by("assigned_at", "pk"))


def reviewed_of(
    version: AddOnVersion, user: User, hands: Hands, seats: Collection[int] = ()
) -> Reviewed:
    """A version as far as this person's independence is concerned.

    Whoever has the name of a declared author counts as that author.
    """
    product = version.add_on.programme.product
    named = {str(each.get("name", "")).strip().casefold() for each in version.authors}
    own = {user.pk} if user.get_full_name().strip().casefold() in named - {""} else set()
    uploaded = user.pk in hands.uploaders.get(version.add_on_id, ())
    return Reviewed(
        partner=version.add_on.partner_id,
        product=product.key if product else "",
        authors=frozenset(hands.writers.get(version.add_on_id, set()) | own),
        uploader=user.pk if uploaded else None,
        reviewers=frozenset(seats),
    )


def conflict_of(user: User, version: AddOnVersion, on: date) -> Reason | None:
    """Why somebody is not independent of a version on a day; None when they are."""
    hands = hands_in([version.add_on_id])
    return conflict(reviewer_of(user), reviewed_of(version, user, hands), on)


def has_declared(user: User, on: date) -> bool:
    """Whether a reviewer's last entry in the register is not older than 12 months."""
    moments = DeclaredInterest.objects.filter(reviewer=user).order_by("-declared_at")
    last = moments.values_list("declared_at", flat=True).first()
    if last is None:
        return False
    return in_last_years(local_day(last, settings.TIME_ZONE), on, DECLARED_YEARS)
