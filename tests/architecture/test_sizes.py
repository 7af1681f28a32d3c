"""Code stays short: functions of 30 lines, modules of 300, templates of 120, at the most."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("passport", "curriculum", "credentials", "observership", "tests")
MODULES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)
FUNCTION_LINES, MODULE_LINES, TEMPLATE_LINES = 30, 300, 120
BANNED_NAMES = {"utils", "helpers", "common", "core", "misc"}


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its decorators and docstring."""
    documented = ast.get_docstring(node) is not None
    first = node.body[0]
    doc_lines = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (node.end_lineno or 0) - node.lineno + 1 - doc_lines


def test_functions_fit_on_a_screen():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {_code_lines(node)}"
        for path in MODULES
        for node in _functions(path)
        if _code_lines(node) > FUNCTION_LINES
    ]
    assert long == []


def test_half_of_the_functions_have_fewer_than_eight_lines():
    lengths = sorted(
        _code_lines(node)
        for path in MODULES
        if "tests" not in path.parts
        for node in _functions(path)
    )
    assert lengths[len(lengths) // 2] <= 8


def test_modules_are_short():
    long = [
        f"{path.relative_to(ROOT)} {lines}"
        for path in MODULES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES
    ]
    assert long == []


def test_templates_are_short():
    long = [
        f"{path.relative_to(ROOT)} {lines}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > TEMPLATE_LINES
    ]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_answers_for(path):
    source = path.read_text(encoding="utf-8")
    assert not source.strip() or ast.get_docstring(ast.parse(source)) is not None


def test_no_module_is_called_after_nothing():
    named = [path for path in MODULES if path.stem in BANNED_NAMES]
    assert named == []
