"""Who belongs to which partner on a day: the one door through which partners are reached."""

from datetime import date
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q, QuerySet

from passport.people.models import Partner, PartnerKind, PartnerMembership, User
from passport.people.queries.centres import held_on

PRODUCT_REVIEW = "curriculum.add_reviewdecision"  # of an app above: a name, nothing more
DESK = "people.change_partner"  # whoever looks after partners belongs to none


def asked_as(user: User, partner_id: UUID, on: date) -> PartnerMembership | None:
    """This person's membership of the partner with this id, with the partner; one query."""
    rows = PartnerMembership.objects.filter(held_on(on), user=user, partner__public_id=partner_id)
    return rows.select_related("partner").order_by("-starts_on", "-pk").first()


def partner_of(user: User, partner_id: UUID, on: date) -> Partner | None:
    """The partner with this id if this person belongs to it on that day; else None."""
    membership = asked_as(user, partner_id, on)
    return membership.partner if membership else None


def partners_of(user: User, on: date) -> QuerySet[Partner]:
    """Partners to which this person belongs on a day, by name."""
    rows = PartnerMembership.objects.filter(held_on(on), user=user)
    return Partner.objects.filter(pk__in=rows.values("partner"))


def membership_of(user: User, partner: Partner, on: date) -> PartnerMembership | None:
    """What this person is to a partner on a day; None for a stranger."""
    return asked_as(user, partner.public_id, on)


def is_manager(user: User, partner: Partner, on: date) -> bool:
    """Whether this person is a manager of a partner on a day."""
    membership = membership_of(user, partner, on)
    return membership is not None and membership.kind == PartnerKind.MANAGER


def was_member_since(user: User, partner: Partner, since: date) -> bool:
    """Whether this person belonged to a partner on `since` or on any day after it.

    Memberships that ended on their first day, or begin later, count too: this decides who is
    independent of a partner, and an hour with its drafts is not nothing.
    """
    rows = PartnerMembership.objects.filter(user=user, partner=partner)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since)).exists()


def members_of_partner(partner: Partner, on: date) -> QuerySet[PartnerMembership]:
    """Memberships of a partner that hold on a day, with their people, by family name."""
    rows = PartnerMembership.objects.filter(held_on(on), partner=partner).select_related("user")
    return rows.order_by("user__last_name", "user__first_name", "pk")


def managers_of_partner(partner: Partner, on: date) -> list[User]:
    """Managers of a partner on a day."""
    rows = members_of_partner(partner, on).filter(kind=PartnerKind.MANAGER)
    return [row.user for row in rows]


def looks_after_partners(user: User) -> bool:
    """Whether this person works at the product desk, and so may belong to no partner."""
    return user.has_perm(DESK)


def partner_named(name: str) -> Partner | None:
    """The partner of this name, however it is capitalised."""
    return Partner.objects.filter(name__iexact=name).first()


def partners_without_manager(on: date) -> int:
    """How many partners nobody manages on a day."""
    managed = PartnerMembership.objects.filter(held_on(on), kind=PartnerKind.MANAGER)
    return Partner.objects.exclude(pk__in=managed.values("partner")).count()


def with_portal(users: QuerySet[User]) -> QuerySet[User]:
    """Users with `has_portal`: whether a membership of a partner is open, in the same query.

    It decides about links only; the pages behind them ask for the day.
    """
    rows = PartnerMembership.objects.filter(user=OuterRef("pk"), ends_on__isnull=True)
    return users.annotate(has_portal=Exists(rows))


def with_review(users: QuerySet[User]) -> QuerySet[User]:
    """Users with `may_review`: whether a group lets them review products, in the same query.

    It decides about links only; the pages behind them ask for the permission.
    """
    app, name = PRODUCT_REVIEW.split(".")
    groups = Group.objects.filter(
        user=OuterRef("pk"), permissions__codename=name, permissions__content_type__app_label=app
    )
    return users.annotate(may_review=Exists(groups))


def has_portal(user_id: int | None) -> bool:
    """Whether a membership of a partner is open for the user with this key."""
    return PartnerMembership.objects.filter(user=user_id, ends_on__isnull=True).exists()
