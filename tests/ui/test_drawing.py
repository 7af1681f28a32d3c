"""Icons, rosettes, slants, durations: the same input gives the same drawing."""

import re

from passport.ui.rosette import outline, rings_of, turns
from passport.ui.stylesheet import FOLDER
from passport.ui.templatetags.ui import icon, minutes, percent_of, rosette, tilt

SPRITE = (FOLDER / "icons.svg").read_text(encoding="utf-8")


def test_a_number_always_gets_the_same_rosette():
    assert rosette("CTP-7F3K-9Q2M") == rosette("CTP-7F3K-9Q2M")
    assert rings_of("CTP-7F3K-9Q2M") != rings_of("CTP-0000-0001")


def test_a_rosette_is_closed_and_stays_in_its_frame():
    ring = rings_of("CTP-7F3K-9Q2M")[0]
    numbers = [float(n) for n in re.findall(r"-?\d+\.\d", outline(ring))]
    assert outline(ring).endswith("Z")
    assert max(map(abs, numbers)) <= 100


def test_the_turns_of_a_ring_fill_one_wave():
    ring = rings_of("x")[0]
    assert turns(ring)[0] == 0
    assert turns(ring)[-1] < 360 / ring.waves


def test_a_rosette_escapes_what_it_is_drawn_from():
    assert "<b>" not in rosette("<b>")


def test_slants_stay_within_three_degrees():
    assert {tilt(str(n)) for n in range(200)} == {-3, -2, -1, 0, 1, 2, 3}


def test_every_icon_that_templates_name_is_in_the_sprite():
    templates = FOLDER.parents[3] / "templates"
    named = {
        name
        for path in templates.rglob("*.html")
        for name in re.findall(r"\{% icon ['\"]([\w-]+)", path.read_text(encoding="utf-8"))
    }
    assert named - set(re.findall(r'<symbol id="([\w-]+)"', SPRITE)) == set()


def test_icons_are_hidden_from_readers_of_words():
    assert 'aria-hidden="true"' in icon("tick")


def test_durations_are_said_in_words():
    assert [minutes(0), minutes(25), minutes(60), minutes(65)] == [
        "0 minutes", "25 minutes", "1 hour", "1 hour 5 minutes",
    ]  # fmt: skip


def test_a_share_of_nothing_is_nothing():
    assert (percent_of(1, 3), percent_of(0, 0)) == (33, 0)
