"""Two versions are told apart word by word, part by part."""

from dataclasses import replace

from curriculum.domain.version_diff import (
    Area,
    Change,
    Compared,
    Piece,
    changed_places,
    version_diff,
    words_diff,
)
from curriculum.domain.version_lines import LineKind


def side(bundle, declarations=None, packages=None) -> Compared:
    return Compared(bundle, declarations or {}, packages or {})


def changed(bundle, **fields):
    return replace(bundle, content=replace(bundle.content, **fields))


def test_words_that_changed_stand_between_those_that_stayed():
    assert words_diff("keep it two days cold", "keep it three days") == (
        Piece(Change.SAME, "keep it"),
        Piece(Change.REMOVED, "two"),
        Piece(Change.ADDED, "three"),
        Piece(Change.SAME, "days"),
        Piece(Change.REMOVED, "cold"),
    )


def test_a_version_is_the_same_as_itself(sample):
    assert version_diff(side(sample), side(sample)) == ()


def test_without_a_version_before_there_is_nothing_to_compare(sample):
    assert version_diff(None, side(sample)) == ()


def test_a_changed_question_is_named_by_its_key(sample):
    first, *rest = sample.content.questions
    new = changed(sample, questions=(replace(first, stem=f"{first.stem} Really?"), *rest))
    (part,) = version_diff(side(sample), side(new))
    assert (part.area, part.key, part.change) == (Area.QUESTIONS, first.key, Change.CHANGED)
    assert Piece(Change.ADDED, "Really?") in part.pieces


def test_another_right_answer_shows_although_no_word_changed(sample):
    first, *rest = sample.content.questions
    options = tuple(replace(each, correct=not each.correct) for each in first.options)
    new = changed(sample, questions=(replace(first, options=options), *rest))
    assert [part.key for part in version_diff(side(sample), side(new))] == [first.key]


def test_a_chapter_is_compared_paragraph_by_paragraph_and_holds_no_raw_keys(sample):
    first, *rest = sample.content.chapters
    block = next(each for each in first.blocks if each.html)
    longer = replace(block, html=f"{block.html}<p>A new paragraph.</p><p>And another.</p>")
    blocks = tuple(longer if each is block else each for each in first.blocks)
    new = changed(sample, chapters=(replace(first, blocks=blocks), *rest))
    (part,) = version_diff(side(sample), side(new))
    assert part.name == first.title
    assert [each.pieces for each in part.paragraphs] == [
        (Piece(Change.ADDED, "A new paragraph."),),
        (Piece(Change.ADDED, "And another."),),
    ]
    assert part.same > 5


def test_everything_of_a_new_chapter_is_in_words(sample):
    new = changed(sample, chapters=(replace(sample.content.chapters[0], slug="another"),))
    part = next(each for each in version_diff(side(sample), side(new)) if each.key == "another")
    named = LineKind.QUESTION
    words = {
        piece.text for each in part.paragraphs if each.kind is not named for piece in each.pieces
    }
    keys = {*sample.content.objectives, *(each.key for each in sample.content.asked)}
    assert words & keys == set()
    kinds = {each.kind for each in part.paragraphs}
    assert {LineKind.TITLE, LineKind.TEACHES, LineKind.TEXT} <= kinds


def test_places_that_changed_are_known_without_comparing_words(sample):
    first, *rest = sample.content.questions
    new = changed(sample, questions=(replace(first, stem="Another?"), *rest))
    assert first.key in changed_places(sample, new)
    assert changed_places(sample, sample) == frozenset()
    assert changed_places(None, new) == frozenset()


def test_a_chapter_that_went_and_one_that_came_are_told_apart(sample):
    first, *rest = sample.content.chapters
    new = changed(sample, chapters=(replace(first, slug="another"), *rest))
    found = {part.key: part.change for part in version_diff(side(sample), side(new))}
    assert found == {"another": Change.ADDED, first.slug: Change.REMOVED}


def test_an_exchanged_picture_shows(sample):
    name = next(name for name in sample.media if name.endswith("png"))
    media = {**sample.media, name: replace(sample.media[name], sha256="0" * 64)}
    parts = version_diff(side(sample), side(replace(sample, media=media)))
    assert [part.area for part in parts] == [Area.CHAPTERS]


def test_declarations_and_packages_are_compared_too():
    old = side(None, {"rmp_version": "3.1"}, {"a": "Thawing, 5 min"})
    new = side(None, {"rmp_version": "3.2"}, {"b": "Thawing, 5 min"})
    found = [(part.area, part.change, part.name) for part in version_diff(old, new)]
    assert found == [
        (Area.DECLARATIONS, Change.CHANGED, "rmp_version"),
        (Area.PACKAGES, Change.ADDED, "Thawing, 5 min"),
        (Area.PACKAGES, Change.REMOVED, "Thawing, 5 min"),
    ]
