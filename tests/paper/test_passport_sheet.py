"""The A4 passport: readable, scannable, whole, and the same every time."""

import re
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from passport.paper.passport_sheet import draw_passport
from passport.paper.sheet import PassportSheet, Section, StampLine

ADDRESS = "HTTPS://PASSPORT.EXAMPLE.ORG/V/0123456789ABCDEFGHJKMNPQRS"
EUROPE = "ěščřžůť łżźćń ășțâî ßäöü éèç Ωλ Ж"
LONG = (
    "Maria do Carmo Francisca Albuquerque de Vasconcelos e Sousa-Hernández von Hohenlohe-Öhringen"
)


MODULES = Section(
    heading="Modules",
    note="A note.",
    head=("Code", "Module", "Version", "Language", "Completed"),
    rows=tuple((f"COR-{i:02}", f"Module {i}", "1.0 (1)", "EN", "1 May 2026") for i in range(8)),
    shares=(12, 46, 11, 11, 20),
)
STAMPS = (
    StampLine("core", "Core: knowledge", "1 May 2026", "until 1 May 2027", "8 modules"),
    StampLine("role", "Ward nurse: knowledge", "1 May 2026", "until 1 May 2027", "8 modules"),
)


def sheet(**changes):
    """A nurse's passport with two stamps."""
    whole = PassportSheet(
        language="en",
        title="CAR T Passport CTP-7F3K-9Q2M",
        product="CAR T Passport",
        issuer="An issuer",
        name="Jana Nováková",
        profession="Nurse",
        number="CTP-7F3K-9Q2M",
        tone="good",
        statement="VALID on 21 November 2026",
        statement_note="Last valid day 14 March 2028.",
        warning="Demonstration: not clinically reviewed",
        stamps_heading="Stamps",
        stamps_head=("Stamp", "Earned", "Valid", "Volume"),
        stamps=STAMPS,
        sections=(MODULES,),
        check_heading="How to check this passport",
        check_steps=("1. Scan the code.", "Type the number if the code does not scan."),
        code_text=ADDRESS,
        host="passport.example.org",
        footer="An issuer. Not endorsed.",
        page_line="Page {page} of",
    )
    return replace(whole, **changes)


@pytest.fixture(scope="module")
def drawn():
    return draw_passport(sheet())


def opened(data):
    return pypdfium2.PdfDocument(data)


def text_of(data):
    with opened(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def raster(data, dpi=150):
    with opened(data) as document:
        return np.asarray(document[0].render(scale=dpi / 72, grayscale=True).to_numpy()).squeeze()


def decoded(pixels):
    return [found.text for found in zxingcpp.read_barcodes(pixels)]


def test_the_same_words_make_the_same_bytes(drawn):
    assert draw_passport(sheet()) == drawn


def test_the_code_is_read_at_150_dots_per_inch(drawn):
    assert decoded(raster(drawn)) == [ADDRESS]


def test_the_code_is_read_under_grain_of_ten_per_cent(drawn):
    pixels = raster(drawn).astype(float)
    grain = np.random.default_rng(1).normal(0, 25.5, pixels.shape)
    assert decoded(np.clip(pixels + grain, 0, 255).astype(np.uint8)) == [ADDRESS]


def test_the_code_is_read_with_every_tenth_dot_turned_once_a_camera_has_smoothed_it(drawn):
    pixels = raster(drawn).copy()
    turned = np.random.default_rng(1).random(pixels.shape) < 0.1
    pixels[turned] = 255 - pixels[turned]
    smooth = Image.fromarray(pixels).filter(ImageFilter.MedianFilter(3))
    assert decoded(np.asarray(smooth)) == [ADDRESS]


def test_the_code_is_read_from_a_grey_and_tilted_copy(drawn):
    copy = Image.fromarray(raster(drawn, dpi=200)).rotate(7, expand=True, fillcolor=255)
    assert decoded(np.asarray(copy.point(lambda value: 60 + value // 2))) == [ADDRESS]


def test_the_code_measures_30_mm_and_keeps_5_mm_from_every_edge(drawn):
    (found,) = zxingcpp.read_barcodes(raster(drawn, dpi=254))
    corners = (found.position.top_left, found.position.bottom_right)
    left, top, right, bottom = corners[0].x, corners[0].y, corners[1].x, corners[1].y
    assert right - left == pytest.approx(300 * 33 / 41, abs=4)
    assert min(left, top, 2100 - right, 2970 - bottom) > 50


def test_every_word_is_real_text(drawn):
    words = text_of(drawn)
    for text in ("Jana Nováková", "CTP-7F3K-9Q2M", "VALID on 21 November 2026", "COR-07"):
        assert text in words
    assert "Demonstration: not clinically reviewed" in words
    assert re.search(r"Page 1 of\s*1", words)


@pytest.mark.parametrize("word", EUROPE.split())
def test_names_of_every_european_script_are_printed(word):
    data = draw_passport(sheet(name=word, profession=EUROPE))
    assert word in text_of(data)
    assert EUROPE in text_of(data)


def test_fonts_are_embedded_and_no_other_is_named(drawn):
    assert b"Helvetica" not in drawn
    assert b"/Type1" not in drawn
    names = set(re.findall(rb"/BaseFont /([\w+-]+)", drawn))
    assert {name.split(b"+")[1] for name in names} == {
        b"SourceSansPro-Regular", b"SourceSansPro-Semibold",
    }  # fmt: skip
    assert drawn.count(b"/FontFile2") == len(names)


def test_the_file_says_what_it_is_and_in_which_language(drawn):
    with opened(drawn) as document:
        found = document.get_metadata_dict()
        marks = [mark.get_title() for mark in document.get_toc()]
    assert (found["Title"], found["Author"]) == ("CAR T Passport CTP-7F3K-9Q2M", "An issuer")
    assert marks == ["Stamps", "Modules"]
    assert b"/Lang (en)" in drawn


def test_a_long_name_wraps_and_is_whole():
    words = text_of(draw_passport(sheet(name=LONG)))
    assert re.sub(r"\s+", " ", words).count(LONG) == 1


def test_a_word_too_long_for_the_cover_is_still_whole():
    name = "Wolfeschlegelsteinhausenbergerdorff" * 2
    assert name in re.sub(r"\s", "", text_of(draw_passport(sheet(name=name))))


def test_many_modules_run_over_several_pages_with_name_and_number_on_each():
    many = replace(MODULES, rows=MODULES.rows * 14)
    data = draw_passport(sheet(sections=(many,)))
    with opened(data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert len(pages) == 4
    assert all("Jana Nováková" in page and "CTP-7F3K-9Q2M" in page for page in pages)
    assert [re.search(r"Page (\d) of\s*(\d)", page).groups() for page in pages] == [
        (str(number), "4") for number in range(1, 5)
    ]


def test_mark_up_in_a_name_is_printed_as_it_is():
    words = text_of(draw_passport(sheet(name="<b>Jana</b> & Co", stamps_heading="A & <i>B</i>")))
    assert "<b>Jana</b> & Co" in words
    assert "A & <i>B</i>" in words
