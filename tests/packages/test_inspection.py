"""A package is looked through: links, behaviour, accessibility and words, each finding by rule."""

import random
from datetime import date

import pytest

from curriculum.domain.packages import (
    LaunchUnit,
    Level,
    PackageManifest,
    PackageRule,
    PackageStandard,
    Step,
)
from curriculum.domain.promotion import PromotionContext
from curriculum.scorm.inspect_package import inspect, inspect_by_step
from tests.growth import is_in_proportion
from tests.packages.builders import page

MANIFEST = PackageManifest(
    PackageStandard.SCORM_12, "1.2", "Fictoleucel", (LaunchUnit("u", "Fictoleucel", "a.html"),)
)
CONTEXT = PromotionContext(
    inn="fictoleucel", brand="Imaginta", companies=("Sample Pharma",), label_date=date(2026, 5, 4)
)


def found_in(folder, files, context=CONTEXT):
    """Level, rule and file of what is found in these files."""
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return inspect(folder, MANIFEST, context)


def short(findings):
    """Level and rule of each finding."""
    return [(each.level.value, each.rule.value) for each in findings]


def test_an_honest_package_has_no_findings(tmp_path):
    body = (
        '<p>Fictoleucel (Imaginta) is given once.</p><img src="img/bag.png" alt="A bag">'
        '<a href="b.html#top">Next</a><a href="https://doi.org/10.1000/1">Source</a>'
        '<form><label for="q">Dose</label><input id="q"><label>Bag <input type="checkbox"></label>'
        '<button>Check</button></form><video src="film.mp4"><track kind="captions" src="f.vtt">'
        '</video><img src="data:image/gif;base64,R0lGOD" alt=""><a href="#x">Up</a>'
    )
    head = '<link rel="stylesheet" href="css/a.css"><script src="js/a.js"></script>'
    files = {
        "a.html": page("Fictoleucel", body, head), "b.html": page(), "img/bag.png": b"x",
        "css/a.css": "p { background: url('../img/bag.png') }", "film.mp4": b"x", "f.vtt": "WEBVTT",
        "js/a.js": 'var ns = "http://www.w3.org/2000/svg"; init();',
    }  # fmt: skip
    assert found_in(tmp_path, files) == []


LINKS = {
    "script from outside": ('<script src="https://cdn.example.net/a.js"></script>',
                            ("fix", "external_address")),
    "image without scheme": ('<img alt="" src="//cdn.example.net/a.png">',
                             ("fix", "external_address")),
    "style from outside": ('<style>@import "https://cdn.example.net/a.css";</style>',
                           ("fix", "external_address")),
    "font from outside": ('<p style="src:url(https://cdn.example.net/a.woff)">x</p>',
                          ("fix", "external_address")),
    "refresh": ('<meta http-equiv="refresh" content="0; URL=https://x.example.net">',
                ("fix", "external_address")),
    "second image": ('<img alt="" srcset="//x.example.net/b.png 2x">',
                     ("fix", "external_address")),
    "marketing link": ('<a href="https://imaginta.example.net">More</a>',
                       ("fix", "external_address")),
    "address in script": ('<script>load("https://x.example.net/data")</script>',
                          ("note", "external_address")),
    "missing image": ('<img alt="" src="missing.png">', ("fix", "broken_link")),
    "missing page": ('<a href="missing.html">Next</a>', ("note", "broken_link")),
    "above the package": ('<img alt="" src="../../a.png">', ("fix", "broken_link")),
    "tracker": ('<script src="https://www.google-analytics.com/a.js"></script>',
                ("stop", "tracker")),
    "tracker in script": ("<script>s.src = '//static.hotjar.com/c/h.js'</script>",
                          ("stop", "tracker")),
    "tracker's call": ("<script>gtag('event')</script>", ("fix", "tracker")),
    "form outside": ('<form action="https://x.example.net/in"></form>',
                     ("stop", "external_form")),
    "button outside": ('<button formaction="//x.example.net">Go</button>',
                       ("stop", "external_form")),
    "form by mail": ('<form action="mailto:a@example.net"></form>', ("stop", "external_form")),
    "form in script": ("<script>w('<form method=post action=https://x.example.net>')</script>",
                       ("stop", "external_form")),
    "password": ('<input aria-label="x" type=" Password ">', ("stop", "password_field")),
    "password by hint": ('<input aria-label="x" autocomplete="current-password">',
                         ("stop", "password_field")),
    "password in script": ("<script>w('<input class=a type=\\\"password\\\">')</script>",
                           ("stop", "password_field")),
    "password made later": ("<script>f.type = 'password'</script>", ("stop", "password_field")),
    "password by attribute": ("<a onclick=\"f.setAttribute('type', 'password')\">x</a>",
                              ("stop", "password_field")),
    "service worker": ("<script>navigator.serviceWorker.register('s')</script>",
                       ("fix", "service_worker")),
    "call to another computer": ("<script>new RTCPeerConnection()</script>",
                                 ("stop", "peer_connection")),
    "window": ("<script>window.open('b')</script>", ("note", "opens_window")),
    "new tab": ('<a href="#x" target="_blank">x</a>', ("note", "opens_window")),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), LINKS.values(), ids=LINKS)
def test_links_and_behaviour_are_found(tmp_path, body, expected):
    found = found_in(tmp_path, {"a.html": page("A", body)})
    external = {("note", "external_address")} if expected[0] == "stop" else set()
    assert set(short(found)) - external == {expected}


