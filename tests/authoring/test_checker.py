"""What the check of a bundle refuses: every finding names file, line, rule and remedy."""

import subprocess
import sys
from pathlib import Path

import pytest

from curriculum.domain.findings import Rule
from curriculum.formats.bundle import BundleError, check_bundle, load_bundle
from curriculum.formats.check import requirement_keys
from curriculum.formats.references import read_references
from tests.authoring.conftest import SAMPLE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def findings(folder):
    """Every finding of the sample module as (rule, file, line, sentence)."""

    def run():
        references, _ = read_references(folder / "references.yaml")
        _, found = check_bundle(folder / SAMPLE, references=references, requirements=KEYS)
        return [(item.rule, item.file, item.line, item.sentence) for item in found]

    return run


KEYS = tuple(requirement_keys() or ())
Q, M, F = "questions.yaml", "module.md", "facts.yaml"
CASES = [
    (Q, "id: P2", "id: P1", Rule.DOUBLED),
    (Q, "kind: single", "kind: double", Rule.VALUE),
    (Q, "objective: O1", "objective: O9", Rule.OBJECTIVE_UNKNOWN),
    (Q, ", correct: true, explanation:", ", explanation:", Rule.SINGLE_RIGHT),
    (Q, "facts: [F01]", "facts: [F99]", Rule.FACT_UNKNOWN),
    (Q, "facts: [F01]", "facts: [F26]", Rule.FACT_NOT_SCORABLE),
    (Q, "references: [LEE19]", "references: [NOBODY99]", Rule.REFERENCE_UNKNOWN),
    (Q, "stem:", "steem:", Rule.KEY_UNKNOWN),
    (Q, "stem:", "steem:", Rule.KEY_MISSING),
    (M, "title: Recognise", "title: [Recognise", Rule.FILE_UNREADABLE),
    (M, "exam: {draw: 6}", "exam: {draw: 8}", Rule.POOL_SMALL),
    (M, "exam: {draw: 6}", "exam: {draw: 9}", Rule.VALUE),
    (M, "exam: {draw: 6}", "exam: none", Rule.EXAM_UNUSED),
    (M, "exam: {draw: 6}", "exam: many", Rule.SHAPE),
    (M, "care.iec: partial", "care.nothing: partial", Rule.REQUIREMENT_UNKNOWN),
    (M, "care.iec: partial", "care.iec: somewhat", Rule.VALUE),
    (M, "[@LEE19]", "[@NOBODY99]", Rule.REFERENCE_UNKNOWN),
    (M, "[@LEE19]", "[@ LEE19]", Rule.CITATION_SYNTAX),
    (M, "::: check P1", "::: check P99", Rule.PLACED_UNKNOWN),
    (M, "::: check P1", "::: check P99", Rule.NOT_PLACED),
    (M, "::: check P2", "::: check P1", Rule.PLACED_TWICE),
    (M, "::: minute", "::: hour", Rule.FENCE),
    (M, "::: minute\n", "::: minute long\n", Rule.FENCE),
    (M, 'src="crs-ladder.svg"', 'src="other.svg"', Rule.FENCE),
    (M, 'src="crs-ladder.svg"', 'src="other.svg"', Rule.FIGURE),
    (M, ' objectives="O1"', ' objectives="O7"', Rule.OBJECTIVE_UNKNOWN),
    (M, ' {#what-crs-is objectives="O1"}', "", Rule.HEADING),
    (M, 'kind="safety"', 'kind="danger"', Rule.FENCE),
    (M, "| --- | --- | --- | --- |", "| --- | --- |", Rule.TABLE),
    (M, "Cytokine release syndrome (CRS)", "Tecartus and CRS", Rule.BRAND),
    (M, "That chain explains", "[That](http://example.org) explains", Rule.LINK),
    (M, "That chain explains", "![That](https://example.org/a.png) chain", Rule.MARKUP),
    (M, "code: COR-04", "code: COR-05", Rule.VALUE),
    (F, "status: V\n", "status: SURE\n", Rule.VALUE),
    (F, "sources: [LEE19]", "sources: []", Rule.FACT_UNSOURCED),
    (F, "sources: [LEE19]", "sources: [NOBODY99]", Rule.REFERENCE_UNKNOWN),
]


