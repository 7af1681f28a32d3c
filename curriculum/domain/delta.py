"""Delta recognition: what of a product's programme is covered, learned, due again, and remains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from curriculum.domain.acceptance import RuleLine, RuleVersion, speaks_for
from curriculum.domain.outcomes import concerns
from passport.dates import Validity, is_after, within


@dataclass(frozen=True)
class Shown:
    """A completion of a core or role release that was not withdrawn."""

    module: str
    release: int
    completed_on: date
    completion_id: int


@dataclass(frozen=True)
class Learned:
    """Outcomes that were learned and examined in the product's own module on a day.

    `version` numbers the version of the module whose text was learned; 0 is any.
    """

    outcomes: tuple[str, ...]
    completed_on: date
    version: int = 0


@dataclass(frozen=True)
class Change:
    """What changed in the label or the risk plan: for whom, known since, to be learned by.

    `key` is the caller's own and comes back with what is due. `version` numbers the version that
    teaches it: who learned an older one after that day does not know it either.
    """

    outcomes: tuple[str, ...]
    announced_on: date
    due_on: date
    roles: tuple[str, ...]
    key: int = 0
    version: int = 0


@dataclass(frozen=True)
class ProductProgramme:
    """What a product asks of somebody, all versions of its rule, its changes.

    `validity_months` is how long the product's own evidence holds; 0 never runs out.
    """

    required: tuple[str, ...]
    versions: tuple[RuleVersion, ...]
    changes: tuple[Change, ...] = ()
    validity_months: int = 12


@dataclass(frozen=True)
class LearnerRecord:
    """What somebody has shown and learned, and the roles that they hold."""

    shown: tuple[Shown, ...] = ()
    learned: tuple[Learned, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Covered:
    """An outcome that a completion covers, by which version of the rule."""

    outcome: str
    module: str
    release: int
    completed_on: date
    completion_id: int
    rule_number: int


@dataclass(frozen=True)
class UpdateDue:
    """Outcomes that still count and are to be learned anew by a day; the day may have passed."""

    outcomes: tuple[str, ...]
    due_on: date
    announced_on: date
    change: int = 0


@dataclass(frozen=True)
class Delta:
    """Covered, learned and remaining make up what is required, each outcome once, in its order."""

    required: tuple[str, ...]
    covered: tuple[Covered, ...]
    learned: tuple[str, ...]
    remaining: tuple[str, ...]
    updates: tuple[UpdateDue, ...]

    @property
    def to_learn(self) -> tuple[str, ...]:
        """What a learner is asked to do now: what remains, and what is due again."""
        due = {key for update in self.updates for key in update.outcomes}
        return tuple(key for key in self.required if key in due or key in self.remaining)


def delta(programme: ProductProgramme, record: LearnerRecord, on: date) -> Delta:
    """What remains of a product's programme for somebody on a day.

    What the core or a role covers comes first, then what was learned in the product's module.
    The last valid day counts; there are no days of grace, so that renewal can be done in them.
    """
    required = tuple(dict.fromkeys(programme.required))
    found = {key: _best(key, programme, record.shown, on) for key in required}
    covered = {key: item for key, item in found.items() if item is not None}
    learned = _learned(programme, record.learned, on)
    rest = [key for key in required if key not in covered]
    return Delta(
        required=required,
        covered=tuple(covered.values()),
        learned=tuple(key for key in rest if key in learned),
        remaining=tuple(key for key in rest if key not in learned),
        updates=_updates(programme, record, {*covered, *learned}, on),
    )


def _holds(months: int, since: date, on: date) -> bool:
    """Whether what was shown on a day holds on another; 0 months never run out."""
    if not months:
        return not is_after(since, on)
    return Validity(months).counts(since, on)


def _best(
    outcome: str, programme: ProductProgramme, shown: Sequence[Shown], on: date
) -> Covered | None:
    """The latest completion that covers an outcome, by the newest version that accepts it."""
    found = [
        _covered(outcome, item, version.number)
        for item in shown
        for version in speaks_for(item.completed_on, programme.versions, on)
        for line in version.lines
        if line.outcome == outcome and _accepted(line, item, programme.validity_months, on)
    ]
    return max(found, key=_freshness, default=None)


def _covered(outcome: str, item: Shown, rule_number: int) -> Covered:
    return Covered(
        outcome=outcome,
        module=item.module,
        release=item.release,
        completed_on=item.completed_on,
        completion_id=item.completion_id,
        rule_number=rule_number,
    )


def _accepted(line: RuleLine, item: Shown, validity_months: int, on: date) -> bool:
    months = validity_months if line.max_age_months is None else line.max_age_months
    return line.accepts(item.module, item.release) and _holds(months, item.completed_on, on)


def _freshness(item: Covered) -> tuple[date, int, int, str, int]:
    return (item.completed_on, item.rule_number, item.release, item.module, item.completion_id)


def _learned(programme: ProductProgramme, learned: Sequence[Learned], on: date) -> set[str]:
    """Outcomes that were learned in the product's own module and hold on a day."""
    return {
        key
        for each in learned
        if _holds(programme.validity_months, each.completed_on, on)
        for key in each.outcomes
    }


def _updates(
    programme: ProductProgramme, record: LearnerRecord, held: set[str], on: date
) -> tuple[UpdateDue, ...]:
    """Changes that somebody has not learned since they were announced, the first due first.

    Only the product's own module teaches a change: a core completion never clears one, and what
    was learned once since then clears it for good.
    """
    required = dict.fromkeys(programme.required)
    found = []
    for change in programme.changes:
        if is_after(change.announced_on, on) or not concerns(change.roles, record.roles):
            continue
        known = _learned_since(record.learned, change, on)
        asked = (held & set(change.outcomes)) - known
        if asked:
            keys = tuple(key for key in required if key in asked)
            found.append(UpdateDue(keys, change.due_on, change.announced_on, change.key))
    return tuple(sorted(found, key=_due_first))


def _due_first(update: UpdateDue) -> tuple[date, date, tuple[str, ...], int]:
    return (update.due_on, update.announced_on, update.outcomes, update.change)


def _learned_since(learned: Sequence[Learned], change: Change, on: date) -> set[str]:
    """Outcomes that were learned on the day of a change or after it, not from an older text."""
    return {
        key
        for each in learned
        if within(change.announced_on, on, each.completed_on)
        and each.version not in range(1, change.version)
        for key in each.outcomes
    }
