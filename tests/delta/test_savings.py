"""Minutes saved are those of parts that recognition made needless."""

from datetime import date

from hypothesis import given

from curriculum.domain.acceptance import RuleLine, RuleVersion
from curriculum.domain.delta import Change, Learned, LearnerRecord, ProductProgramme, Shown, delta
from curriculum.domain.delta_plan import Part, delta_minutes, needed_parts
from curriculum.domain.savings import (
    Saved,
    SavedTotal,
    Saving,
    by_centre,
    by_learner,
    by_product,
    saved_by,
)
from tests.delta.worlds import OUTCOMES, days, programmes, records, seeded

RULE = RuleVersion(
    1, date(2027, 1, 1), (RuleLine("crs", "COR-04", 1), RuleLine("ice", "COR-05", 1))
)
PROGRAMME = ProductProgramme(("crs", "ice", "thaw"), (RULE,))
PARTS = (
    Part("toxicity", ("crs", "ice"), 12),
    Part("thaw", ("thaw",), 6),
    Part("both", ("ice",), 3),
)
CRS = Shown("COR-04", 1, date(2027, 2, 1), 1)
ICE = Shown("COR-05", 1, date(2027, 2, 1), 2)
ON = date(2027, 3, 1)


def saved(*shown: Shown, learned: tuple[Learned, ...] = (), changes=()) -> Saved:
    programme = ProductProgramme(PROGRAMME.required, PROGRAMME.versions, changes)
    return saved_by(delta(programme, LearnerRecord(shown, learned, ("NUR",)), ON), PARTS)


def test_a_part_is_saved_when_all_that_it_teaches_is_covered():
    assert saved(CRS, ICE) == Saved(("toxicity", "both"), 15)


def test_a_part_that_is_still_needed_for_something_else_is_not_saved():
    assert saved(CRS) == Saved((), 0)
    assert saved(ICE) == Saved(("both",), 3)


def test_what_was_learned_in_the_product_module_is_no_saving():
    assert saved(learned=(Learned(("crs", "ice", "thaw"), date(2027, 2, 1)),)) == Saved((), 0)


def test_a_part_that_a_change_asks_for_is_not_saved():
    change = Change(("ice",), date(2027, 2, 15), date(2027, 4, 1), ("NUR",))
    assert saved(CRS, ICE, changes=(change,)) == Saved((), 0)


@seeded
@given(programme=programmes(), record=records, on=days)
def test_saved_and_needed_minutes_never_exceed_the_whole_module(programme, record, on):
    parts = (Part("start", (), 2), *(Part(key, (key,), 5) for key in OUTCOMES))
    found = delta(programme, record, on)
    spared = saved_by(found, parts)
    to_do = delta_minutes(found.to_learn, parts)
    asked = sum(part.minutes for part in needed_parts(programme.required, parts))
    assert not set(spared.parts) & set(to_do.parts)
    assert spared.minutes + to_do.minutes <= asked
    if not found.learned and not found.updates:
        assert spared.minutes + to_do.minutes == asked


SAVINGS = (
    Saving(1, "fictioleucel", ON, 15, centre=7),
    Saving(1, "imaginoleucel", ON, 5, centre=7),
    Saving(2, "fictioleucel", ON, 12),
    Saving(2, "fictioleucel", date(2028, 3, 1), 12, centre=8),
)


def test_savings_add_up_by_learner_product_and_centre():
    assert by_learner(SAVINGS) == (SavedTotal(2, 24, 2, 1), SavedTotal(1, 20, 2, 1))
    assert by_product(SAVINGS) == (
        SavedTotal("fictioleucel", 39, 3, 2), SavedTotal("imaginoleucel", 5, 1, 1),
    )  # fmt: skip
    assert by_centre(SAVINGS) == (SavedTotal(7, 20, 2, 1), SavedTotal(8, 12, 1, 1))
