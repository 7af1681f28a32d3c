"""Near duplicates: the same words in another order or with one exchanged."""

import random
from dataclasses import replace

from curriculum.domain.similar import NearDuplicate, near_duplicates
from tests.formats_partner.records import random_question

BASE = random_question(random.Random(1), 1)  # noqa: S311


def asked(**stems: str) -> list:
    return [replace(BASE, key=key, stem=stem) for key, stem in stems.items()]


def test_the_same_words_in_another_order_are_a_duplicate():
    found = near_duplicates(asked(P1="When is the bag thawed?", P2="The bag is thawed when"))
    assert found == (NearDuplicate("P2", "P1", 1.0),)


def test_one_word_of_nine_exchanged_is_near():
    stem = "how many minutes may the thawed fictoleucel bag wait"
    (found,) = near_duplicates(asked(P1=stem, P2=stem.replace("minutes", "hours")))
    assert (found.key, found.other, found.likeness) == ("P2", "P1", 8 / 10)


def test_two_words_of_nine_exchanged_are_another_question():
    stem = "how many minutes may the thawed fictoleucel bag wait"
    other = stem.replace("minutes", "people").replace("wait", "carry")
    assert near_duplicates(asked(P1=stem, P2=other)) == ()


def test_existing_questions_are_compared_with_new_ones_only():
    existing = asked(E1="Who checks the bag?", E2="Who checks the bag?")
    (found,) = near_duplicates(asked(P1="who checks the BAG"), existing=existing)
    assert (found.key, found.other) == ("P1", "E1")


def test_it_finds_what_comparing_every_pair_finds():
    seeded = random.Random(7)  # noqa: S311
    words = [f"w{number}" for number in range(12)]
    stems = {f"Q{n}": " ".join(seeded.sample(words, seeded.randint(3, 9))) for n in range(150)}
    questions = asked(**stems)
    expected = {}
    for place, question in enumerate(questions):
        mine = set(question.stem.split())
        likeness = [
            len(mine & other) / len(mine | other)
            for other in (set(each.stem.split()) for each in questions[:place])
        ]
        if likeness and max(likeness) >= 0.8:
            expected[question.key] = max(likeness)
    found = near_duplicates(questions)
    assert {each.key: each.likeness for each in found} == expected
    assert len(expected) > 10
