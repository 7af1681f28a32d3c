"""A draft begins with what is known, is saved section by section, and survives its call."""

import pytest

from observership.domain.application import Gap
from observership.domain.codes import Section
from observership.domain.lifecycle import ApplicationState, IllegalMoveError
from observership.models import Application, SupportLetter
from observership.queries.applications import eligible_applications
from observership.services.application_copies import correct_application, start_from_earlier
from observership.services.application_moves import move_application
from observership.services.applications import (
    Answers,
    CallClosedError,
    HasOfferError,
    NotCompleteError,
    NotDraftError,
    reopen_application,
    save_section,
    start_application,
    submit_application,
    withdraw_application,
)
from observership.services.letters import ask_letter
from observership.services.preferences import OtherCallError, set_preferences
from passport.jobs.models import Job
from passport.notices.models import Notice
from tests.observership.applications.conftest import DATES, HEAD, OPEN, supported, write
from tests.observership_factories import at, make_application, make_call, make_opening, make_window

BEFORE, LAST, AFTER = at("2025-12-31"), at("2026-03-31"), at("2026-04-01")


def test_a_draft_begins_with_what_the_profile_says(world, draft):
    assert (draft.state, draft.role, draft.centre, draft.setting) == (
        "draft", "PHY", world.home, "adult",
    )  # fmt: skip
    assert (draft.centre_name, draft.city, draft.country) == (
        "Fictional Home Hospital", "Brno", "CZ",
    )  # fmt: skip
    assert list(draft.products.all()) == [world.product]
    assert draft.sections == {}


def test_a_role_that_the_call_does_not_invite_is_not_filled_in(world):
    call = make_call(roles=["NUR"])
    assert start_application(trainee=world.trainee, call=call, at=OPEN).role == ""


def test_starting_twice_opens_the_same_draft(world, draft):
    assert start_application(trainee=world.trainee, call=world.call, at=AFTER) == draft
    assert Application.objects.count() == 1


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
def test_nobody_starts_outside_the_days_of_a_call(world, moment):
    with pytest.raises(CallClosedError):
        start_application(trainee=world.trainee, call=world.call, at=moment)
    assert not Application.objects.exists()


def test_an_ended_call_takes_nobody(world):
    call = make_call(ended_at=OPEN)
    with pytest.raises(CallClosedError):
        start_application(trainee=world.trainee, call=call, at=OPEN)


def test_a_section_saves_its_own_answers_and_no_others(draft):
    later = at("2026-02-03")
    answers = Answers({"role": "PHY"}, {"position": "Consultant"})
    saved = save_section(application=draft, section=Section.ME, answers=answers, at=later)
    assert saved.sections == {"me": {"position": "Consultant", "saved_at": later.isoformat()}}
    assert saved.saved_at == later
    for wrong in (
        Answers({"state": "eligible"}),
        Answers({"number": "1"}),
        Answers({}, {"needs": "x"}),
        Answers({}, {}, {"products": []}),
    ):
        with pytest.raises(KeyError):
            save_section(application=draft, section=Section.ME, answers=wrong, at=later)
    assert Application.objects.get().state == "draft"


def test_a_draft_is_kept_and_can_be_written_after_its_call_closed(world, draft):
    write(draft, world)
    answers = Answers({"role": "PHY"}, {"position": "Head nurse"})
    save_section(application=draft, section=Section.ME, answers=answers, at=AFTER)
    assert Application.objects.get().sections["me"]["position"] == "Head nurse"


def test_handing_in_gives_a_number_tells_the_applicant_and_rings(whole):
    submitted = submit_application(application=whole, at=LAST)
    assert (submitted.state, submitted.number) == ("submitted", "sample-2026-001")
    assert submitted.submitted_at == LAST
    assert list(submitted.events.values_list("moved_from", "moved_to")) == [("draft", "submitted")]
    assert Notice.objects.filter(kind="observership_submitted").count() == 1
    assert Job.objects.filter(kind="application_submitted").count() == 1


def test_numbers_of_a_call_follow_each_other(world, whole):
    make_application(world.call, number="sample-2026-041")
    make_application(make_call(), number="other-099")
    make_application(world.call, number="sample-2026-moved")
    assert submit_application(application=whole, at=OPEN).number == "sample-2026-042"


