"""What is told of a demo person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoPerson:
    """A sign-in, what the person is, and how far training has gone.

    `place` is name, town and country of a centre; without it the person is at the demo centre.
    """

    email: str
    given: str
    family: str
    does: str
    profession: str = ""
    roles: tuple[str, ...] = ()
    modules: str = ""
    groups: tuple[str, ...] = ()
    superuser: bool = False
    membership: str = ""
    totp_secret: str = ""
    partner: str = ""
    partner_kind: str = ""
    place: tuple[str, str, str] | None = None

    @property
    def is_staff(self) -> bool:
        return bool(self.groups) or self.superuser
