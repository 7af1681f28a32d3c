"""Real rows for tests; each app's section makes what its tests need and nothing hidden."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from curriculum.domain.content import Pool
from curriculum.models import (
    ClinicalReview,
    Completion,
    Module,
    ModuleAlignment,
    ModuleRelease,
    ObservedTask,
    Question,
    TaskReview,
    Track,
    TrackModule,
)
from passport.people.models import Professional, User
from passport.standards.models import Clause, Framework, Jurisdiction, Requirement

EPOCH = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_number = count(1)

# --- people ---


def make_user(**fields: Any) -> User:
    """A person who can sign in with the password "correct horse battery"."""
    number = next(_number)
    defaults = {
        "email": f"person{number}@example.org",
        "first_name": "Jana",
        "last_name": f"Nováková{number}",
        "password": "correct horse battery",
    }
    return User.objects.create_user(**{**defaults, **fields})


def make_learner(user: User | None = None, **fields: Any) -> Professional:
    """A welcomed nurse."""
    defaults = {
        "profession": "nurse",
        "country": "CZ",
        "welcomed_at": EPOCH,
        "created_at": EPOCH,
    }
    return Professional.objects.create(user=user or make_user(), **{**defaults, **fields})


# --- releases ---


def exam_question(key: str, objective: str, *, kind: str = "single", right: int = 0) -> dict:
    """An exam question of three options; `right` is the index of the first right one."""
    texts = (f"{key} first", f"{key} second", f"{key} third")
    wanted = {right, (right + 1) % 3} if kind == "multiple" else {right}
    options = [{"text": text, "correct": i in wanted} for i, text in enumerate(texts)]
    return {
        "key": key,
        "objective": objective,
        "kind": kind,
        "stem": f"What about {key}?",
        "options": options,
    }


def practice_question(key: str, objective: str, chapter: str) -> dict:
    """A practice question whose second option is right."""
    return {
        "objective": objective,
        "kind": "single",
        "stem": f"What about {key}?",
        "options": [
            {"text": f"{key} wrong", "correct": False, "explanation": f"{key} why wrong"},
            {"text": f"{key} right", "correct": True, "explanation": f"{key} why right"},
        ],
        "references": [1],
        "chapter": chapter,
    }


def vignette(chapter: str) -> dict:
    """A fictional patient with two decisions; the first option is best in both."""

    def options(stage: str) -> list[dict]:
        return [
            {"text": f"{stage} best", "correct": True, "explanation": f"{stage} why best"},
            {"text": f"{stage} other", "correct": False, "explanation": f"{stage} why not"},
        ]

    return {
        "title": "A night on the ward",
        "patient": "Fictional patient: adult, day 2 after infusion",
        "stages": [
            {"text": "She shivers.", "question": "What now?", "options": options("Stage one")},
            {"text": "She is cold.", "question": "And now?", "options": options("Stage two")},
        ],
        "ending": "The team called early.",
        "references": [1],
        "chapter": chapter,
    }


_CITED = (
    '<p>Fever comes first<button type="button" class="cite" popovertarget="ref-1">1</button></p>'
)
_CHAPTERS = [
    {
        "slug": "suspect",
        "title": "Suspect it",
        "objectives": ["O1"],
        "minutes": 6,
        "segments": [
            {"kind": "html", "html": f'<div class="minute"><p>Act.</p></div>{_CITED}'},
            {"kind": "check", "key": "P1"},
        ],
    },
    {
        "slug": "call",
        "title": "Call",
        "objectives": ["O2"],
        "minutes": 5,
        "segments": [
            {"kind": "html", "html": "<p>Call early.</p>"},
            {"kind": "check", "key": "P2"},
            {"kind": "vignette", "key": "V1"},
        ],
    },
]
_REFERENCE = {
    "number": 1,
    "key": "LEE19",
    "citation": "Lee DW et al. Consensus grading. 2019.",
    "doi": "10.1016/j.bbmt.2018.12.758",
    "url": "",
}


def release_content(**fields: Any) -> dict:
    """Two objectives in two chapters: the first with a check, the second with a vignette."""
    return {
        "summary": "You can suspect the syndrome.",
        "audience": "All staff",
        "objectives": {"O1": "When do you suspect it?", "O2": "Whom do you call?"},
        "handbook_topics": ["HT-14"],
        "observed": [],
        "glossary": {"CRS": "cytokine release syndrome"},
        "requirements": {"care.iec": "partial"},
        "chapters": _CHAPTERS,
        "references": [_REFERENCE],
        **fields,
    }


def make_release(code: str = "COR-04", **fields: Any) -> ModuleRelease:
    """A release of module `code` with an exam of four questions out of twelve."""
    kind = fields.pop("kind", "core" if code.startswith("COR") else "role")
    title = fields.setdefault("title", f"Module {code}")
    module, _ = Module.objects.get_or_create(code=code, defaults={"kind": kind, "title": title})
    defaults = {
        "language": "en",
        "number": module.releases.count() + 1,
        "version": "1.0",
        "content_hash": "0" * 64,
        "content": release_content(),
        "practice": {
            "P1": practice_question("P1", "O1", "suspect"),
            "P2": practice_question("P2", "O2", "call"),
        },
        "vignettes": {"V1": vignette("call")},
        "exam": [exam_question(f"E{i:02}", f"O{i % 2 + 1}", right=i % 3) for i in range(12)],
        "draw": 4,
        "pass_percent": 80,
        "minutes": 11,
        "words": 2000,
        "reviewed_on": EPOCH.date(),
        "released_at": EPOCH,
    }
    release = ModuleRelease.objects.create(module=module, **{**defaults, **fields})
    _remember_questions(release)
    return release


def _remember_questions(release: ModuleRelease) -> None:
    """Lasting identities of the exam questions, as releasing leaves them."""
    for each in release.exam:
        Question.objects.get_or_create(
            module=release.module,
            key=each["key"],
            pool=Pool.EXAM,
            defaults={"objective": each["objective"], "first_release": release},
        )


def make_track(role: str, *, core: tuple[str, ...] = (), own: tuple[str, ...] = ()) -> Track:
    """A role's path over modules that have a release."""
    track = Track.objects.create(role=role, title=f"Track {role}")
    codes = [("core", code) for code in core] + [("role", code) for code in own]
    for position, (part, code) in enumerate(codes, start=1):
        module = Module.objects.get(code=code)
        TrackModule.objects.create(track=track, module=module, part=part, position=position)
    return track


