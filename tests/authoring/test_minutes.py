"""Declared minutes follow from words and interactions."""

from dataclasses import replace

from curriculum.domain.content import Block, BlockKind, Figure, Option, Stage, Vignette
from curriculum.domain.minutes import length_of
from curriculum.domain.text import word_count
from tests.authoring.test_rendering import module

SVG = "<svg><title>not seen</title><desc>nor this</desc><text>two words</text></svg>"


def words(count: int) -> Block:
    return Block(kind=BlockKind.TEXT, html=f"<p>{'word ' * count}</p>")


def test_tags_and_citations_are_no_words():
    assert word_count("<p>Fever of <b>38.0</b> °C [@LEE19][@PRACTICE].</p>") == 4


def test_only_the_visible_text_of_a_drawing_counts():
    block = Block(kind=BlockKind.FIGURE, figure=Figure(svg=SVG, alt="unseen", caption="A caption"))
    assert length_of(module(block)).words == 1 + 2 + 2  # chapter title, drawing, caption


def test_two_hundred_and_twenty_words_are_a_minute_rounded_up():
    assert length_of(module(words(219))).minutes == 1
    assert length_of(module(words(220))).minutes == 2


def test_every_interaction_adds_a_minute():
    option = Option("a", True, "b")
    stages = (Stage("t", "q", (option,)),) * 3
    content = module(
        words(10), Block(kind=BlockKind.CHECK, key="P1"), Block(kind=BlockKind.VIGNETTE, key="V1")
    )
    content = replace(content, vignettes=(Vignette("V1", "t", "p", stages, "e"),), draw=6)
    length = length_of(content)
    assert length.chapters == {"one": 1 + 1 + 3}
    assert length.minutes == 1 + 1 + 3 + 6