@pytest.mark.parametrize(
    ("section", "missing"),
    [
        (Section.ME, (Gap.POSITION, Gap.MOTIVATION)),
        (Section.CENTRE, (Gap.PER_YEAR, Gap.JACIE, Gap.NEEDS)),
        (Section.GOALS, (Gap.GOALS,)),
        (Section.LANGUAGES, (Gap.LANGUAGES,)),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_handed_in(world, draft, section, missing):
    draft = write(draft, world, but=(section,))
    supported(draft)
    with pytest.raises(NotCompleteError) as caught:
        submit_application(application=draft, at=OPEN)
    assert caught.value.gaps == missing
    assert Application.objects.get().state == "draft"
    assert not Job.objects.filter(kind="application_submitted").exists()


def test_a_call_that_closed_meanwhile_keeps_the_draft(whole):
    with pytest.raises(CallClosedError):
        submit_application(application=whole, at=AFTER)
    assert Application.objects.get().state == "draft"


def test_dates_that_change_after_the_letter_ask_for_it_again(whole):
    answers = Answers({"dates": DATES, "length": 6})
    changed = save_section(application=whole, section=Section.DATES, answers=answers, at=OPEN)
    with pytest.raises(NotCompleteError) as caught:
        submit_application(application=changed, at=OPEN)
    assert caught.value.gaps == (Gap.LETTER_OUTDATED,)


def test_what_was_handed_in_is_not_written_any_more(whole):
    submit_application(application=whole, at=OPEN)
    with pytest.raises(NotDraftError):
        save_section(application=whole, section=Section.ME, answers=Answers(), at=OPEN)
    with pytest.raises(NotDraftError):
        submit_application(application=whole, at=OPEN)


def test_it_can_be_taken_back_until_it_is_decided_and_keeps_its_number(whole):
    submitted = submit_application(application=whole, at=OPEN)
    again = reopen_application(application=submitted, at=LAST)
    assert (again.state, again.number) == ("draft", "sample-2026-001")
    assert submit_application(application=again, at=LAST).number == "sample-2026-001"
    with pytest.raises(CallClosedError):
        reopen_application(application=submitted, at=AFTER)
    move_application(application=submitted, to=ApplicationState.ELIGIBLE, at=LAST)
    with pytest.raises(IllegalMoveError):
        reopen_application(application=submitted, at=LAST)


def test_withdrawing_keeps_the_reason_and_closes_an_open_letter(world, draft):
    ask_letter(application=write(draft, world), head=HEAD, at=OPEN)
    withdrawn = withdraw_application(application=draft, reason="A new post", at=LAST)
    assert withdrawn.state == "withdrawn"
    assert [(each.moved_to, each.note, each.by) for each in withdrawn.events.all()] == [
        ("withdrawn", "A new post", world.user)
    ]
    assert SupportLetter.objects.get().closed_at == LAST
    assert start_application(trainee=world.trainee, call=world.call, at=LAST) != withdrawn


@pytest.mark.parametrize("state", ["offered", "placed"])
def test_an_offer_is_answered_and_not_withdrawn_from(world, state):
    application = make_application(world.call, state, trainee=world.trainee)
    with pytest.raises(HasOfferError):
        withdraw_application(application=application, reason="No", at=OPEN)
    assert Application.objects.get().state == state


def test_the_next_call_begins_with_what_was_written_but_days_and_letter(world, whole):
    call = make_call(opens_on=at("2026-10-01").date(), closes_on=at("2026-11-30").date(),
                     publish_on=at("2027-01-04").date(), visits_from=at("2027-02-01").date(),
                     visits_until=at("2027-06-30").date())  # fmt: skip
    copied = start_from_earlier(earlier=whole, call=call, at=at("2026-10-02"))
    assert (copied.call, copied.trainee, copied.role) == (call, world.trainee, "PHY")
    assert copied.languages == whole.languages
    assert (copied.dates, copied.length) == ([], None)
    assert list(copied.objectives.all()) == [world.objective]
    assert sorted(copied.sections) == ["centre", "goals", "languages", "letter", "me"]
    assert copied.sections["me"]["motivation"] == "To learn"
    assert copied.sections["letter"]["head_name"] == "Prof. Sample Head"
    assert not copied.letters.exists()
    assert start_from_earlier(earlier=whole, call=call, at=at("2026-10-03")) == copied


def test_a_decided_application_is_corrected_with_all_that_it_held(world, whole):
    opening = make_opening()
    make_window(world.call, opening)
    set_preferences(application=whole, ranks={opening.pk: 2}, any_host=False, at=OPEN)
    whole.refresh_from_db()
    submitted = submit_application(application=whole, at=OPEN)
    move_application(application=submitted, to=ApplicationState.INELIGIBLE, at=OPEN)
    again = correct_application(application=submitted, at=LAST)
    assert again != submitted
    assert Application.objects.get(pk=submitted.pk).state == "withdrawn"
    assert (again.state, again.dates, again.length, again.any_host) == ("draft", DATES, 5, False)
    assert list(again.preferences.values_list("opening", "rank")) == [(opening.pk, 2)]
    assert list(again.letters.values_list("signed_name", "supports")) == [("Sample Head", True)]
    assert submit_application(application=again, at=LAST).number == "sample-2026-002"
    with pytest.raises(CallClosedError):
        correct_application(application=again, at=AFTER)


def test_preferences_are_replaced_while_the_call_is_open(world, draft):
    first, second = make_opening(), make_opening()
    for opening in (first, second):
        make_window(world.call, opening)
    set_preferences(application=draft, ranks={first.pk: 1}, any_host=True, at=OPEN)
    set_preferences(application=draft, ranks={first.pk: 1, second.pk: 1}, any_host=False, at=LAST)
    assert list(draft.preferences.values_list("opening", "rank")) == [
        (first.pk, 1), (second.pk, 1),
    ]  # fmt: skip
    assert not Application.objects.get().any_host
    with pytest.raises(CallClosedError):
        set_preferences(application=draft, ranks={}, any_host=True, at=AFTER)
    with pytest.raises(OtherCallError):
        set_preferences(application=draft, ranks={make_opening().pk: 1}, any_host=True, at=OPEN)
    assert draft.preferences.count() == 2


def test_only_what_was_found_eligible_can_be_matched(world):
    states = ["draft", "submitted", "ineligible", "eligible", "offered", "placed", "not_placed"]
    for state in states:
        make_application(world.call, state)
    make_application(make_call(), "eligible")
    found = [each.state for each in eligible_applications(world.call)]
    assert found == ["eligible", "offered", "placed", "not_placed"]
