"""Cells of exported tables are inert in a spreadsheet and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passport.standards.formats.cells import neutral, plain


@pytest.mark.parametrize(
    "value", ["=1+1", "+1", "-1", "@x", "\tx", "'=1", "''@x", "＝1", "plain", "'quoted'", ""]
)
def test_a_cell_is_inert_and_comes_back_as_it_was(value):
    cell = neutral(value)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "＝"))
    assert plain(cell) == value


@given(st.text())
def test_every_text_comes_back_from_its_cell(value):
    assert plain(neutral(value)) == value
