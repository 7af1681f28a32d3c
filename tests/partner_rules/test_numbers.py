"""Numbers: once for each ended quarter, in tens, with the same figures in page and downloads."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from curriculum.domain.aggregates import Dimension, Measure, Quarter
from curriculum.models import Attempt, ChapterRead, CompletionAnnulment, NumbersPeriod
from curriculum.queries.add_ons import for_partner
from curriculum.queries.product_numbers import published_numbers
from curriculum.services.product_numbers import publish_due_numbers
from curriculum.tasks import ask_product_numbers_due
from tests.factories import EPOCH, make_learner, make_release
from tests.partner_rules.conftest import make_holder, queries_of
from tests.product_factories import (
    make_add_on,
    make_live_version,
    make_partner,
    make_partner_member,
    make_product_programme,
)

DAY = timedelta(days=1)
EMPTY = "Shown after 10 learners, once the quarter has ended"
FIRST = Quarter(2026, 1)


@pytest.fixture
def busy(desk, now):
    """Twelve Czech nurses and eleven German physicians completed; four more began."""
    for _ in range(12):
        make_holder(desk)
    for _ in range(11):
        make_holder(desk, EPOCH + DAY, country="DE", profession="physician")
    for _ in range(4):
        ChapterRead.objects.create(
            learner=make_learner(), release=desk.live.release, chapter="x", read_at=EPOCH
        )
    return desk


def main_of(response) -> str:
    """What a page says, without the token of its forms."""
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def numbers(desk):
    return published_numbers(for_partner(desk.partner), desk.add_on)


def test_a_quarter_is_published_once_after_its_end(busy, now):
    assert publish_due_numbers(at=EPOCH) == 0
    assert publish_due_numbers(at=now) == 3
    assert publish_due_numbers(at=now) == 0
    first = numbers(busy)[-1]
    assert first.quarter == FIRST
    assert (first.total(Measure.STARTS), first.total(Measure.COMPLETIONS)) == (20, 20)
    cells = first.cells(Measure.COMPLETIONS, Dimension.COUNTRY)
    assert [(cell.key, cell.people, cell.minutes) for cell in cells] == [
        ("CZ", 10, 20), ("DE", 10, 20),
    ]  # fmt: skip
    assert (first.saved_each, first.saved_together) == (10, 200)


def test_the_daily_task_publishes_by_its_job(busy, run_jobs):
    ask_product_numbers_due()
    assert run_jobs() == ["product_numbers_due"]
    assert NumbersPeriod.objects.count() == 3


def test_a_quarter_that_runs_shows_nothing(busy):
    assert EMPTY in busy.get("numbers").content.decode()
    publish_due_numbers(at=EPOCH + 60 * DAY)
    assert EMPTY in busy.get("numbers").content.decode()


def test_late_facts_never_change_a_published_quarter(busy, now):
    publish_due_numbers(at=now)
    page = main_of(busy.get("numbers"))
    file = busy.get("numbers_file", "csv").content
    for _ in range(30):
        make_holder(busy)
    completion = make_holder(busy).completions.get()
    CompletionAnnulment.objects.create(completion=completion, reason="x", annulled_at=now)
    publish_due_numbers(at=now + DAY)
    assert main_of(busy.get("numbers")) == page
    assert busy.get("numbers_file", "csv").content == file


def test_people_of_any_partner_and_annulled_completions_are_left_out(desk, now):
    for number in range(14):
        learner = make_holder(desk)
        if number < 3:
            make_partner_member(make_partner(), user=learner.user)
        elif number < 5:
            CompletionAnnulment.objects.create(
                completion=learner.completions.get(), reason="x", annulled_at=now
            )
    publish_due_numbers(at=now)
    assert numbers(desk)[-1].total(Measure.COMPLETIONS) is None
    assert EMPTY in desk.get("numbers").content.decode()


def test_other_products_are_not_counted(busy, now):
    other = make_live_version(make_add_on(programme=make_product_programme("otherleucel")))
    publish_due_numbers(at=now)
    assert published_numbers(for_partner(other.add_on.partner), other.add_on)[-1].is_empty
    assert published_numbers(for_partner(other.add_on.partner), busy.add_on) == ()


def test_page_table_and_downloads_say_the_same(busy, now):
    publish_due_numbers(at=now)
    page = busy.get("numbers").content.decode()
    assert "Quarter 1 of 2026" in page
    assert "20 people or more" in page
    assert page.count("<svg") >= page.count('<table class="table"') == 3
    assert "about 10 for each learner" in page
    text = busy.get("numbers_file", "csv").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    book = load_workbook(BytesIO(busy.get("numbers_file", "xlsx").content))
    cells = [[str(each or "") for each in row] for row in book.active.iter_rows(values_only=True)]
    assert cells == rows
    assert ["Quarter 1 of 2026", "Completed", "Germany", "10", "20", ""] in rows
    assert ["Quarter 1 of 2026", "Completed", "All learners", "20", "20", "10"] in rows
    assert busy.get("numbers_file", "pdf").status_code == 404


def test_a_question_shows_a_band_after_thirty_peoples_first_answers(desk, now):
    release = make_release("FIC-01", content=desk.live.release.content)
    question = release.exam[0]
    options = [[f"o{index}", index] for index in range(3)]
    draw = [{"key": question["key"], "objective": question["objective"], "options": options}]
    right = next(index for index, each in enumerate(question["options"]) if each["correct"])
    for number in range(40):
        learner = make_learner()
        wrong = (right + 1) % 3
        for place, chosen in enumerate([right if number < 5 else wrong, right]):
            attempt = Attempt.objects.create(
                learner=learner, module=release.module, release=release, draw=draw,
                started_at=EPOCH, submitted_at=EPOCH + place * DAY, passed=False,
            )  # fmt: skip
            attempt.answers.create(position=1, sequence=1, chosen=[f"o{chosen}"], saved_at=EPOCH)
    publish_due_numbers(at=now)
    page = desk.get("numbers").content.decode()
    assert "1 exam question with 30 answers or more" in page
    assert question["stem"] in page
    assert "fewer than 4 in 10 were right" in page


def test_editors_and_suspended_partners_read_numbers_and_others_do_not(busy, now):
    publish_due_numbers(at=now)
    assert busy.as_(busy.editor).get("numbers").status_code == 200
    stranger = busy.as_(make_partner_member(make_partner()))
    found = [stranger.get("numbers").status_code, stranger.get("numbers_file", "csv").status_code]
    assert found == [404, 404]
    busy.partner.suspended_at, busy.partner.suspension_reason = now, "Looked at."
    busy.partner.save()
    assert busy.get("numbers").status_code == 200


def test_a_page_asks_as_many_questions_for_many_quarters_as_for_few(busy, now):
    publish_due_numbers(at=EPOCH + 100 * DAY)
    queries_of(busy, "numbers")
    few = queries_of(busy, "numbers")
    publish_due_numbers(at=now + 900 * DAY)
    assert NumbersPeriod.objects.count() == 13
    assert queries_of(busy, "numbers") == few


def test_quarters_are_those_of_the_calendar(busy, now):
    publish_due_numbers(at=now)
    rows = NumbersPeriod.objects.order_by("starts_on").values_list("starts_on", "ends_on")
    assert rows[0] == (date(2026, 1, 1), date(2026, 3, 31))
