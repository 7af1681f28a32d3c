"""Stamps that a holder does not have yet, and what comes next on the way to each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from credentials.domain.coverage import GroupStanding, Standing
from credentials.domain.evidence import CORE, CORE_MINI, Programme, StampKind

HELD = frozenset({Standing.MET, Standing.RENEWAL_DUE})


@dataclass(frozen=True)
class NextStamp:
    """A stamp to come: how much of it is done, and what is next."""

    key: str
    kind: StampKind
    title: str
    done: int
    total: int
    next_label: str


def next_stamps(
    programme: Programme, standings: Sequence[GroupStanding], wanted: Collection[str]
) -> tuple[NextStamp, ...]:
    """The wanted stamps that were never earned, in the programme's order."""
    groups = {group.key: group for group in programme.groups}
    found = []
    for standing in standings:
        if standing.group not in wanted or standing.earning:
            continue
        group = groups[standing.group]
        missing = [item.key for item in standing.requirements if item.standing not in HELD]
        labels = {required.key: required.label for required in group.requirements}
        found.append(
            NextStamp(
                key=group.key,
                kind=StampKind.CORE if group.key in {CORE, CORE_MINI} else StampKind.ROLE,
                title=group.title,
                done=len(group.requirements) - len(missing),
                total=len(group.requirements),
                next_label=labels[missing[0]] if missing else "",
            )
        )
    return tuple(found)