ACCESS = {
    "no language": ("<html><title>A</title></html>", "no_language"),
    "no title": ('<html lang="en"><body>x</body></html>', "no_title"),
    "empty title": ('<html lang="en"><title> </title></html>', "no_title"),
    "image": ('<img src="data:,">', "no_text_for_image"),
    "map": ('<area href="#x">', "no_text_for_image"),
    "film": ('<video src="data:,"></video>', "no_captions"),
    "film with chapters": ('<video><track kind="chapters" src="data:,"></video>', "no_captions"),
    "field": ("<input>", "no_label"),
    "field of another label": ('<label for="b">x</label><p><input id="a">', "no_label"),
    "list": ("<p><select></select>", "no_label"),
    "zoom": ('<meta name="viewport" content="width=1, user-scalable=no">', "no_zoom"),
    "little zoom": ('<meta name="viewport" content="maximum-scale=1.0">', "no_zoom"),
}


@pytest.mark.parametrize(("source", "rule"), ACCESS.values(), ids=ACCESS)
def test_what_a_page_lacks_is_found(tmp_path, source, rule):
    assert short(found_in(tmp_path, {"a.html": source})) == [("fix", rule)]


def test_pictures_without_text_are_counted_once_a_page(tmp_path):
    body = '\n<img src="data:,">' * 30
    (finding,) = found_in(tmp_path, {"a.html": page("A", body)})
    assert (finding.line, finding.details) == (5, {"count": "30"})


def test_words_are_read_in_pages_captions_data_and_titles(tmp_path):
    files = {
        "a.html": page("A", "<p>The <b>best</b> therapy.</p>"),
        "b.vtt": "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nThe best therapy.\n",
        "c.json": '{"t": "This is the \\u0062est therapy."}',
        "d.js": 'var t = "This is the best therapy of all";',
    }
    found = found_in(tmp_path, files)
    assert sorted((each.level.value, each.file, each.line) for each in found) == [
        ("fix", "a.html", 4), ("fix", "b.vtt", 5), ("fix", "c.json", 0), ("note", "d.js", 1)
    ]  # fmt: skip


def test_text_in_utf_16_hides_nothing(tmp_path):
    source = page("A", '<input aria-label="x" type="password">').encode("utf-16")
    assert short(found_in(tmp_path, {"a.html": source})) == [("stop", "password_field")]


def test_a_text_too_large_to_read_is_told(tmp_path):
    found = found_in(tmp_path, {"a.js": b" " * (4 * 1024 * 1024 + 1)})
    assert [(each.level, each.rule, each.file) for each in found] == [
        (Level.FIX, PackageRule.ENTRY_TOO_LARGE, "a.js")
    ]


def test_findings_are_bounded_and_the_severest_stay(tmp_path):
    files = {
        f"{number}.html": page("A", '<img alt="" src="b.png"><a href="c.html">x</a>')
        for number in range(150)
    }
    found = found_in(tmp_path, {**files, "z.html": page("A", "<input aria-label=x type=password>")})
    assert (len(found), short(found)[0]) == (200, ("stop", "password_field"))
    assert found[-1].details["more"] == "101"


def test_each_step_has_its_own_findings(tmp_path):
    found_in(tmp_path, {"a.html": page("A", '<p>The best.</p><img src="b.png">')})
    steps = inspect_by_step(tmp_path, MANIFEST, CONTEXT)
    assert {step: short(found) for step, found in steps.items()} == {
        Step.LINKS: [("fix", "broken_link")],
        Step.ACCESSIBILITY: [("fix", "no_text_for_image")],
        Step.PROMOTION: [("fix", "superlative")],
    }


def test_a_link_in_the_folder_stops_the_check(tmp_path):
    (tmp_path / "a.html").symlink_to("/etc/hostname")
    assert short(inspect(tmp_path, MANIFEST, CONTEXT)) == [("stop", "damaged")]


PIECES = {
    "strings": "'a ", "double strings": '"a \\', "inputs": "<input ", "forms": "<form action",
    "addresses": '"//a.b', "urls": "url(", "imports": "@import ", "types": ".type =  ",
    "sentences": '"one two three four ', "windows": "window.open ", "words": '"a b c d e f g"',
    "urls in style": "<p style='url(", "sets": "<img srcset='a,", "metas": "<meta content='url = ",
}  # fmt: skip


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
@pytest.mark.parametrize("name", ["a.js", "a.html", "a.css", "a.json"])
def test_hostile_text_takes_time_in_proportion(tmp_path, name, piece):
    def look(text):
        (tmp_path / name).write_text(text)
        inspect(tmp_path, MANIFEST, CONTEXT)

    assert is_in_proportion(look, piece, 1_000)


def test_random_bytes_are_looked_through(tmp_path):
    chance = random.Random(4)  # noqa: S311 - a seeded sample
    pieces = [b"<a href=", b"<script>", b"'", b'"', b">", b"<!--", b"&#x", b"\xff", b"\0", b"//x.y"]
    for number in range(40):
        content = b"".join(chance.choices(pieces, k=400))
        (tmp_path / f"{number}.{chance.choice(['html', 'js', 'css', 'svg', 'vtt'])}").write_bytes(
            content
        )
    assert len(inspect(tmp_path, MANIFEST, CONTEXT)) <= 200
