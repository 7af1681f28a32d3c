"""The bundle of a product: the fictional sample is sound, and each change is named."""

import json
import zipfile
from dataclasses import asdict, replace
from hashlib import sha256

import pytest

from curriculum.domain.content import Basis, BlockKind, Pool
from curriculum.domain.media import shown_under
from curriculum.domain.minutes import chapter_minutes, length_of
from curriculum.domain.names import names_in
from curriculum.domain.packages import Level, PackageFinding, PackageLimits, PackageRule
from curriculum.domain.product_bundle import ProductRules, product_findings, with_questions
from curriculum.domain.similar import near_duplicates
from curriculum.domain.text import all_texts, plain
from curriculum.formats.bundle_zip import read_bundle_zip
from curriculum.formats.content_json import ContentJsonError, from_json, to_json
from curriculum.rendering.release import render
from curriculum.scorm.archive import unpack as unpack_archive
from tests.formats_partner.bundles import RULES, SAMPLE, picture, video

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\nInvented.\n"
VIDEO = '::: video src="thaw.mp4" captions="thaw.vtt" alt="A hand rocks a bag."\nInvented.\n:::\n'


def unpack(path, target):
    with zipfile.ZipFile(path) as archive:
        archive.extractall(target)
    return ()


def with_video(workshop):
    workshop.media("thaw.mp4").write_bytes(video())
    workshop.media("thaw.vtt").write_bytes(CAPTIONS)
    workshop.change("module.md", "::: check P3", f"{VIDEO}\n::: check P3")


def test_the_sample_is_sound_and_takes_eighteen_minutes(workshop):
    bundle, findings = workshop.read()
    assert findings == []
    assert length_of(bundle.content).minutes == 18
    assert sum(chapter_minutes(bundle.content).values()) + bundle.content.draw == 18
    assert set(bundle.outcomes) == set(bundle.content.objectives)
    assert len(bundle.content.pool(Pool.EXAM)) == 3 * bundle.content.draw
    assert {each.basis for each in bundle.content.questions} == {Basis.VERIFIED}
    assert bundle.label_date == "2026-10-01"


def test_the_sample_names_nothing_that_exists_and_asks_nothing_twice(workshop):
    content = workshop.read()[0].content
    assert [names_in(plain(text)) for _, text in all_texts(content) if names_in(plain(text))] == []
    assert near_duplicates(content.questions) == ()
    assert "fictional" in (SAMPLE / "module.md").read_text()


def test_the_picture_stands_in_its_chapter_with_words_and_size(workshop):
    bundle, _ = workshop.read()
    show = shown_under("/learn/media/", bundle.media)
    chapters = render(bundle.content, bundle.references, show=show).content["chapters"]
    (html,) = (
        segment["html"] for segment in chapters[1]["segments"] if "<img" in segment.get("html", "")
    )
    file = bundle.media["thaw-steps.png"]
    assert (
        f'<img class="figure__picture" src="/learn/media/{file.sha256}.png" '
        'alt="Three steps from left to right.' in html
    )
    assert 'width="1280" height="520" loading="lazy" decoding="async">' in html
    assert "<figcaption>Thaw, rock, start the clock." in html


def test_a_video_carries_its_spoken_words(workshop):
    with_video(workshop)
    bundle, findings = workshop.read()
    assert findings == []
    show = shown_under("/learn/media/", bundle.media)
    text = json.dumps(render(bundle.content, bundle.references, show=show).content)
    words, film = bundle.media["thaw.vtt"].sha256, bundle.media["thaw.mp4"].sha256
    assert f'src=\\"/learn/media/{film}.mp4\\"><track kind=\\"captions\\" default' in text
    assert f'srclang=\\"en\\" src=\\"/learn/media/{words}.vtt\\"></video>' in text


