"""Plans and questions of a fictional product for the tests of foreign formats."""

import random
from dataclasses import replace

from curriculum.domain.content import Basis, Option, Pool, Question, QuestionKind
from curriculum.domain.question_imports import Imported, ImportPlan

OBJECTIVES = {"O1": "How is fictoleucel thawed?", "O2": "When is it given?"}
PLAN = ImportPlan(objectives=OBJECTIVES, objective="O1")
EXAM = replace(PLAN, pool=Pool.EXAM, basis=Basis.VERIFIED)
WORDS = (
    "fictoleucel", "thaw", "bag", "37 °C", "=SUM(A1)", "@home", "+5", "-80 °C", "{brace}", "a:b",
    "back\\slash", "~tilde", "#hash", "50%", "'quoted'", '"double"', "a;b", "x,y", "ümlaut", "\\n",
    "//", "::", "->", "[html]", "<b>", "&amp;", "$CATEGORY:", "10^6", "T", "####", "CAR T",
)  # fmt: skip


def random_text(seeded: random.Random, most: int = 8) -> str:
    return " ".join(seeded.choice(WORDS) for _ in range(seeded.randint(1, most)))


def random_question(seeded: random.Random, number: int) -> Question:
    """A sound question whose texts hold every special character of the formats."""
    pool = seeded.choice(list(Pool))
    kind = seeded.choice(list(QuestionKind))
    count = seeded.randint(2, 8)
    right = {0} if kind == QuestionKind.SINGLE else set(range(seeded.randint(1, count - 1)))
    places = seeded.sample(range(count), count)
    options = tuple(
        Option(
            f"{random_text(seeded, 4)} {place}",
            place in right,
            random_text(seeded) if pool == Pool.PRACTICE else "",
        )
        for place in places
    )
    return Question(
        f"Q{number}", pool, seeded.choice(sorted(OBJECTIVES)), kind,
        f"{random_text(seeded)} {number}", options, Basis.VERIFIED,
        rationale=random_text(seeded) if seeded.random() < 0.5 else "",
    )  # fmt: skip


def skipped(imported: Imported) -> list[tuple[int, str]]:
    """Place and reason of every item left out."""
    return [(item.position, str(item.reason)) for item in imported.skipped]


def right(question: Question) -> list[str]:
    """Texts of the right options."""
    return [option.text for option in question.options if option.correct]
