"""A bundle under the rules on promotion."""

from dataclasses import replace
from datetime import date

import pytest

from curriculum.domain.product_texts import promotion_of
from curriculum.domain.promotion import PromotionContext

CONTEXT = PromotionContext(
    inn="fictoleucel",
    brand="Fictavia",
    companies=("Fictional Cell Company",),
    label_date=date(2026, 10, 1),
)


def test_the_sample_reads_like_training(workshop):
    assert promotion_of(workshop.read()[0], CONTEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "file"),
    [
        ("Fictoleucel is invented", "Fictavia is invented", "brand_first",
         "chapter receive-and-keep"),
        ("Rock it gently;", "This is the best bag of all. Rock it gently;", "superlative",
         "chapter thaw-and-give"),
        ("## Give it", "See [our shop](https://shop.example/win).\n\n## Give it",
         "external_address", "chapter thaw-and-give"),
        ('alt="Three steps', 'alt="Logo of Fictional Cell Company. Three steps', "logo",
         "chapter thaw-and-give"),
    ],
)  # fmt: skip
def test_what_reads_like_promotion_is_named_with_its_chapter(workshop, old, new, rule, file):
    workshop.change("module.md", old, new)
    found = promotion_of(workshop.read()[0], CONTEXT)
    assert (rule, file) in [(str(item.rule), item.file) for item in found]


def test_a_missing_day_of_the_label_is_named(workshop):
    (item,) = promotion_of(workshop.read()[0], replace(CONTEXT, label_date=None))
    assert item.rule == "no_label_date"
