"""Every colour pair of the tokens keeps its contrast, in both themes."""

import re

import pytest

from passport.ui.stylesheet import FOLDER

TOKENS = (FOLDER / "tokens.css").read_text(encoding="utf-8")
VALUE = re.compile(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})")
TEXT, CONTROL = 4.5, 3.0


def _block(selector: str) -> dict[str, str]:
    start = TOKENS.index(selector)
    return dict(VALUE.findall(TOKENS[start : TOKENS.index("}", start)]))


COVER = _block("  :root {\n    --cover")
THEMES = {
    "light": {**_block(':root, [data-theme="light"]'), **COVER},
    "dark": {**_block('\n  [data-theme="dark"]'), **COVER},
}
STATES = ("good", "attention", "stop", "info")
STAMPS = ("stamp-core", "stamp-role", "stamp-product", "stamp-placement")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2") for ground in ("page", "surface", "surface-2")),
    *((ink, ground) for ink in ("link", "visited") for ground in ("page", "surface")),
    *((ink, ground) for ink in STATES for ground in ("page", f"{ink}-tint")),
    *((ink, ground) for ink in STAMPS for ground in ("page", "surface")),
    *(("ink", f"{state}-tint") for state in STATES),
    *((f"heat-ink-{step}", f"heat-{step}") for step in range(1, 6)),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("page", "ink"),
    ("cover-ink", "cover"),
    ("cover-gold", "cover"),
    ("cover", "cover-gold"),
]
CONTROL_PAIRS = [
    ("control", "page"),
    ("control", "surface"),
    ("primary", "page"),
    ("ink", "page"),
    ("focus", "cover"),
    ("ink", "focus"),
]


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21_to_1():
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme, ink, ground):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= TEXT


# In the dark it is the ring's other half, against the page, that shows around ink.
SHOWN = [
    (theme, mark, ground)
    for theme in THEMES
    for mark, ground in CONTROL_PAIRS
    if (theme, mark, ground) != ("dark", "ink", "focus")
]


@pytest.mark.parametrize(("theme", "mark", "ground"), SHOWN)
def test_controls_and_marks_can_be_seen(theme, mark, ground):
    assert contrast(THEMES[theme][mark], THEMES[theme][ground]) >= CONTROL


@pytest.mark.parametrize("theme", THEMES)
def test_one_half_of_the_focus_ring_always_shows(theme):
    tokens = THEMES[theme]
    for ground in ("page", "surface", "cover"):
        halves = [contrast(tokens[half], tokens[ground]) for half in ("ink", "focus")]
        assert max(halves) >= CONTROL


def test_dark_is_the_same_by_wish_and_by_system():
    by_system = _block(':root:not([data-theme="light"])')
    assert by_system == _block('\n  [data-theme="dark"]')


def test_both_themes_define_the_same_colours():
    assert set(THEMES["light"]) == set(THEMES["dark"])


def test_components_take_their_colours_from_the_tokens():
    allowed = {"#F8DE9C", "#0E2438"}  # two shades of the cover, on which no text stands alone
    found = {
        (path.name, colour)
        for path in (FOLDER / "components").glob("*.css")
        for colour in re.findall(r"#[0-9A-Fa-f]{3,8}\b", path.read_text(encoding="utf-8"))
        if colour.upper() not in allowed
    }
    assert found == set()
