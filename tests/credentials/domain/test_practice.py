"""Observed practice: complete at one centre, dated by its oldest task, kept when it ran out."""

from datetime import date

from credentials.domain.content import Besides, compose, says_the_same, shown_earnings
from credentials.domain.coverage import assess
from credentials.domain.edition import read_content, write_content
from credentials.domain.practice import Observed, practices
from credentials.domain.verdict import Facts, VerdictState, decide
from tests.credentials.domain.records import YEAR, group, programme, shown
from tests.credentials.domain.test_content import LABELS, SUBJECT, finished

JAN, FEB, MAR = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)
NEEDED = ("task.ice", "task.thaw")


def seen(
    source: str, on: date, *, centre: int = 1, place: str = "Hospital A", reviewed: bool = True
) -> Observed:
    return Observed(source, source.upper(), "1.0", centre, place, on, reviewed)


def test_practice_is_observed_when_every_task_was_signed_at_one_centre():
    found = practices(NEEDED, [seen("task.ice", JAN), seen("task.thaw", FEB)], YEAR, MAR)
    assert [(each.place, each.observed_on, each.expires_on) for each in found] == [
        ("Hospital A", FEB, date(2027, 1, 10))
    ]
    assert [task.source for task in found[0].tasks] == ["task.ice", "task.thaw"]


def test_tasks_of_two_centres_do_not_add_up():
    apart = [seen("task.ice", JAN), seen("task.thaw", FEB, centre=2, place="Hospital B")]
    assert practices(NEEDED, apart, YEAR, MAR) == ()


def test_each_centre_has_its_own_line_by_name():
    both = [
        seen(source, JAN, centre=centre, place=place)
        for centre, place in ((2, "Hospital B"), (1, "Hospital A"))
        for source in NEEDED
    ]
    assert [each.place for each in practices(NEEDED, both, YEAR, MAR)] == [
        "Hospital A",
        "Hospital B",
    ]


def test_the_latest_sign_off_of_a_task_counts_and_a_later_day_does_not_yet():
    signed = [seen("task.ice", JAN), seen("task.thaw", JAN), seen("task.ice", MAR)]
    (before,) = practices(NEEDED, signed, YEAR, FEB)
    (after,) = practices(NEEDED, signed, YEAR, MAR)
    assert (before.observed_on, after.observed_on) == (JAN, MAR)
    assert (before.expires_on, after.expires_on) == (date(2027, 1, 10), date(2027, 1, 10))


def test_a_role_without_tasks_has_no_practice():
    assert practices((), [seen("task.ice", JAN)], YEAR, MAR) == ()


def _draft(practice, **others):
    whole = programme(group("NUR", "A"))
    earnings = shown_earnings(assess(whole, [shown("A", JAN)], MAR))
    return compose(
        subject=SUBJECT,
        programme=whole,
        earnings=earnings,
        labels=LABELS,
        besides=Besides({"NUR": practice, **others}),
        on=MAR,
    )


def _edition(draft):
    signed = {"edition": 1, "first_issued_on": "2026-01-10", "key_id": "k"}
    return {**draft, **signed, "issued_at": "2026-01-10T08:00:00+00:00"}


def test_the_stamp_still_says_knowledge_and_a_second_line_says_practice():
    practice = practices(NEEDED, [seen(source, FEB) for source in NEEDED], YEAR, MAR)
    edition = read_content(write_content(_edition(_draft(practice))))
    (stamp,) = edition["stamps"]
    assert (stamp["shown"], stamp["practice"][0]["centre"]) == ("knowledge", "Hospital A")
    (line,) = decide(Facts(open=True, content=edition), MAR).stamps[0].practice
    assert (line.centre, line.state) == ("Hospital A", VerdictState.VALID)


def test_practice_runs_out_on_its_own_while_the_stamp_says_so():
    practice = practices(NEEDED, [seen(source, date(2025, 1, 10)) for source in NEEDED], YEAR, MAR)
    edition = read_content(write_content(_edition(_draft(practice))))
    verdict = decide(Facts(open=True, content=edition), date(2026, 4, 1))
    assert verdict.state is VerdictState.VALID
    assert verdict.stamps[0].practice[0].state is VerdictState.EXPIRED


def test_an_edition_of_the_first_schema_is_read_as_it_was_and_not_issued_anew():
    content = finished(schema=1)
    stamps = [
        {key: stamp[key] for key in stamp if key not in {"practice", "products", "placements"}}
        for stamp in content["stamps"]
    ]
    first = read_content(write_content({**content, "stamps": stamps}))
    assert (first["schema"], [stamp["practice"] for stamp in first["stamps"]]) == (1, [[]])
    draft = {key: value for key, value in finished().items() if key in _draft(())}
    assert says_the_same(draft, first)


def test_a_new_line_of_practice_asks_for_a_new_edition():
    practice = practices(NEEDED, [seen(source, FEB) for source in NEEDED], YEAR, MAR)
    assert not says_the_same(_draft(practice), _edition(_draft(())))


def test_a_line_that_rests_on_an_unreviewed_task_makes_the_edition_a_demonstration():
    reviewed = [seen(source, FEB) for source in NEEDED]
    doubtful = [seen("task.ice", FEB), seen("task.thaw", FEB, reviewed=False)]
    lines = [practices(NEEDED, each, YEAR, MAR) for each in (reviewed, doubtful)]
    assert [_draft(line)["demonstration"] for line in lines] == [False, True]


def test_practice_of_a_role_without_a_stamp_says_nothing_about_the_edition():
    (line,) = practices(NEEDED, [seen(each, FEB, reviewed=False) for each in NEEDED], YEAR, MAR)
    assert _draft((), PHY=(line,))["demonstration"] is False
