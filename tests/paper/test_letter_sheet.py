"""Letters on paper: readable, whole, in one typeface, and the same every time."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from passport.paper.letter_sheet import LetterSheet, draw_letter

EUROPE = "ěščřžůť łżźćń ășțâî ßäöü éèç Ωλ Ж"


def sheet(**changes):
    """An invitation of a fictional host."""
    whole = LetterSheet(
        language="en",
        title="Invitation, Fictional Hospital",
        product="CAR T Passport",
        issuer="An issuer",
        sender=("Fictional Hospital", "Haematology", "Paris, France"),
        recipient=("Jana Nováková", "Physician", "Fictional Home Hospital", "Brno"),
        dated="Made on 7 May 2026. Reference call-1-001.",
        heading="Invitation to an observership",
        paragraphs=("The host invites the visitor.", "Observation only."),
        facts=(("First day", "1 June 2026"), ("Last day", "5 June 2026 (5 days)")),
        points_heading="To observe",
        points=("Thaw and infusion", "Grading at night"),
        closing=("The host asks for: insurance.",),
        signatures=("Date, signature and stamp",),
        footer="An issuer. Not endorsed.",
        page_line="Page {page} of",
    )
    return replace(whole, **changes)


def text_of(data):
    with pypdfium2.PdfDocument(data) as document:
        words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s+", " ", words)


@pytest.fixture(scope="module")
def drawn():
    return draw_letter(sheet())


def test_the_same_words_make_the_same_bytes(drawn):
    assert draw_letter(sheet()) == drawn


def test_every_word_is_real_text(drawn):
    words = text_of(drawn)
    for text in ("Jana Nováková", "Paris, France", "1 June 2026", "Grading at night"):
        assert text in words
    assert re.search(r"Page 1 of ?1", words)


def test_fonts_are_embedded_and_no_other_is_named(drawn):
    assert b"Helvetica" not in drawn
    names = set(re.findall(rb"/BaseFont /([\w+-]+)", drawn))
    assert {name.split(b"+")[1] for name in names} == {
        b"SourceSansPro-Regular", b"SourceSansPro-Semibold",
    }  # fmt: skip
    assert drawn.count(b"/FontFile2") == len(names)


def test_the_file_says_what_it_is_and_in_which_language(drawn):
    with pypdfium2.PdfDocument(drawn) as document:
        found = document.get_metadata_dict()
    assert (found["Title"], found["Author"]) == ("Invitation, Fictional Hospital", "An issuer")
    assert b"/Lang (en)" in drawn


def test_names_of_every_european_script_are_printed():
    assert EUROPE in text_of(draw_letter(sheet(recipient=(EUROPE,))))


def test_mark_up_in_a_name_is_printed_as_it_is():
    assert "<b>Jana</b> & Co" in text_of(draw_letter(sheet(recipient=("<b>Jana</b> & Co",))))


def test_a_long_list_runs_over_pages_with_the_foot_on_each():
    data = draw_letter(sheet(points=tuple(f"Objective {i}" for i in range(60))))
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert len(pages) == 2
    assert all("Not endorsed." in page for page in pages)


def test_without_points_there_is_no_heading_for_them():
    assert "To observe" not in text_of(draw_letter(sheet(points=())))
