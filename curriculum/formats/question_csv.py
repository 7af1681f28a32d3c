"""Our table of questions: one row each, read from and written to CSV."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from curriculum.domain.content import Option, Question, QuestionKind
from curriculum.domain.question_imports import (
    ForeignItem,
    Imported,
    ImportPlan,
    ImportRefusedError,
    ItemRefusedError,
    Reason,
    Skipped,
)
from curriculum.formats.imports import decoded, one_line, short_name, take_over
from passport.standards.formats.cells import neutral, plain

MOST_OPTIONS = 8
COLUMNS = (
    "id", "pool", "objective", "kind", "stem", "right",
    *(f"{name}_{number}" for number in range(1, MOST_OPTIONS + 1)
      for name in ("option", "explanation")),
    "rationale", "references", "facts", "basis",
)  # fmt: skip
REQUIRED = ("stem", "right", "option_1", "option_2")
_DELIMITERS = ";,\t"
_BYTE_ORDER_MARK = "\ufeff"
_BETWEEN = re.compile(r"[\s,;]+")
_EXAMPLES = (
    ("P1", "practice", "O1", "single", "What is asked?", "2",
     "A wrong answer", "Why it is wrong.", "The right answer", "Why it is right."),
    ("E01", "exam", "O1", "multiple", "Which of these hold?", "1 3",
     "A right answer", "", "A wrong answer", "", "Another right answer", ""),
)  # fmt: skip

Row = dict[str, str]


def _table(text: str) -> list[list[str]]:
    """Cells of all rows that hold anything; raises ImportRefusedError."""
    head = text.lstrip("\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        rows = list(csv.reader(StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ImportRefusedError(Reason.NOT_TABLE, reason=error) from error
    return [row for row in rows if any(cell.strip() for cell in row)]


def _columns(head: list[str]) -> list[str]:
    """Names of the columns; raises ImportRefusedError for a wrong, doubled or missing one."""
    names = [cell.strip().lower() for cell in head]
    for name in names:
        if name not in COLUMNS or names.count(name) > 1:
            raise ImportRefusedError(Reason.COLUMN_UNKNOWN, name=name[:40])
    for name in REQUIRED:
        if name not in names:
            raise ImportRefusedError(Reason.COLUMN_MISSING, name=name)
    return names


def _right(row: Row, count: int) -> set[int]:
    """Numbers of the right options; raises ItemRefusedError."""
    parts = [part for part in _BETWEEN.split(row.get("right", "")) if part]
    if not parts or any(not part.isdecimal() or not 1 <= int(part) <= count for part in parts):
        raise ItemRefusedError(
            Reason.VALUE, name="right", value=row.get("right", ""),
            expected=f"numbers of options, 1 to {count}",
        )  # fmt: skip
    return {int(part) for part in parts}


def _options(row: Row) -> tuple[Option, ...]:
    texts = [row.get(f"option_{number}", "") for number in range(1, MOST_OPTIONS + 1)]
    count = max((place for place, text in enumerate(texts, start=1) if text), default=0)
    right = _right(row, count)
    for number in range(count + 1, MOST_OPTIONS + 1):
        if row.get(f"explanation_{number}"):
            reason = f"explanation_{number} has no option."
            raise ItemRefusedError(Reason.SYNTAX, reason=reason)
    return tuple(
        Option(text, number in right, row.get(f"explanation_{number}", ""))
        for number, text in enumerate(texts[:count], start=1)
    )


def _kind(row: Row, options: tuple[Option, ...]) -> QuestionKind:
    value = row.get("kind", "")
    if value and value not in set(QuestionKind):
        expected = ", ".join(QuestionKind)
        raise ItemRefusedError(Reason.VALUE, name="kind", value=value, expected=expected)
    if value:
        return QuestionKind(value)
    several = sum(option.correct for option in options) > 1
    return QuestionKind.MULTIPLE if several else QuestionKind.SINGLE


def _keys(row: Row, name: str) -> tuple[str, ...]:
    return tuple(part for part in _BETWEEN.split(row.get(name, "")) if part)


def _read(row: Row, position: int, name: str) -> ForeignItem:
    options = _options(row)
    return ForeignItem(
        position, name, row.get("stem", ""), options, _kind(row, options),
        key=row.get("id", ""),
        objective=row.get("objective", ""),
        pool=row.get("pool", ""),
        basis=row.get("basis", ""),
        remark=row.get("rationale", ""),
        references=_keys(row, "references"),
        facts=_keys(row, "facts"),
    )  # fmt: skip


def _items(names: list[str], rows: list[list[str]]) -> Iterator[ForeignItem | Skipped]:
    for position, cells in enumerate(rows, start=1):
        row = {name: plain(one_line(cell)) for name, cell in zip(names, cells, strict=False)}
        name = short_name(row.get("id") or row.get("stem", ""))
        try:
            if any(cell.strip() for cell in cells[len(names) :]):
                reason = "the row has more cells than the header."
                raise ItemRefusedError(Reason.SYNTAX, reason=reason)
            yield _read(row, position, name)
        except ItemRefusedError as error:
            yield Skipped(position, name, error.reason, error.details)


def read_question_csv(data: bytes, plan: ImportPlan) -> Imported:
    """Questions of our table, and why each other row was left out; formulas stay text.

    Raises ImportRefusedError when the file as a whole cannot be taken.
    """
    head, *rows = _table(decoded(data)) or [[]]
    if not head:
        raise ImportRefusedError(Reason.EMPTY)
    return take_over(_items(_columns(head), rows), plan)


def _cells(question: Question) -> Row:
    right = [
        str(number) for number, option in enumerate(question.options, start=1) if option.correct
    ]
    row = {
        "id": question.key, "pool": str(question.pool), "objective": question.objective,
        "kind": str(question.kind), "stem": question.stem, "right": " ".join(right),
        "rationale": question.rationale, "references": " ".join(question.references),
        "facts": " ".join(question.facts), "basis": str(question.basis),
    }  # fmt: skip
    for number, option in enumerate(question.options, start=1):
        row[f"option_{number}"] = option.text
        row[f"explanation_{number}"] = option.explanation
    return row


def _written(rows: Iterable[Iterable[str]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def write_csv(questions: Iterable[Question]) -> bytes:
    """The table in UTF-8 with byte order mark; cells that look like formulas are inert."""
    rows = (_cells(question) for question in questions)
    return _written([row.get(name, "") for name in COLUMNS] for row in rows)


def template_csv() -> bytes:
    """The empty table with two example rows."""
    return _written(_EXAMPLES)
