"""The sentences of the completion doctor: all there, short, plain, and without a score."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string

from curriculum.domain.doctor import Cause, Diagnosis, Note, Reader, Step
from curriculum.views.doctor_words import AGAIN_ON, CAUSES, STEPS, doctor_panel

DAY = date(2026, 5, 3)
UNPLAIN = re.compile(r"\b(fail\w*|valid\w+|user\w*|credential\w*|invoke\w*|score of|\d+ ?%)", re.I)


def filled(sentence) -> str:
    return str(sentence % {"unit": "Thawing the bag", "count": 3, "day": "May 3, 2026"})


def test_every_cause_and_every_step_has_a_sentence():
    assert (set(CAUSES), set(STEPS)) == (set(Cause), set(Step))


@pytest.mark.parametrize("sentence", [*CAUSES.values(), *STEPS.values(), AGAIN_ON], ids=filled)
def test_sentences_are_short_and_plain(sentence):
    text = filled(sentence)
    longest = max(len(part.split()) for part in re.split(r"[.;]", text))
    assert (longest < 30, UNPLAIN.findall(text)) == (True, [])


def test_one_and_many_are_told_apart():
    panels = {
        count: doctor_panel(
            Reader.LEARNER, Diagnosis(False, (Note(Cause.OUTCOMES_REMAIN, count=count),))
        ).lines
        for count in (1, 6)
    }
    assert panels == {
        1: ("1 outcome is still to be learned.",),
        6: ("6 outcomes are still to be learned.",),
    }


def test_after_an_exam_that_was_not_passed_the_day_of_the_next_is_named():
    found = Diagnosis(False, (Note(Cause.EXAM_NOT_PASSED, on=DAY),))
    assert doctor_panel(Reader.LEARNER, found).next == "Take the exam again from May 3, 2026."


def test_learner_partner_and_support_read_different_next_steps():
    found = Diagnosis(False, (Note(Cause.UNIT_SAYS_NOTHING, unit="Thawing the bag"),))
    assert [doctor_panel(reader, found).next for reader in Reader] == [
        "Write to support. Your time and place are kept.",
        "Have “Thawing the bag” set its completion status before it ends.",
        "Tell the partner what to mend.",
    ]


def test_the_panel_shows_why_and_what_next_and_escapes_titles():
    found = Diagnosis(False, (Note(Cause.UNIT_NEVER_OPENED, unit="<b>Bag</b>"),))
    page = render_to_string(
        "components/completion_doctor.html", {"doctor": doctor_panel(Reader.LEARNER, found)}
    )
    assert "This does not count yet" in page
    assert "“&lt;b&gt;Bag&lt;/b&gt;” was not opened yet." in page
    assert "<b>Bag" not in page
