"""Questions about the registry of centres: which exist, who looks after them."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q

from passport.people.models import Centre, Professional, User


def same_centre(name: str, city: str, country: str) -> Centre | None:
    """The centre of this name at this place, however it is capitalised."""
    named = Centre.objects.filter(name__iexact=name, city__iexact=city, country=country)
    return named.first()


def is_unclaimed(centre: Centre) -> bool:
    """Whether somebody only named this centre, and nobody ever registered or led it."""
    return (
        centre.confirmed_at is None
        and centre.registered_by_id is None
        and not centre.memberships.exists()
    )


def registrar_addresses() -> list[str]:
    """Whom a registered centre is reported to; the issuer when nobody has the task."""
    permission = Permission.objects.filter(
        content_type__app_label="people", codename="change_centre"
    )
    found = User.objects.filter(
        Q(groups__permissions__in=permission) | Q(user_permissions__in=permission), is_active=True
    )
    addresses = list(found.distinct().order_by("email").values_list("email", flat=True))
    return addresses or [settings.ISSUER["contact"]]


def centres_waiting_of(user: User) -> int:
    """How many centres this person registered that nobody confirmed yet."""
    return Centre.objects.filter(registered_by=user, confirmed_at__isnull=True).count()


def professional_with_address(email: str) -> Professional | None:
    """The professional who confirmed an address; None when nobody did."""
    rows = EmailAddress.objects.filter(email__iexact=email, verified=True)
    user = rows.values_list("user", flat=True).first()
    return Professional.objects.select_related("user").filter(user=user).first() if user else None


def centres_waiting() -> int:
    """How many registered centres nobody has confirmed yet."""
    return Centre.objects.filter(registered_at__isnull=False, confirmed_at__isnull=True).count()