def approve(release: ModuleRelease, *, at: datetime = EPOCH, **fields: Any) -> ClinicalReview:
    """A clinician's approval of a release."""
    defaults = {"reviewer": make_user(), "approved": True, "reviewed_at": at}
    return ClinicalReview.objects.create(release=release, **{**defaults, **fields})


def approve_task(task: ObservedTask, *, at: datetime = EPOCH, **fields: Any) -> TaskReview:
    """A clinician's approval of a task's present version."""
    defaults = {
        "version": task.version,
        "reviewer": make_user(),
        "approved": True,
        "reviewed_at": at,
    }
    return TaskReview.objects.create(task=task, **{**defaults, **fields})


# --- credentials ---


def make_programme(
    *, core: tuple[str, ...] = ("COR-01", "COR-02"), roles: dict[str, tuple[str, ...]] | None = None
) -> Framework:
    """The passport programme over modules that have a release, valid 12 months and 60 days."""
    jurisdiction, _ = Jurisdiction.objects.get_or_create(code="EU", defaults={"name": "EU"})
    framework, _ = Framework.objects.get_or_create(
        key="cart-passport",
        defaults={
            "kind": "passport",
            "title": "Programme",
            "owner": "Tests",
            "edition": "1",
            "jurisdiction": jurisdiction,
            "validity_months": 12,
            "grace_days": 60,
        },
    )
    for group, codes in {"core": core, **(roles or {"NUR": ("NUR-01",)})}.items():
        for position, code in enumerate(codes):
            make_passport_clause(framework, group, code, position)
    return framework


def make_passport_clause(framework: Framework, group: str, code: str, position: int) -> None:
    """One module of a stamp: its release, its own requirement, the alignment between them."""
    requirement, _ = Requirement.objects.get_or_create(
        key=f"module.{code}", defaults={"label": f"Module {code}"}
    )
    if not Module.objects.filter(code=code).exists():
        make_release(code)
    ModuleAlignment.objects.get_or_create(
        module=Module.objects.get(code=code), requirement=requirement, strength="full"
    )
    Clause.objects.get_or_create(
        framework=framework,
        group=group,
        requirement=requirement,
        defaults={"position": position},
    )


def complete(learner: Professional, code: str, *, at: datetime = EPOCH) -> Completion:
    """A learner completed the latest release of a module by its practice questions."""
    release = ModuleRelease.objects.filter(module__code=code).order_by("-number").first()
    return Completion.objects.create(
        learner=learner,
        module=release.module,
        release=release,
        way="practice",
        language=release.language,
        completed_at=at,
    )