def test_the_sample_has_no_finding(findings):
    assert findings() == []


@pytest.mark.parametrize(("name", "old", "new", "rule"), CASES)
def test_a_fault_is_found_in_its_file(change, findings, name, old, new, rule):
    change(name, old, new)
    assert rule in {found for found, _, _, _ in findings()}


def test_a_finding_names_its_line_and_its_remedy(change, findings, folder):
    change(Q, "objective: O1", "objective: O9")
    text = (folder / SAMPLE / Q).read_text()
    line = text[: text.index("objective: O9")].count("\n")
    assert (
        Rule.OBJECTIVE_UNKNOWN,
        Q,
        line,
        "Objective O9 does not exist. Correct the key.",
    ) in findings()


def test_a_missing_file_is_named(findings, folder):
    (folder / SAMPLE / F).unlink()
    assert (
        Rule.FILE_MISSING,
        F,
        0,
        "This file is missing. Add it to the bundle.",
    ) in findings()


def test_a_huge_file_is_not_read(findings, folder):
    (folder / SAMPLE / F).write_text("# " + "x" * 500_000)
    assert (Rule.FILE_TOO_LARGE, F) in {(rule, file) for rule, file, _, _ in findings()}


def test_a_file_that_is_not_text_is_refused(findings, folder):
    (folder / SAMPLE / M).write_bytes(b"---\n\xff\xfe\n---\n")
    assert (Rule.FILE_UNREADABLE, M) in {(rule, file) for rule, file, _, _ in findings()}


def test_yaml_that_makes_objects_is_refused(findings, folder):
    (folder / SAMPLE / F).write_text("- !!python/object/apply:os.system ['true']\n")
    assert (Rule.FILE_UNREADABLE, F) in {(rule, file) for rule, file, _, _ in findings()}


def test_yaml_aliases_that_grow_without_end_are_refused(findings, folder):
    (folder / SAMPLE / F).write_text("a: &a [x, x]\nb: [*a, *a]\n")
    assert (Rule.FILE_UNREADABLE, F, 2) in {found[:3] for found in findings()}


def test_a_question_on_a_gated_fact_is_not_scored(change, findings):
    change(F, "status: V\n", "status: V\n  gate: [R5]\n")
    assert Rule.FACT_NOT_SCORABLE in {found for found, _, _, _ in findings()}


def test_loading_a_faulty_bundle_tells_every_finding(change, folder):
    change(M, "exam: {draw: 6}", "exam: {draw: 8}")
    references, _ = read_references(folder / "references.yaml")
    with pytest.raises(BundleError, match="The exam pool has 20 questions"):
        load_bundle(folder / SAMPLE, references=references)


def test_a_reference_needs_a_proper_doi_and_address(folder):
    (folder / "references.yaml").write_text(
        "A1:\n  citation: One.\n  doi: doi.org/10.1/x\n"
        "b2:\n  citation: Two.\n  url: http://example.org\n"
    )
    _, found = read_references(folder / "references.yaml")
    assert [item.rule for item in found] == [Rule.REFERENCE_DOI, Rule.VALUE, Rule.LINK]


def _check(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "curriculum.formats.check", *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_check_runs_without_the_site_and_counts(folder):
    done = _check(str(folder / SAMPLE), "--references", str(folder / "references.yaml"))
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("COR-04: ")
    assert "4 objectives, 8 practice questions, 20 exam questions for a draw of 6" in done.stdout


def test_the_check_fails_and_says_where(folder, change):
    change(M, "::: check P1", "::: check P99")
    done = _check(str(folder / SAMPLE))
    assert done.returncode == 1
    assert "question P1: It is placed in no chapter. Place it once. [not_placed]" in done.stdout
