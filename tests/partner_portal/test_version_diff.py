"""Two versions are told apart word by word, part by part."""

from dataclasses import replace

from curriculum.domain.version_diff import (
    Area,
    Change,
    Compared,
    Piece,
    version_diff,
    words_diff,
)


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
