"""What reads like promotion is found, what a clinician writes is not, in linear time."""

from datetime import date

import pytest

from curriculum.domain.packages import Level, PackageRule
from curriculum.domain.promotion import (
    OutboundLink,
    Picture,
    PlainText,
    PromotionContext,
    is_reference,
    promotion_findings,
    words_of,
)
from tests.growth import is_in_proportion

CONTEXT = PromotionContext(
    inn="fictoleucel", brand="Imaginta", companies=("Sample Pharma",), label_date=date(2026, 5, 4)
)
R = PackageRule


def rules(*texts, context=CONTEXT, **other):
    """Rules that these texts of one file break."""
    passages = [PlainText(text, "a.html", number) for number, text in enumerate(texts, start=1)]
    return [each.rule for each in promotion_findings(passages, context, **other)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Fictoleucel is the best therapy.", R.SUPERLATIVE),
        ("A revolutionary way to treat.", R.SUPERLATIVE),
        ("An UNPRECEDENTED response.", R.SUPERLATIVE),
        ("It is the most effective product.", R.SUPERLATIVE),
        ("Our state-of-the-art process.", R.SUPERLATIVE),
        ("It is guaranteed to arrive.", R.SUPERLATIVE),
        ("It worked better than the other.", R.COMPARISON),
        ("It is superior  to chemotherapy.", R.COMPARISON),
        ("It has fewer side effects.", R.COMPARISON),
        ("Unlike other products, it is frozen.", R.COMPARISON),
        ("Finish and win a tablet.", R.PRIZE),
        ("Every learner gets a gift card.", R.PRIZE),
        ("Take part in the prize draw.", R.PRIZE),
        ("Join us at the congress.", R.INVITATION),
        ("Contact your sales representative.", R.INVITATION),
        ("Visit our booth in hall 3.", R.INVITATION),
    ],
)
def test_words_of_promotion_are_found(text, rule):
    found = promotion_findings([PlainText(text, "a.html", 7)], CONTEXT)
    assert [(each.level, each.rule, each.file, each.line) for each in found] == [
        (Level.FIX, rule, "a.html", 7)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Fictoleucel was superior to chemotherapy in one trial [3].",
        "Fictoleucel was superior to chemotherapy. [3]",
        "It was better than the older dose (Sample et al, 2024).",
        "Its response was unprecedented [@SMPC-2026].",
        "Give the best supportive care.",
        "Select the best answer.",
        "The best overall response was recorded.",
        "Check the unique patient identifier on the bag.",
        "Heart rate is counted in beats per minute.",
        "Treat breakthrough seizures at once.",
        "The most common adverse reactions were fever and low blood pressure.",
        "The window was open; the winner of the bestiary was uniqueness-free.",
        "Warning: this therapy can be fatal.",
    ],
)
def test_what_a_clinician_writes_is_not_promotion(text):
    assert rules(text) == []


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Imaginta is given once."], [R.BRAND_FIRST]),
        (["IMAGINTA (fictoleucel) is given once."], [R.BRAND_FIRST]),
        (["Fictoleucel (Imaginta) is given once."], []),
        (["Fictoleucel", "Imaginta is given once."], []),
        (["Imaginta", "Fictoleucel"], [R.BRAND_FIRST]),
        (["Imagintable is another word."], []),
    ],
)
def test_the_generic_name_stands_before_the_brand(texts, expected):
    assert rules(*texts) == expected


def test_each_file_introduces_the_generic_name_itself():
    texts = [PlainText("Fictoleucel", "a.html"), PlainText("Imaginta", "b.html", 4)]
    found = [(each.rule, each.file, each.line) for each in promotion_findings(texts, CONTEXT)]
    assert found == [(R.BRAND_FIRST, "b.html", 4)]


def test_a_label_date_is_needed():
    assert rules("Text.", context=PromotionContext()) == [R.NO_LABEL_DATE]


def test_a_long_text_without_any_reference_is_noted():
    text = "Give the bag slowly. " * 80
    assert (rules(text), rules(text + " [1]")) == ([R.NO_REFERENCE], [])


def test_logos_and_company_names_in_pictures_are_found():
    pictures = [
        Picture("a.html", 1, "img/Logo-2.png"), Picture("a.html", 2, "a.png", "SAMPLE PHARMA"),
        Picture("a.html", 3, "a.png", "Imaginta bag"), Picture("a.html", 4, "bag.png", "A bag"),
    ]  # fmt: skip
    found = promotion_findings([], CONTEXT, pictures)
    assert [(each.rule, each.line) for each in found] == [(R.LOGO, 1), (R.LOGO, 2), (R.LOGO, 3)]


def test_links_may_lead_to_references_alone():
    links = [
        OutboundLink("a.html", 1, "https://doi.org/10.1000/1"),
        OutboundLink("a.html", 2, "https://imaginta.example.com", "Learn more"),
    ]
    found = promotion_findings([], CONTEXT, (), links)
    assert [(each.rule, each.line, each.details) for each in found] == [
        (R.EXTERNAL_ADDRESS, 2,
         {"address": "https://imaginta.example.com", "words": "Learn more"})
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "http://doi.org/1", "https://doi.org.evil.example/1", "https://evil.example/doi.org",
        "https://doi.org@evil.example", "https://me@doi.org/1", "//doi.org/1", "https://[bad",
    ],
)  # fmt: skip
def test_an_address_that_only_looks_like_a_reference_is_none(address):
    assert is_reference(address, CONTEXT) is False


def test_a_line_is_counted_inside_a_passage():
    found = promotion_findings(
        [PlainText("One.\nTwo. Three.\nThe best. [1]\nBest.", "a", 10)], CONTEXT
    )
    assert [(each.rule, each.line) for each in found] == [(R.SUPERLATIVE, 13)]


def test_findings_are_bounded():
    assert len(rules(*["It is the best."] * 900)) == 200


def test_a_language_without_a_table_is_read_with_the_english_one():
    assert (words_of("de-AT"), words_of("EN-gb")) == (words_of("en"), words_of("en"))


PIECES = {
    "spaces": "best" + " " * 60, "dots": "a. ", "brackets": "[1, ", "digits": "(1", "stops": ".",
    "half phrases": "most most ", "signs": "#", "references": "[@A", "words": "superior ",
    "line ends": "\n", "blanks and stops": ". \n\t ", "one word": "a", "years": "(20",
}  # fmt: skip


def search(text):
    promotion_findings([PlainText(text, "a.html", 1)], CONTEXT)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_eight_times_the_text_takes_not_sixty_four_times_the_time(piece):
    assert is_in_proportion(search, piece, 2_000)
