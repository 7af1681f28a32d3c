"""The paper of a pack: scannable, whole over many pages, with little memory."""

import io
import tracemalloc

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image

from passport.paper.pack_pages import draw_pack
from passport.paper.pack_sheet import PackRow, PackTable
from passport.paper.pack_tables import wrapped
from tests.packs.papers import CODE, paper, table


def drawn(*tables):
    target = io.BytesIO()
    draw_pack(paper(*tables), target)
    return target.getvalue()


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return pages


def test_the_code_is_scanned_at_150_dots_per_inch():
    document = pypdfium2.PdfDocument(drawn())
    picture = document[0].render(scale=150 / 72).to_pil()
    document.close()
    noise = np.random.default_rng(1).normal(0, 25, np.array(picture.convert("L")).shape)
    rough = Image.fromarray(np.clip(np.array(picture.convert("L")) + noise, 0, 255).astype("uint8"))
    for image in (picture, rough):
        (found,) = zxingcpp.read_barcodes(image)
        assert found.text == f"HTTPS://PASSPORT.EXAMPLE.ORG/PACKS/{CODE}"


def test_every_row_is_drawn_and_every_page_says_whose_it_is():
    pages = pages_of(drawn(PackTable(heading="Clinical", level=0), table(rows=300)))
    text = "\n".join(pages)
    assert [i for i in range(300) if f"Jana {i}\r" not in text and f"Jana {i} " not in text] == []
    assert len(pages) > 5
    for number, page in enumerate(pages[1:], start=2):
        assert f"Page {number} of" in page
        assert "Fictional University Hospital" in page
        assert "Status on 21 November 2026" in page
    assert [page for page in pages[2:] if "Fever, continued" not in page] == []


def test_a_row_that_opens_a_page_says_its_name_again():
    rows = [
        PackRow(("Jana" if place == 0 else "", f"thing {place}"), repeated=("Jana",))
        for place in range(80)
    ]
    pages = pages_of(
        drawn(PackTable(heading="One", level=0, head=("Name", "What"), shares=(50, 50), rows=rows))
    )
    assert [page.count("Jana") for page in pages[1:]] == [1] * (len(pages) - 1)
    assert len(pages) > 2


def test_no_line_is_wider_than_its_room_and_no_letter_is_lost():
    text = "Donaudampfschifffahrtsgesellschaftskapitän Jana short words and W" + "W" * 60
    lines = wrapped(text, "Helvetica", 8, 80)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_memory_grows_little_with_the_rows():
    def peak(rows):
        tracemalloc.start()
        draw_pack(paper(PackTable(heading="C", level=0), table(rows=rows)), io.BytesIO())
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)  # fonts are loaded once
    assert peak(2000) < 4 * peak(200)
