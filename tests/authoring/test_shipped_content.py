"""The shipped curriculum is coherent: every rule holds for every module."""

from pathlib import Path

import pytest

from curriculum.domain.content import BlockKind, FactStatus, Pool
from curriculum.domain.names import names_in
from curriculum.domain.text import all_texts, citations, plain
from curriculum.formats.bundle import check_bundle
from curriculum.formats.check import requirement_keys
from curriculum.formats.fact_tables import bundles_of, facts_document, review_document
from curriculum.formats.references import read_references
from curriculum.formats.task_tables import shipped_tasks
from curriculum.formats.tracks import read_tracks
from curriculum.services.curriculum import CONTENT
from passport.people.domain.roles import Role

DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCES, REFERENCE_FINDINGS = read_references(CONTENT / "references.yaml")
CODES = sorted(path.parent.name for path in CONTENT.glob("*/module.md"))
CLINICAL = {"COR-04", "COR-05", "COR-06", *(f"NUR-0{number}" for number in range(1, 9))}


@pytest.fixture(params=CODES)
def checked(request):
    """Each bundle with its findings."""
    return check_bundle(
        CONTENT / request.param, references=REFERENCES, requirements=requirement_keys()
    )


@pytest.fixture
def bundle(checked):
    return checked[0]


@pytest.fixture
def content(bundle):
    return bundle.content


def test_the_eight_core_and_the_eight_nurse_modules_are_there():
    core = [f"COR-0{number}" for number in range(1, 9)]
    assert [*core, *(f"NUR-0{number}" for number in range(1, 9))] == CODES


def test_no_module_breaks_a_rule(checked):
    _, findings = checked
    assert [(item.file, item.line, item.sentence) for item in findings] == []


def test_every_reference_has_a_citation_and_a_proper_doi_or_address():
    assert REFERENCE_FINDINGS == []


def test_every_objective_is_taught_practised_and_examined(content):
    taught = {key for chapter in content.chapters for key in chapter.objectives}
    practised = {item.objective for item in content.pool(Pool.PRACTICE)}
    assert taught == practised == set(content.objectives)
    for key in content.objectives:
        scored = [item for item in content.pool(Pool.EXAM) if item.objective == key]
        assert len(scored) >= (2 if content.has_exam else 0)


def test_there_are_six_practice_questions_and_an_exam_pool_of_three_draws(content):
    assert len(content.pool(Pool.PRACTICE)) >= 6
    assert len(content.pool(Pool.EXAM)) >= 3 * content.draw
    assert content.draw == 0 or 5 <= content.draw <= 8


def test_the_exam_scores_only_facts_that_were_seen_in_their_source(bundle):
    facts = {fact.key: fact for fact in bundle.facts}
    for question in bundle.content.pool(Pool.EXAM):
        used = [facts[key] for key in question.facts]
        assert used, question.key
        assert {fact.status for fact in used} == {FactStatus.SEEN}, question.key
        assert not {"R4", "R5", "R10"} & {gate for fact in used for gate in fact.gate}


def test_clinical_modules_unfold_a_patient(content):
    if content.code in CLINICAL:
        assert content.vignettes
        assert all(len(vignette.stages) >= 3 for vignette in content.vignettes)


def test_tables_or_drawings_carry_content(content):
    kinds = [block.kind for chapter in content.chapters for block in chapter.blocks]
    assert sum(kind in (BlockKind.TABLE, BlockKind.FIGURE) for kind in kinds) >= 2


def test_every_chapter_names_the_source_of_what_it_says(content):
    for chapter in content.chapters:
        texts = [text for where, text in all_texts(content) if where == f"chapter {chapter.slug}"]
        assert any(citations(text) for text in texts), chapter.slug


def test_no_brand_or_company_is_named(content):
    found = [(where, names_in(plain(text))) for where, text in all_texts(content)]
    assert [each for each in found if each[1]] == []


def test_the_right_answer_is_not_given_away_by_its_length(content):
    """The right option is the longest in at most half of the exam questions of a module."""
    exam = [item for item in content.pool(Pool.EXAM) if item.kind == "single"]
    given_away = [
        item.key
        for item in exam
        if len(max(item.options, key=lambda option: len(option.text)).text)
        == next(len(option.text) for option in item.options if option.correct)
    ]
    assert len(given_away) <= len(exam) / 2, given_away


def test_every_role_has_a_track_of_modules_that_exist():
    tracks = {track.role: track for track in read_tracks(CONTENT / "tracks.yaml")}
    assert set(tracks) == set(Role)
    codes = {code for track in tracks.values() for code, _ in track.steps}
    assert codes <= set(CODES)
    assert [code for code, part in tracks["NUR"].steps if part == "role"] == [
        f"NUR-0{number}" for number in range(1, 9)
    ]
    assert [code for code, _ in tracks["ICU"].steps] == ["COR-04", "COR-05", "COR-08"]


def test_the_documents_made_from_the_bundles_are_current():
    """When it fails: manage.py curriculum_facts."""
    bundles, tasks = bundles_of(CONTENT), shipped_tasks(CONTENT)
    facts, review = (
        (DOCS / name).read_text(encoding="utf-8")
        for name in ("curriculum-facts.md", "clinical-review.md")
    )
    assert facts == facts_document(bundles)
    assert review == review_document(bundles, tasks)


def test_the_reviewer_reads_every_step_of_every_observed_task_and_what_is_open():
    tasks = shipped_tasks(CONTENT)
    text = review_document([], tasks)
    assert [task.key for task in tasks] == [
        "ice-score", "thaw", "tocilizumab-drill", "two-person-check",
    ]  # fmt: skip
    for task in tasks:
        part = text.split(f"({task.key}, version {task.version})")[1].split("\n## ")[0]
        steps, points = part.split("### Open points")
        assert [step.key for step in task.steps if step.text not in steps] == []
        assert [point for point in task.open_points if point not in points] == []
        assert "(must be seen; no source)" in steps
        assert "Asked for without a source" in points
