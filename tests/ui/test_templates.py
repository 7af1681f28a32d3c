"""Rules for templates that no linter knows: policy, access, plain words, components."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "templates"
TEMPLATES = {path.relative_to(FOLDER).as_posix(): path for path in sorted(FOLDER.rglob("*.html"))}
MAILS = "notices/"
# No cookie there to protect.
TOKENLESS = {
    "credentials/check.html",
    "credentials/concern.html",
    "credentials/pack_check.html",
}
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
MARKUP = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)
UNSAID = re.compile(
    r"\{% blocktranslate.*?\{% endblocktranslate %\}"
    r"|\{% block (?:\w+_class|theme) %\}.*?\{% endblock.*?%\}",
    re.DOTALL,
)
SAID = re.compile(r"\{% translate (['\"])(.*?)\1")
KEPT = {"Jana", "Nováková", "JANA", "NOVAKOVA", "CORE", "https"}
AVOIDED = re.compile(
    r"\b(validate[sd]?|invoke[sd]?|invalid|users?|failed|credentials?|log ?in|utili[sz]e|N/A)\b",
    re.IGNORECASE,
)


def _source(name: str) -> str:
    return COMMENT.sub("", TEMPLATES[name].read_text(encoding="utf-8"))


def _words(name: str) -> str:
    """What a reader sees: texts between tags, and the texts given to translate."""
    source = _source(name)
    said = " ".join(text for _, text in SAID.findall(source))
    return f"{MARKUP.sub(' ', TAG.sub(' ', source))} {said}"


def _found(pattern: str, *, flags: int = 0, but: tuple[str, ...] = ()) -> dict[str, list]:
    compiled = re.compile(pattern, flags)
    found = {
        name: compiled.findall(_source(name)) for name in TEMPLATES if not name.startswith(but)
    }
    return {name: hits for name, hits in found.items() if hits}


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 40


def test_no_template_holds_style_or_handlers():
    assert _found(r"<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:", but=(MAILS,)) == {}


def test_scripts_are_files_or_data():
    assert _found(r"<script(?![^>]*(?:\ssrc=|type=\"application/json\"))[^>]*>") == {}


def test_every_image_says_what_it_shows():
    assert _found(r"<img(?![^>]*\salt=)[^>]*>", flags=re.DOTALL) == {}


def test_every_drawing_is_named_or_hidden():
    assert _found(r"<svg(?![^>]*(?:aria-hidden=\"true\"|role=\"img\"))[^>]*>") == {}


def test_components_open_with_what_they_take():
    missing = [
        name
        for name, path in TEMPLATES.items()
        if name.startswith("components/")
        and not path.read_text(encoding="utf-8").startswith("{# Takes")
    ]
    assert missing == []


def test_components_are_included_with_nothing_but_what_they_take():
    assert _found(r"\{% include [\"']components/(?:(?!%\}| only ).)*%\}") == {}


def test_templates_are_short():
    lengths = {name: len(path.read_text().splitlines()) for name, path in TEMPLATES.items()}
    assert {name: length for name, length in lengths.items() if length > 120} == {}


def test_nothing_is_marked_safe_but_text_cleaned_before_it_was_stored():
    assert _found(r"(?<!segment\.html)\|\s*safe\b|\{% autoescape off", but=(MAILS,)) == {}


def test_forms_that_post_carry_their_token():
    assert [
        name
        for name in TEMPLATES
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", _source(name), re.DOTALL)
        if "csrf" not in form and name not in TOKENLESS
    ] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_words_are_plain(name):
    assert AVOIDED.findall(_words(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_sentences_are_short(name):
    sentences = [
        sentence
        for _, text in SAID.findall(_source(name))
        for sentence in re.split(r"[.!?:]\s", text)
    ]
    assert [each for each in sentences if len(each.split()) > 20] == []


def test_no_text_of_a_page_escapes_translation():
    """Words between tags outside translate blocks; static error pages are English by nature."""
    static = ("500.html", "maintenance.html")
    loose = {}
    for name in TEMPLATES:
        if name in static or name.startswith(MAILS):
            continue
        source = UNSAID.sub("", _source(name))
        text = MARKUP.sub(" ", TAG.sub(" ", source))
        words = [word for word in re.findall(r"[A-Za-z]{4,}", text) if word not in KEPT]
        if words:
            loose[name] = words
    assert loose == {}
