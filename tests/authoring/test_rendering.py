"""What a release keeps: clean HTML, numbered sources, no key beside the text."""

import json
from dataclasses import replace

import pytest

from curriculum.domain.content import (
    Basis,
    Block,
    BlockKind,
    CalloutKind,
    Chapter,
    Figure,
    ModuleContent,
    Option,
    Pool,
    Question,
    QuestionKind,
    Reference,
    Table,
)
from curriculum.rendering.markup import clean, inline
from curriculum.rendering.release import render

REFERENCES = (
    Reference("LEE19", "Lee. 2019.", doi="10.1016/j.bbmt.2018.12.758"),
    Reference("ASCO21", "Santomasso. 2021.", url="https://example.org"),
    Reference("UNUSED", "Nobody. 2020."),
)
OPTIONS = (Option("yes", True, "because"), Option("no", False, "because not"))


def question(key: str, pool: Pool, references: tuple[str, ...] = ()) -> Question:
    return Question(
        key, pool, "O1", QuestionKind.SINGLE, f"What of {key}?", OPTIONS, Basis.VERIFIED,
        references=references, rationale="only for reviewers",
    )  # fmt: skip


def module(*blocks: Block, questions: tuple[Question, ...] = ()) -> ModuleContent:
    return ModuleContent(
        code="COR-99", title="A module", summary="s", language="en", version="1.0",
        reviewed_on="2026-11-21", audience="a", handbook_topics=("HT-14",),
        objectives={"O1": "When?"}, requirements={"care.iec": "partial"}, draw=0, observed=(),
        glossary={}, chapters=(Chapter("one", "One", ("O1",), blocks),), questions=questions,
        vignettes=(),
    )  # fmt: skip


def text(html: str) -> Block:
    return Block(kind=BlockKind.TEXT, html=html)


def html_of(*blocks: Block) -> str:
    (segment,) = render(module(*blocks), REFERENCES).content["chapters"][0]["segments"]
    return segment["html"]


def cite(number: int) -> str:
    return f'<button type="button" class="cite" popovertarget="ref-{number}">{number}</button>'


def cited(number: int, after: str = "") -> str:
    return f'<span class="cited">\u00a0{cite(number)}{after}</span>'


def test_sources_are_numbered_by_first_use_and_listed_once():
    rendered = render(
        module(text("<p>B [@ASCO21]. A [@LEE19]. B again [@ASCO21].</p>")), REFERENCES
    )
    (segment,) = rendered.content["chapters"][0]["segments"]
    assert segment["html"] == (
        f"<p>B{cited(1, after='.')} A{cited(2, after='.')} B again{cited(1, after='.')}</p>"
    )
    assert [(each["number"], each["key"]) for each in rendered.content["references"]] == [
        (1, "ASCO21"),
        (2, "LEE19"),
    ]
    assert rendered.content["references"][1] == {
        "number": 2,
        "key": "LEE19",
        "citation": "Lee. 2019.",
        "doi": "10.1016/j.bbmt.2018.12.758",
        "url": "",
    }


def test_a_practice_point_says_what_it_is():
    assert html_of(text("<p>Stay [@PRACTICE].</p>")) == (
        '<p>Stay<span class="cited">\u00a0<button type="button" class="cite cite--practice"'
        ' popovertarget="ref-practice">practice point</button>.</span></p>'
    )


def test_an_unknown_source_is_an_error():
    with pytest.raises(KeyError, match="NOBODY"):
        render(module(text("<p>[@NOBODY]</p>")), REFERENCES)


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="x()" style="color:red" class="y">a</p>', "<p>a</p>"),
        ("<h1>a</h1>", "a"),
        ('<img src="x" onerror="y">', ""),
        ('<a href="javascript:alert(1)">a</a>', "a"),
        ('<a href="http://example.org">a</a>', "a"),
        ('<a linktype="page" id="3">a</a>', "a"),
        (
            '<a href="https://example.org" target="_blank">a</a>',
            '<a href="https://example.org" rel="noopener noreferrer">a</a>',
        ),
        ("<iframe src='https://example.org'></iframe>a", "a"),
        ('<button popovertarget="x">a</button>', "a"),
    ],
)
def test_authors_html_is_cleaned(dirty, expected):
    assert clean(dirty) == expected


