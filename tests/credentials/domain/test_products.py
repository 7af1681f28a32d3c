"""Product stamps: on top of core and role, ending neither, with what their label still asks."""

from datetime import date

from credentials.domain.content import Besides, complete, compose, says_the_same, shown_earnings
from credentials.domain.coverage import assess
from credentials.domain.edition import read_content, write_content
from credentials.domain.products import ProductShown, Update
from credentials.domain.verdict import Facts, VerdictState, decide
from passport.dates import Validity
from tests.credentials.domain.records import group, programme, shown
from tests.credentials.domain.test_content import SUBJECT

JAN, MAR = date(2026, 1, 10), date(2026, 3, 10)
WHOLE = programme(group("core", "A"))
CORE_HELD = (shown("A", JAN),)
CHANGED = Update("The thaw window is shorter.", date(2026, 6, 30))


def product(**fields):
    defaults = {
        "module": shown("PRD-1", MAR, minutes=18, alignments=()),
        "inn": "fictoleucel",
        "brand": "Fictavia",
        "sponsor": "Fictional Cell Company",
        "jurisdiction": "European Union",
        "label_on": date(2026, 1, 1),
        "validity": Validity(months=24, grace_days=30),
        "asked": 17,
        "covered": 11,
        "learned": 6,
    }
    return ProductShown(**{**defaults, **fields})


def draft(*products, evidence=CORE_HELD):
    earnings = shown_earnings(assess(WHOLE, evidence, MAR))
    return compose(
        subject=SUBJECT,
        programme=WHOLE,
        earnings=earnings,
        labels={},
        besides=Besides(products=products),
        on=MAR,
    )


def edition(*products):
    return complete(
        draft(*products),
        edition=1,
        first_issued_on="2026-03-10",
        issued_at="2026-03-10T08:00:00+00:00",
        key_id="k",
    )


def test_a_product_stamp_names_substance_sponsor_label_and_what_it_rests_on():
    (_, stamp) = draft(product())["stamps"]
    assert (stamp["key"], stamp["kind"], stamp["title"]) == ("PRD-1", "product", "fictoleucel")
    assert (stamp["earned_on"], stamp["expires_on"], stamp["grace_days"]) == (
        "2026-03-10", "2028-03-10", 30,
    )  # fmt: skip
    assert stamp["products"] == [
        {
            "inn": "fictoleucel",
            "brand": "Fictavia",
            "sponsor": "Fictional Cell Company",
            "jurisdiction": "European Union",
            "label_on": "2026-01-01",
            "asked": 17,
            "covered": 11,
            "learned": 6,
            "updates": [],
        }
    ]


def test_a_product_never_ends_a_passport_and_alone_makes_none():
    short = product(validity=Validity(months=1))
    assert draft(short)["expires_on"] == "2027-01-10"
    assert draft(short, evidence=())["stamps"] == []


def test_a_changed_label_makes_an_update_due_and_no_stamp_invalid():
    content = read_content(write_content(edition(product(update=CHANGED))))
    before, after = (
        decide(Facts(open=True, content=content), day)
        for day in (date(2026, 6, 1), date(2026, 9, 1))
    )
    for verdict in (before, after):
        assert verdict.state is VerdictState.VALID
        stamp = verdict.stamps[-1]
        assert (stamp.state, stamp.update_due_on) == (VerdictState.VALID, date(2026, 6, 30))
        assert verdict.updates_due == 1


def test_an_expired_product_asks_for_no_update():
    content = edition(product(update=CHANGED, validity=Validity(months=1)))
    verdict = decide(Facts(open=True, content=content), date(2026, 9, 1))
    assert (verdict.expired_stamps, verdict.updates_due) == (1, 0)


def test_an_update_and_its_end_each_ask_for_a_new_edition():
    plain, due = edition(product()), edition(product(update=CHANGED))
    assert not says_the_same(draft(product(update=CHANGED)), plain)
    assert not says_the_same(draft(product()), due)
    assert says_the_same(draft(product(update=CHANGED)), due)


def test_a_product_without_review_makes_the_edition_a_demonstration():
    doubtful = product(module=shown("PRD-1", MAR, reviewed=False))
    assert (draft(product())["demonstration"], draft(doubtful)["demonstration"]) == (False, True)


def test_editions_of_the_second_schema_are_read_without_products():
    content = {**edition(), "schema": 2}
    stamps = [
        {key: stamp[key] for key in stamp if key not in {"products", "placements"}}
        for stamp in content["stamps"]
    ]
    old = read_content(write_content({**content, "stamps": stamps}))
    assert (old["schema"], [stamp["products"] for stamp in old["stamps"]]) == (2, [[]])
