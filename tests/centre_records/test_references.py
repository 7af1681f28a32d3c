"""What is typed about a paper: where it is, and nothing that belongs to a person."""

import pytest

from credentials.domain.references import Unfit, has_date, unfit


@pytest.mark.parametrize(
    "text",
    ["", "Binder 3, shelf 2", "QM-2024-031", "SOP 4.2.10", "Training file, page 12", "Year 2025",
     "Skills register, ward 5, line 214"],
)  # fmt: skip
def test_where_a_paper_is_may_be_said(text):
    assert unfit(text) is None


@pytest.mark.parametrize(
    "text", ["4.2.1981", "04/02/81", "1981-02-04", "file of 4. 2. 1981", "04-02-1981", "1981/2/4"]
)
def test_a_whole_date_is_found(text):
    assert has_date(text)
    assert unfit(text) is Unfit.DATE


@pytest.mark.parametrize("text", ["810204/1234", "No. 12345678", "943 476 5919", "file 810204"])
def test_a_record_number_is_found(text):
    assert unfit(text) is Unfit.RECORD_NUMBER


@pytest.mark.parametrize(
    "text", ["born in May", "Passport page 2", "MRN in the system", "her identity card", "D.O.B"]
)
def test_words_about_a_person_are_found(text):
    assert unfit(text) is Unfit.IDENTITY