def test_inline_marks_become_elements_and_everything_else_is_text():
    assert inline("**Bold** and *slanted* <b>x</b> [@LEE19] 2 < 3") == (
        "<strong>Bold</strong> and <em>slanted</em> &lt;b&gt;x&lt;/b&gt; [@LEE19] 2 &lt; 3"
    )


def test_a_table_can_be_read_by_row_and_column():
    table = Table("Grades [@LEE19]", ("Grade", "Sign"), (("1", "fever [@ASCO21]"),), True)
    assert html_of(Block(kind=BlockKind.TABLE, table=table)) == (
        '<div class="table-scroll" tabindex="0" role="region" aria-label="Grades">'
        f'<table class="table"><caption>Grades{cited(1)}</caption>'
        '<thead><tr><th scope="col">Grade</th><th scope="col">Sign</th></tr></thead>'
        f'<tbody><tr><th scope="row">1</th><td>fever{cited(2)}</td></tr></tbody></table></div>'
    )


def test_call_outs_and_the_minute_stand_out():
    minute = Block(kind=BlockKind.MINUTE, html="<p>Act.</p>")
    callout = Block(
        kind=BlockKind.CALLOUT, html="<p>Call.</p>", callout=CalloutKind.SAFETY, title="Now & here"
    )
    assert html_of(minute, callout) == (
        '<div class="minute"><h3 class="eyebrow">In one minute</h3><p>Act.</p></div>'
        '<aside class="callout callout--safety"><h3 class="callout__title">Now &amp; here</h3>'
        "<p>Call.</p></aside>"
    )


def test_questions_stand_apart_from_the_text_with_their_sources_in_order():
    practice = question("P1", Pool.PRACTICE, ("LEE19",))
    content = module(
        text("<p>A [@ASCO21]</p>"),
        Block(kind=BlockKind.CHECK, key="P1"),
        text("<p>B</p>"),
        questions=(practice, question("E1", Pool.EXAM)),
    )
    rendered = render(content, REFERENCES)
    kinds = [each["kind"] for each in rendered.content["chapters"][0]["segments"]]
    assert kinds == ["html", "check", "html"]
    assert rendered.practice["P1"]["references"] == [2]
    assert rendered.practice["P1"]["chapter"] == "one"
    assert rendered.practice["P1"]["options"][0]["explanation"] == "because"


def test_the_exam_key_stays_out_of_what_the_reader_gets():
    content = module(text("<p>A</p>"), questions=(question("E1", Pool.EXAM),))
    rendered = render(content, REFERENCES)
    assert rendered.exam == [
        {
            "key": "E1",
            "objective": "O1",
            "kind": "single",
            "stem": "What of E1?",
            "options": [{"text": "yes", "correct": True}, {"text": "no", "correct": False}],
        }
    ]
    shown = json.dumps([rendered.content, rendered.practice, rendered.vignettes])
    assert "E1" not in shown
    assert "only for reviewers" not in json.dumps(rendered.exam)


def test_the_hash_covers_text_exam_and_draw():
    content = module(text("<p>A</p>"), questions=(question("E1", Pool.EXAM),))
    same = render(content, REFERENCES).content_hash
    changed = [
        replace(content, draw=5),
        replace(content, title="Another"),
        replace(content, version="1.1"),
        replace(content, questions=()),
        replace(content, requirements={"care.iec": "full"}),
    ]
    hashes = {render(each, REFERENCES).content_hash for each in changed}
    assert render(content, REFERENCES).content_hash == same
    assert len(hashes) == 5
    assert same not in hashes


def test_a_drawing_can_be_scrolled_by_keyboard_and_has_its_caption():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 9"><title>Steps</title>'
        '<rect class="ink"/></svg>'
    )
    figure = Figure(svg=svg, alt="Four steps", caption="By Lee [@LEE19].")
    html = html_of(Block(kind=BlockKind.FIGURE, figure=figure))
    assert html.startswith(
        '<figure class="figure"><div class="figure__scroll" tabindex="0" role="group"'
        ' aria-labelledby="cor-99-figure-1-title"><svg class="figure__drawing"'
    )
    assert html.endswith(f"<figcaption>By Lee{cited(1, after='.')}</figcaption></figure>")