def test_words_of_a_picture_cannot_leave_their_attribute(workshop):
    workshop.change("module.md", 'alt="Three steps', 'alt="<b onerror=x>Three')
    bundle, _ = workshop.read()
    show = shown_under("/x/", bundle.media)
    text = json.dumps(render(bundle.content, bundle.references, show=show).content)
    assert "<b onerror" not in text
    assert "&lt;b onerror=x&gt;Three" in text


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("module.md", "code: FIC-01", "code: COR-01", "value"),
        ("module.md", "label_date: 2026-10-01\n", "", "key_missing"),
        ("module.md", "label_date: 2026-10-01", "label_date: soon", "value"),
        ("module.md", "  O6: fictoleucel-reporting\n", "", "outcome_missing"),
        ("module.md", "O6: fictoleucel-reporting", "O6: fictoleucel-other", "outcome_unknown"),
        ("module.md", "O6: fictoleucel-reporting", "O6: Fictoleucel", "value"),
        ("module.md", "  O6: fictoleucel-rep", "  O7: fictoleucel-rep", "objective_unknown"),
        ("module.md", "requirements: {}", "requirements: {care.iec: full}", "requirement_unknown"),
        ("module.md", "exam: {draw: 6}", "exam: none", "exam_missing"),
        ("module.md", ' alt="Three steps', ' title="Three steps', "fence"),
        ("module.md", "thaw-steps.png", "other.png", "fence"),
        ("module.md", "[@FICT-MANUAL]", "[@FICT-OTHER]", "reference_unknown"),
        ("module.md", "Fictavia", "Kymriah", "brand"),
        ("questions.yaml", "references: [FICT-MANUAL]", "references: []", "no_reference"),
        ("questions.yaml", "references: [FICT-MANUAL]", "references: [NONE]", "reference_unknown"),
        ("references.yaml", "FICT-INFO:", "fict info:", "value"),
        ("references.yaml", "FICT-INFO:", "- FICT-INFO:", "file_unreadable"),
    ],
)
def test_a_change_that_breaks_a_rule_is_named(workshop, file, old, new, rule):
    workshop.change(file, old, new)
    assert rule in workshop.rules()


def test_a_product_may_say_its_own_name(workshop):
    workshop.change("module.md", "Fictavia", "Kymriah")
    assert workshop.read(replace(RULES, names=("kymriah",)))[1] == []


@pytest.mark.parametrize(
    "name",
    ["figures/a.svg", "index.html", "media/deep/a.png", "notes.txt", "media/a.svg", ".DS_Store"],
)
def test_other_files_are_named(workshop, name):
    path = workshop.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"<svg/>")
    assert {"file_type", "media"} & set(workshop.rules())


def test_a_picture_that_no_chapter_shows_is_named(workshop):
    workshop.media("other.png").write_bytes(picture("PNG"))
    (item,) = workshop.read()[1]
    assert (item.rule, item.file) == ("media", "media/other.png")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('src="thaw.mp4"', 'src="thaw-steps.png"'),
        ('captions="thaw.vtt"', 'captions="thaw-steps.png"'),
        (' captions="thaw.vtt"', ""),
    ],
)
def test_a_video_needs_a_video_and_captions(workshop, old, new):
    with_video(workshop)
    workshop.change("module.md", old, new)
    assert "fence" in workshop.rules()


def test_text_that_nests_without_end_is_named_and_does_no_harm(workshop):
    for text in ("- " * 50_000 + "a", "[" * 100_000, "? " * 50_000):
        (workshop.folder / "references.yaml").write_text(text)
        assert "file_unreadable" in workshop.rules()


def test_facts_may_stand_beside_the_questions(workshop):
    facts = '- {id: F01, statement: "Invented.", status: V, sources: [FICT-INFO]}\n'
    (workshop.folder / "facts.yaml").write_text(facts)
    assert set(workshop.rules()) == {"basis", "fact_none"}
    old = "    references: ["
    workshop.change("questions.yaml", old, f"    facts: [F01]\n{old}")
    assert workshop.rules() == []


@pytest.mark.parametrize("inside", ["", "fictoleucel/"])
def test_a_zip_is_read_with_or_without_its_folder(workshop, inside):
    reading = read_bundle_zip(
        workshop.zipped(inside), into=workshop.folder.parent / "new", shelf=workshop.shelf,
        unpack=unpack, rules=RULES,
    )  # fmt: skip
    assert (reading.findings, reading.stops) == ((), ())
    assert reading.bundle == workshop.read()[0]


def test_a_zip_that_the_unpacker_refuses_is_not_read(workshop):
    stop = PackageFinding(Level.STOP, PackageRule.RATIO)
    reading = read_bundle_zip(
        workshop.zipped(), into=workshop.folder.parent / "new", shelf=workshop.shelf,
        unpack=lambda path, target: (stop,), rules=RULES,
    )  # fmt: skip
    assert (reading.bundle, reading.stops) == (None, (stop,))


