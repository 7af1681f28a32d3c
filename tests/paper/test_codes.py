"""QR codes as paths."""

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from passport.paper.codes import QUIET, code_of

ADDRESS = "HTTPS://PASSPORT.EXAMPLE.ORG/V/0123456789ABCDEFGHJKMNPQRS"


def picture(code, scale=6):
    """The code as a browser draws its path."""
    image = Image.new("L", (code.size * scale, code.size * scale), 255)
    draw = ImageDraw.Draw(image)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        left, top = int(x) * scale, int(y) * scale
        draw.rectangle((left, top, left + int(length) * scale - 1, top + scale - 1), fill=0)
    return image


def test_an_upper_case_address_makes_a_code_of_version_4_with_its_quiet_zone():
    assert code_of(ADDRESS).size == 33 + 2 * QUIET


def test_the_path_of_the_page_is_read_by_an_independent_decoder():
    (found,) = zxingcpp.read_barcodes(picture(code_of(ADDRESS)))
    assert (found.text, found.format.name) == (ADDRESS, "QRCode")
    assert found.ec_level == "Q"


def test_nothing_dark_stands_in_the_quiet_zone():
    code = code_of(ADDRESS)
    last = code.size - QUIET
    assert min(run.x for run in code.runs) == min(run.y for run in code.runs) == QUIET
    assert max(run.x + run.length for run in code.runs) == last
    assert max(run.y for run in code.runs) == last - 1


@pytest.mark.parametrize("text", ["http://localhost:8000/v/abc", "https://pässe.example/V/1"])
def test_other_texts_are_encoded_too(text):
    (found,) = zxingcpp.read_barcodes(picture(code_of(text)))
    assert found.text == text
