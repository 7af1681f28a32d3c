"""Foreign HTML is read into tags and passages, in time proportional to its length."""

import pytest

from curriculum.scorm.markup import Passage, read_page
from tests.growth import is_in_proportion

N = 2_000
PIECES = {
    "lone signs": "<", "comments": "<!--", "tags without end": "<a ", "open quotes": '<a b="',
    "other quotes": "<a b='\"", "scripts": "<script>", "titles": "<title>",
    "textareas": "<textarea>",
    "spaces": "<a" + " " * 50, "equals": "<a =", "slashes": "<a/", "attributes": "<a b=c d ",
    "entities": "&amp", "ampersands": "&#", "links": "<a>x", "nested": "<a><b>t</a>",
    "labels": "x<label>", "notes": "<sup>1", "blanks": " \n", "words": "x <i>", "ends": "</",
    "declarations": "<!x", "instructions": "<?x", "paragraphs": "<p>x",
}  # fmt: skip


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_eight_times_the_text_takes_not_sixty_four_times_the_time(piece):
    assert is_in_proportion(read_page, piece, N)


def test_passages_have_their_line_language_and_references():
    source = '<html lang="de"><title>A &amp; B</title>\n<p>One <b>two</b><sup>1</sup>.\n<p>Three'
    assert read_page(source).passages == [
        Passage("A & B", 1, "de"), Passage("One two[1].", 2, "de"), Passage("Three", 3, "de")
    ]  # fmt: skip


def test_attributes_are_read_however_they_are_written():
    tags = read_page("<INPUT type = 'a>b' Disabled value=1/2 type=c x=\"&lt;\"><br/>").tags
    assert [(tag.name, tag.attributes) for tag in tags] == [
        ("input", {"type": "a>b", "disabled": "", "value": "1/2", "x": "<"}),
        ("br", {}),
    ]


def test_what_stands_in_scripts_and_comments_is_no_tag():
    source = "<script>a = '<img>'; // </p></script><!-- <img> --><style><img></style><i>x</i>"
    assert [tag.name for tag in read_page(source).tags] == ["script", "style", "i"]


def test_a_link_knows_its_words():
    (tag,) = (
        each for each in read_page("<p>A <a href=b>c <i>d</i></a> e").tags if each.name == "a"
    )
    assert (tag.text, tag.attributes) == ("c d", {"href": "b"})
