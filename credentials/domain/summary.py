"""A passport in a few words, for other apps' pages."""

from dataclasses import dataclass
from datetime import date

from credentials.domain.edition import EditionContent
from credentials.domain.verdict import Facts, VerdictState, decide, last_day_of, stamp_state


@dataclass(frozen=True)
class StampSummary:
    """One stamp; without `expires_on` it is about what took place for good."""

    kind: str
    title: str
    state: VerdictState
    earned_on: date
    expires_on: date | None


@dataclass(frozen=True)
class PassportSummary:
    """A holder's passport on a day."""

    number: str
    state: VerdictState
    expires_on: date
    stamps: tuple[StampSummary, ...]


def summarise(content: EditionContent, withdrawn: VerdictState | None, on: date) -> PassportSummary:
    """The passport as its holder sees it in the plan."""
    return PassportSummary(
        number=content["number"],
        state=decide(Facts(open=True, content=content, withdrawn=withdrawn), on).state,
        expires_on=date.fromisoformat(content["expires_on"]),
        stamps=tuple(
            StampSummary(
                kind=stamp["kind"],
                title=stamp["title"],
                state=stamp_state(stamp, on),
                earned_on=date.fromisoformat(stamp["earned_on"]),
                expires_on=last_day_of(stamp),
            )
            for stamp in content["stamps"]
        ),
    )
