"""What stands behind a code or a number when somebody checks it."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from credentials.models import Copy, Edition, Passport, Revocation, StandingChange


@dataclass(frozen=True)
class Checked:
    """A passport's latest edition, the issuer's last decision, and the copy if one was scanned."""

    passport: Passport
    edition: Edition
    withdrawn: str | None
    copy: Copy | None = None


def copy_behind(code: str) -> Checked | None:
    """What a code stands for, open or not; None when there is nothing behind it. Two queries."""
    copy = Copy.objects.select_related("passport").filter(code=code).first()
    return _latest(copy.passport, copy) if copy else None


def passport_behind(number: str) -> Checked | None:
    """What a number stands for, if its holder lets it be checked. Two queries."""
    passport = Passport.objects.filter(number=number, number_lookup=True).first()
    return _latest(passport) if passport else None


def passport_held(holder_id: int) -> Checked | None:
    """What a holder's passport stands for; None before the first edition. Two queries."""
    passport = Passport.objects.filter(holder_id=holder_id).first()
    return _latest(passport) if passport else None


def _latest(passport: Passport, copy: Copy | None = None) -> Checked | None:
    last_change = Revocation.objects.filter(passport=OuterRef("passport")).order_by(
        "-decided_at", "-pk"
    )
    edition = (
        passport.editions.annotate(last_change=Subquery(last_change.values("change")[:1]))
        .order_by("-number")
        .first()
    )
    if edition is None:
        return None
    stands = edition.last_change == StandingChange.REINSTATED
    return Checked(passport, edition, None if stands else edition.last_change, copy)


def any_edition() -> Edition | None:
    """Some edition, opened in place of one that does not exist."""
    return Edition.objects.select_related("passport").order_by("pk").first()
