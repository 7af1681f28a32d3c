"""Text is set as a printer sets it, and only text."""

import pytest

from curriculum.domain.typography import typeset
from curriculum.rendering.release import typeset_all


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("under 0.2 × 10^9/L", "under 0.2\u00a0×\u00a010⁹/L"),
        ("at 38.7 °C, 2 %, 3 L/min", "at 38.7\u00a0°C, 2\u00a0%, 3\u00a0L/min"),
        ("5 mg/kg for 12 hours", "5\u00a0mg/kg for 12\u00a0hours"),
        ('They said "go" ("now").', "They said “go” (“now”)."),
        ("the patient's card", "the patient’s card"),
        ('<p>"<em>Stay</em>", she said.</p>', "<p>“<em>Stay</em>”, she said.</p>"),
        (
            '<a href="https://example.org/5 mg" rel="x">5 mg</a>',
            '<a href="https://example.org/5 mg" rel="x">5\u00a0mg</a>',
        ),
    ],
)
def test_text_is_typeset_outside_tags(typed, printed):
    assert typeset(typed) == printed
    assert typeset(printed) == printed


def test_keys_and_addresses_of_a_release_stay():
    part = {"url": 'https://example.org/"5 mg"', "options": [{"text": "5 mg", "correct": True}]}
    assert typeset_all(part) == {
        "url": 'https://example.org/"5 mg"',
        "options": [{"text": "5\u00a0mg", "correct": True}],
    }
