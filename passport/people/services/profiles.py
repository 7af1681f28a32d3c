"""Writes what professionals say about themselves; roles are dated rows that are never deleted."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from passport.people.models import Centre, Professional, ProfessionalRole, User
from passport.people.queries.profiles import home_centre, open_roles
from passport.people.services.marks import touch_centre


def _kept(centre: Centre | None) -> Centre | None:
    """The centre as stored; one that was not listed is written down as unconfirmed."""
    if centre is None or centre.pk is not None:
        return centre
    stored, _ = Centre.objects.get_or_create(
        name=centre.name, city=centre.city, country=centre.country
    )
    return stored


def _end(row: ProfessionalRole, on: date) -> None:
    row.ends_on = max(on, row.starts_on)
    row.save(update_fields=["ends_on"])


@transaction.atomic
def set_profession(
    *, user: User, profession: str, roles: Iterable[str], centre: Centre | None, at: datetime
) -> Professional:
    """Profession, roles and home centre; roles no longer named end, new ones begin today.

    Roles held at other centres than the home centre stay there.
    """
    professional, _ = Professional.objects.get_or_create(
        user=user, defaults={"profession": profession, "country": "", "created_at": at}
    )
    professional = Professional.objects.select_for_update().get(pk=professional.pk)
    if professional.profession != profession:
        professional.profession = profession
        professional.save(update_fields=["profession"])
    _set_roles(professional, tuple(roles), centre=_kept(centre), on=at.date())
    return professional


def _set_roles(
    professional: Professional, roles: tuple[str, ...], *, centre: Centre | None, on: date
) -> None:
    before = home_centre(professional)
    held, touched = set(), {centre.pk} if centre else set()
    for row in open_roles(professional):
        moved = row.centre_id == (before.pk if before else None) and before != centre
        if row.role not in roles or moved:
            _end(row, on)
            touched |= {row.centre_id} if row.centre_id else set()
        else:
            held.add(row.role)
    for role in roles:
        if role not in held:
            ProfessionalRole.objects.create(
                professional=professional, role=role, centre=centre, starts_on=on
            )
    for centre_id in touched:  # the roles of its members count there
        touch_centre(centre_id)


@transaction.atomic
def set_place(*, professional: Professional, country: str, setting: str) -> None:
    """Country of work and whom the person treats."""
    professional.country = country
    professional.setting = setting
    professional.save(update_fields=["country", "setting"])


@transaction.atomic
def set_products(*, professional: Professional, product_ids: Iterable[int]) -> None:
    """Products the person handles."""
    professional.products.set(product_ids)


@transaction.atomic
def set_language(*, professional: Professional, language: str, at: datetime) -> None:
    """Language of learning; with it the welcome is complete."""
    professional.language = language
    professional.welcomed_at = professional.welcomed_at or at
    professional.save(update_fields=["language", "welcomed_at"])