def test_every_file_counts_for_the_hash(workshop):
    hashes = {workshop.read()[0].source_hash}
    for name, old in (("module.md", "imaginary"), ("questions.yaml", "story"),
                      ("references.yaml", "edition 2")):  # fmt: skip
        workshop.change(name, old, f"{old} ")
        hashes.add(workshop.read()[0].source_hash)
    workshop.media("thaw-steps.png").write_bytes(picture("PNG"))
    hashes.add(workshop.read()[0].source_hash)
    assert len(hashes) == 5


def test_the_bundle_comes_back_from_json_unchanged(workshop):
    with_video(workshop)
    bundle, _ = workshop.read()
    assert from_json(json.loads(json.dumps(to_json(bundle)))) == bundle


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(form=2),
        lambda data: data["bundle"].update(colour="red"),
        lambda data: data["bundle"].pop("content"),
        lambda data: data["bundle"]["content"].update(draw="6"),
        lambda data: data["bundle"]["content"].update(draw=True),
        lambda data: data["bundle"]["content"].update(chapters={}),
        lambda data: data["bundle"]["content"]["questions"][0].update(pool="oral"),
    ],
)
def test_json_of_another_form_is_refused(workshop, change):
    data = to_json(workshop.read()[0])
    change(data)
    with pytest.raises(ContentJsonError):
        from_json(data)


def test_fields_for_media_leave_the_fingerprint_of_other_modules_alone(workshop):
    content = workshop.read()[0].content
    chapters = tuple(
        replace(chapter, blocks=tuple(
            replace(block, figure=replace(block.figure, media="")) if block.figure else block
            for block in chapter.blocks
        ))
        for chapter in content.chapters
    )  # fmt: skip
    bare = replace(content, chapters=chapters)
    written = asdict(replace(bare, requirements={}, references=()))
    for chapter in written["chapters"]:
        for block in chapter["blocks"]:
            for name in ("media", "captions") if block["kind"] == BlockKind.FIGURE else ():
                del block["figure"][name]
    text = json.dumps(written, sort_keys=True, ensure_ascii=False)
    assert bare.fingerprint == sha256(text.encode()).hexdigest() != content.fingerprint


def test_rules_without_keys_let_every_key_pass(workshop):
    workshop.change("module.md", "requirements: {}", "requirements: {any.key: full}")
    assert workshop.read(ProductRules("FIC"))[1] == []


def safely(path, target):
    """The unpacker of content packages, as the job calls it, in this process."""
    return unpack_archive(path, target, PackageLimits(), lambda progress: None).findings


def test_the_safe_unpacker_takes_the_sample(workshop):
    with_video(workshop)
    reading = read_bundle_zip(
        workshop.zipped(), into=workshop.folder.parent / "new", shelf=workshop.shelf,
        unpack=safely, rules=RULES,
    )  # fmt: skip
    assert (reading.stops, reading.findings) == ((), ())


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("../out.md", b"x", PackageRule.PARENT_NAME),
        ("inner.zip", b"x", PackageRule.NESTED_ARCHIVE),
        ("media/a.png", b"MZ" + bytes(60), PackageRule.DISGUISED_FILE),
        ("run.exe", b"MZ", PackageRule.FILE_TYPE),
    ],
)
def test_a_hostile_zip_is_refused_before_it_is_read(workshop, name, data, rule):
    path = workshop.zipped()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, data)
    target = workshop.folder.parent / "new"
    reading = read_bundle_zip(path, into=target, shelf=workshop.shelf, unpack=safely, rules=RULES)
    assert (reading.bundle, [stop.rule for stop in reading.stops]) == (None, [rule])
    assert not target.exists()
    assert list(workshop.shelf.iterdir()) == []


def test_imported_questions_stand_where_their_objective_is_taught(workshop):
    bundle, _ = workshop.read()
    practice, exam = bundle.content.pool(Pool.PRACTICE)[0], bundle.content.pool(Pool.EXAM)[0]
    more = (
        replace(practice, key="P7", stem="Another?", objective="O4"),
        replace(exam, key="E19", stem="One more?"),
    )
    larger = with_questions(bundle, more)
    assert product_findings(larger, RULES) == []
    assert [chapter.blocks[-1].key for chapter in larger.content.chapters] == ["P2", "P7", "P6"]
    assert larger.content.questions[-2:] == more
